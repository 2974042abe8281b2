package dev.portalsdk.scaffolder;

import dev.portalsdk.model.Value;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** JSON Schemas of the types that actions take and give, as {@link Value#to} and {@link Value#of} treat them. */
final class RecordSchemas {
    /** A record that holds itself is described this deep; below that anything goes. */
    private static final int MAX_DEPTH = 16;

    private static final Set<Class<?>> INTEGERS = Set.of(
            int.class, Integer.class, long.class, Long.class, short.class, Short.class, java.math.BigInteger.class);
    private static final Set<Class<?>> NUMBERS =
            Set.of(double.class, Double.class, float.class, Float.class, java.math.BigDecimal.class);

    private RecordSchemas() {}

    /** What a step writes: the components that need not be there are not required. */
    static Value.Obj of(Class<?> type) {
        return schema(type, 0);
    }

    /** The same schema with more keys that must be there. */
    static Value.Obj requiring(Value.Obj schema, List<String> keys) {
        if (keys.isEmpty()) {
            return schema;
        }
        List<String> required =
                new ArrayList<>(schema.arr("required").map(Value.Arr::strings).orElse(List.of()));
        required.addAll(keys);
        return schema.with("required", Value.of(required));
    }

    private static Value.Obj schema(Type type, int depth) {
        if (depth > MAX_DEPTH) {
            return Value.Obj.empty();
        }
        if (type instanceof Class<?> plain) {
            return plain(plain, depth);
        }
        if (type instanceof WildcardType wildcard) {
            return schema(wildcard.getUpperBounds()[0], depth);
        }
        return type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw
                ? generic(raw, generic.getActualTypeArguments(), depth)
                : Value.Obj.empty();
    }

    private static Value.Obj generic(Class<?> raw, Type[] arguments, int depth) {
        if (raw == Optional.class) {
            return schema(arguments[0], depth);
        }
        if (Collection.class.isAssignableFrom(raw)) {
            return Value.Obj.of("type", "array", "items", schema(arguments[0], depth + 1));
        }
        return Map.class.isAssignableFrom(raw)
                ? Value.Obj.of("type", "object", "additionalProperties", schema(arguments[1], depth + 1))
                : Value.Obj.empty();
    }

    private static Value.Obj plain(Class<?> type, int depth) {
        if (type.isRecord() && !Value.class.isAssignableFrom(type)) {
            return record(type, depth);
        }
        if (type.isEnum()) {
            List<String> names = new ArrayList<>();
            for (Object constant : type.getEnumConstants()) {
                names.add(((Enum<?>) constant).name());
            }
            return Value.Obj.of("type", "string", "enum", names);
        }
        return name(type).map(name -> Value.Obj.of("type", name)).orElse(Value.Obj.empty());
    }

    private static Optional<String> name(Class<?> type) {
        if (INTEGERS.contains(type)) {
            return Optional.of("integer");
        }
        if (NUMBERS.contains(type) || type == Value.Num.class) {
            return Optional.of("number");
        }
        if (type == boolean.class || type == Boolean.class || type == Value.Bool.class) {
            return Optional.of("boolean");
        }
        if (type == String.class || type == Value.Str.class) {
            return Optional.of("string");
        }
        if (type == Value.Obj.class || Map.class.isAssignableFrom(type)) {
            return Optional.of("object");
        }
        return type == Value.Arr.class || Collection.class.isAssignableFrom(type)
                ? Optional.of("array")
                : Optional.empty();
    }

    private static Value.Obj record(Class<?> type, int depth) {
        Value.Obj.Builder properties = Value.Obj.builder();
        List<String> required = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            properties.put(component.getName(), schema(component.getGenericType(), depth + 1));
            if (!InputBinding.mayBeAbsent(component.getType())) {
                required.add(component.getName());
            }
        }
        Value.Obj.Builder schema = Value.Obj.builder().put("type", "object").put("properties", properties.build());
        if (!required.isEmpty()) {
            schema.put("required", Value.of(required));
        }
        return schema.put("additionalProperties", false).build();
    }
}
