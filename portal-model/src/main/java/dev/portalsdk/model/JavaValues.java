package dev.portalsdk.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Between plain Java objects, values, and the tree inside values. */
final class JavaValues {
    static final int MAX_DEPTH = 1_000;
    /** Up to here every integer is a double of its own (JavaScript's Number.MAX_SAFE_INTEGER). */
    private static final double MAX_SAFE_INTEGER = 9_007_199_254_740_991d;

    private JavaValues() {}

    static Value fromJava(@Nullable Object java) {
        return java instanceof Value value ? value : wrap(toNode(java, "", 0));
    }

    static @Nullable Object toJava(Value value) {
        if (value instanceof Value.Obj obj) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            obj.forEach((key, child) -> map.put(key, toJava(child)));
            return map;
        }
        if (value instanceof Value.Arr arr) {
            List<@Nullable Object> list = new ArrayList<>(arr.size());
            arr.values().forEach(child -> list.add(toJava(child)));
            return list;
        }
        if (value instanceof Value.Str str) {
            return str.value();
        }
        if (value instanceof Value.Num num) {
            return num.numberValue();
        }
        return value instanceof Value.Bool bool ? bool.value() : null;
    }

    static Value wrap(JsonNode node) {
        if (node instanceof TextNode text) {
            return new Value.Str(text);
        }
        if (node instanceof ObjectNode object) {
            return new Value.Obj(object);
        }
        if (node instanceof ArrayNode array) {
            return new Value.Arr(array);
        }
        if (node instanceof NumericNode number) {
            return new Value.Num(number);
        }
        if (node instanceof BooleanNode bool) {
            return bool.booleanValue() ? Value.Bool.TRUE : Value.Bool.FALSE;
        }
        if (node instanceof NullNode) {
            return Value.Null.NULL;
        }
        throw new IllegalStateException("No value is made of " + node.getNodeType());
    }

    static JsonNode unwrap(Value value) {
        if (value instanceof Value.Str str) {
            return str.node;
        }
        if (value instanceof Value.Obj obj) {
            return obj.node;
        }
        if (value instanceof Value.Arr arr) {
            return arr.node;
        }
        if (value instanceof Value.Num num) {
            return num.node;
        }
        return value instanceof Value.Bool bool ? bool.node : NullNode.getInstance();
    }

    static NumericNode number(long number) {
        return number == (int) number ? IntNode.valueOf((int) number) : LongNode.valueOf(number);
    }

    static NumericNode number(BigInteger number) {
        return number.bitLength() < Long.SIZE ? number(number.longValue()) : BigIntegerNode.valueOf(number);
    }

    static NumericNode number(double number) {
        boolean integral = number == Math.rint(number) && Math.abs(number) <= MAX_SAFE_INTEGER;
        return integral ? number((long) number) : DoubleNode.valueOf(number);
    }

    static NumericNode number(Number number) {
        if (number instanceof BigInteger big) {
            return number(big);
        }
        if (number instanceof BigDecimal decimal) {
            return isInteger(decimal) ? number(decimal.toBigIntegerExact()) : number(decimal.doubleValue());
        }
        if (number instanceof Double || number instanceof Float) {
            return number(number.doubleValue());
        }
        return number(number.longValue());
    }

    /** Bounded, so that 1e999999999 does not become a billion digits. */
    private static boolean isInteger(BigDecimal decimal) {
        BigDecimal stripped = decimal.stripTrailingZeros();
        return stripped.scale() <= 0 && stripped.precision() - stripped.scale() <= 1_000;
    }

    private static JsonNode toNode(@Nullable Object java, String place, int depth) {
        if (java == null) {
            return NullNode.getInstance();
        }
        if (java instanceof Value value) {
            return unwrap(value);
        }
        if (java instanceof CharSequence text) {
            return TextNode.valueOf(text.toString());
        }
        if (java instanceof Number number) {
            return number(number);
        }
        if (java instanceof Boolean bool) {
            return BooleanNode.valueOf(bool);
        }
        if (java instanceof Enum<?> constant) {
            return TextNode.valueOf(constant.name());
        }
        return toContainer(java, place, depth);
    }

    private static JsonNode toContainer(Object java, String place, int depth) {
        if (depth >= MAX_DEPTH) {
            throw new IllegalArgumentException(where(place) + " is nested more than " + MAX_DEPTH + " deep");
        }
        if (java instanceof Optional<?> optional) {
            return toNode(optional.orElse(null), place, depth + 1);
        }
        if (java instanceof Map<?, ?> map) {
            return toObject(map, place, depth);
        }
        if (java instanceof Iterable<?> elements) {
            return toArray(elements, place, depth);
        }
        if (java instanceof Object[] elements) {
            return toArray(Arrays.asList(elements), place, depth);
        }
        if (java instanceof Record bean) {
            return toObject(components(bean), place, depth);
        }
        throw new IllegalArgumentException(
                where(place) + " is a " + java.getClass().getName()
                        + ", of which no value can be made; give a map, a list, a record, text, a number, a boolean or null");
    }

    private static ObjectNode toObject(Map<?, ?> map, String place, int depth) {
        FieldMap.Collector fields = new FieldMap.Collector(map.size());
        map.forEach((key, child) -> {
            if (!(key instanceof String name)) {
                throw new IllegalArgumentException(where(place) + " has the key " + key + ", which is no string");
            }
            fields.put(name, toNode(child, JsonPointers.child(place, name), depth + 1));
        });
        return fields.toNode();
    }

    private static ArrayNode toArray(Iterable<?> elements, String place, int depth) {
        List<JsonNode> nodes = new ArrayList<>();
        for (Object element : elements) {
            nodes.add(toNode(element, JsonPointers.child(place, Integer.toString(nodes.size())), depth + 1));
        }
        return array(nodes);
    }

    static ArrayNode array(List<JsonNode> elements) {
        return new ArrayNode(JsonNodeFactory.instance, List.copyOf(elements));
    }

    /** The same tree with canonical numbers, in maps and lists that cannot be changed. */
    static JsonNode canonical(JsonNode node) {
        if (node instanceof ObjectNode object) {
            FieldMap.Collector fields = new FieldMap.Collector(object.size());
            object.forEachEntry((key, child) -> fields.put(key, canonical(child)));
            return fields.toNode();
        }
        if (node instanceof ArrayNode array) {
            List<JsonNode> elements = new ArrayList<>(array.size());
            array.forEach(element -> elements.add(canonical(element)));
            return array(elements);
        }
        return node instanceof NumericNode number ? number(number.numberValue()) : node;
    }

    private static Map<String, @Nullable Object> components(Record bean) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (RecordComponent component : bean.getClass().getRecordComponents()) {
            Object value = component(bean, component);
            if (!(value instanceof Optional<?> optional && optional.isEmpty())) {
                map.put(component.getName(), value);
            }
        }
        return map;
    }

    private static @Nullable Object component(Record bean, RecordComponent component) {
        try {
            // A record may be private to its owner; its accessors are what it shows.
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(bean);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IllegalArgumentException(
                    "Component " + component.getName() + " of " + bean.getClass() + " cannot be read", e);
        }
    }

    private static String where(String place) {
        return place.isEmpty() ? "The value" : "The value at " + place;
    }
}
