package dev.portalsdk.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.util.AbstractList;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A free-form value: an immutable JSON tree that keeps its author's order of keys.
 *
 * <p>Specs, annotations of hosts' kinds, template data, action inputs and query values are all made of this type. Equality
 * is by content: the order of keys does not matter, and a number is compared by its value.
 *
 * <p>Numbers follow JavaScript, as the programs that these files were written for do: {@code 1.0} is the integer 1, and a
 * fraction is a double. Unlike there, an integer of up to 1,000 digits keeps all of them.
 *
 * <p>Every value is safe for use by many threads.
 */
// A thin wrapper over the tree that the schema validator reads, so that validation needs no copy. Objects and arrays of
// the wrapped tree lie in maps and lists that cannot be changed and have no room to spare.
public sealed interface Value {

    /**
     * Copies a tree of plain Java objects.
     *
     * @param java null, a {@code Value}, {@code CharSequence}, {@code Number}, {@code Boolean}, {@code Enum} (its name), {@code Optional},
     *     {@code Map} with string keys, {@code Iterable}, array of objects, or a record (its components, empty optionals left out); nested at
     *     most 1,000 deep
     * @throws IllegalArgumentException if anything else is met; names its place
     */
    static Value of(@Nullable Object java) {
        return JavaValues.fromJava(java);
    }

    /**
     * Reads one JSON text (RFC 8259).
     *
     * @throws IllegalArgumentException if the text is not JSON, holds a key twice, is nested more than 1,000 deep, or goes on after its value;
     *     names line and column
     */
    static Value parseJson(String json) {
        return JsonText.parse(json);
    }

    /** What JSON calls this type: {@code object}, {@code array}, {@code string}, {@code number}, {@code boolean} or {@code null}. */
    String typeName();

    /** This value as JSON in one line, with keys in the author's order. */
    default String toJson() {
        return JsonText.write(this);
    }

    /** This value as JSON, indented by two spaces. */
    default String toPrettyJson() {
        return JsonText.writePretty(this);
    }

    /** Writes this value as JSON in UTF-8; does not close the stream. */
    default void writeJson(OutputStream out) throws IOException {
        JsonText.write(this, out);
    }

    /**
     * The value at a place below this one.
     *
     * @param pointer a JSON pointer (RFC 6901) such as {@code /spec/owner} or {@code /metadata/tags/0}; the empty text is this value itself
     * @throws IllegalArgumentException if the pointer is neither empty nor starts with a slash
     */
    default Optional<Value> at(String pointer) {
        Optional<Value> here = Optional.of(this);
        for (String segment : JsonPointers.segments(pointer)) {
            here = here.flatMap(value -> value.child(segment));
        }
        return here;
    }

    /** The child by this name, or by this index in an array. */
    private Optional<Value> child(String segment) {
        if (this instanceof Obj obj) {
            return obj.get(segment);
        }
        if (this instanceof Arr arr) {
            return JsonPointers.index(segment, arr.size()).map(arr::get);
        }
        return Optional.empty();
    }

    /**
     * This value as plain Java objects that the caller may change: {@code LinkedHashMap}, {@code ArrayList}, {@code String}, {@code Long} or
     * {@code BigInteger} or {@code Double}, {@code Boolean}, null.
     */
    default @Nullable Object toJava() {
        return JavaValues.toJava(this);
    }

    /**
     * Binds this value to a record of the caller's.
     *
     * <p>Components are matched by name. An absent {@code Optional} is empty, as is an absent {@code List}, {@code Set} or {@code Map}; a component of
     * type {@code Value} (or {@code Value.Obj} …) takes what is there. Keys without a component are ignored.
     *
     * @throws IllegalArgumentException if a value has another type than its component, is absent, or is refused by the record's constructor;
     *     names the place
     */
    default <T> T to(Class<T> type) {
        return RecordBinding.bind(this, type);
    }

    /** This value if it is an object. */
    default Optional<Obj> asObj() {
        return this instanceof Obj obj ? Optional.of(obj) : Optional.empty();
    }

    /** This value if it is an array. */
    default Optional<Arr> asArr() {
        return this instanceof Arr arr ? Optional.of(arr) : Optional.empty();
    }

    /** The text if this is a string. Numbers and booleans are not turned into text. */
    default Optional<String> asString() {
        return this instanceof Str str ? Optional.of(str.value()) : Optional.empty();
    }

    /** An object: string keys with values, in the author's order. */
    final class Obj implements Value {
        private static final Obj EMPTY = new Obj(new FieldMap.Collector(0).toNode());

        final ObjectNode node;

        Obj(ObjectNode node) {
            this.node = node;
        }

        /** The object without keys. */
        public static Obj empty() {
            return EMPTY;
        }

        /** An object with one key; values as in {@link Value#of(Object)}. */
        public static Obj of(String key, @Nullable Object value) {
            return builder().put(key, Value.of(value)).build();
        }

        /** An object with two keys; values as in {@link Value#of(Object)}. */
        public static Obj of(String key1, @Nullable Object value1, String key2, @Nullable Object value2) {
            return builder()
                    .put(key1, Value.of(value1))
                    .put(key2, Value.of(value2))
                    .build();
        }

        /** An object with three keys; values as in {@link Value#of(Object)}. */
        public static Obj of(
                String key1,
                @Nullable Object value1,
                String key2,
                @Nullable Object value2,
                String key3,
                @Nullable Object value3) {
            return of(key1, value1, key2, value2).with(key3, Value.of(value3));
        }

        /** Starts an object; see {@link Builder}. */
        public static Builder builder() {
            return new Builder(new FieldMap.Collector(4));
        }

        /** The value of a key; empty if the key is absent, {@link Null#NULL} if it is there and null. */
        public Optional<Value> get(String key) {
            JsonNode child = node.get(key);
            return child == null ? Optional.empty() : Optional.of(JavaValues.wrap(child));
        }

        /** The text of a key that holds a string. */
        public Optional<String> string(String key) {
            JsonNode child = node.get(key);
            return child != null && child.isTextual() ? Optional.of(child.textValue()) : Optional.empty();
        }

        /** The object that a key holds. */
        public Optional<Obj> obj(String key) {
            return get(key).flatMap(Value::asObj);
        }

        /** The array that a key holds. */
        public Optional<Arr> arr(String key) {
            return get(key).flatMap(Value::asArr);
        }

        /** Whether the key is there, be it with null. */
        public boolean has(String key) {
            return node.has(key);
        }

        /** The keys in the author's order, as a read-only set. */
        public Set<String> keys() {
            return new AbstractSet<>() {
                @Override
                public Iterator<String> iterator() {
                    return node.fieldNames();
                }

                @Override
                public int size() {
                    return node.size();
                }

                @Override
                public boolean contains(@Nullable Object key) {
                    return key instanceof String name && has(name);
                }
            };
        }

        /** Number of keys. */
        public int size() {
            return node.size();
        }

        /** Whether there is no key. */
        public boolean isEmpty() {
            return node.isEmpty();
        }

        /** Hands each key and value to the action, in the author's order. */
        public void forEach(BiConsumer<String, Value> action) {
            node.forEachEntry((key, child) -> action.accept(key, JavaValues.wrap(child)));
        }

        /** A copy in which the key has this value: in its place if it was there, else at the end. */
        public Obj with(String key, Value value) {
            return toBuilder().put(key, value).build();
        }

        /** A copy without the key. */
        public Obj without(String key) {
            if (!has(key)) {
                return this;
            }
            FieldMap.Collector others = new FieldMap.Collector(size() - 1);
            node.forEachEntry((name, child) -> {
                if (!name.equals(key)) {
                    others.put(name, child);
                }
            });
            return new Obj(others.toNode());
        }

        /** Starts a builder that holds what this object holds. */
        public Builder toBuilder() {
            return new Builder(new FieldMap.Collector(node));
        }

        @Override
        public String typeName() {
            return "object";
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Obj that && node.equals(that.node);
        }

        @Override
        public int hashCode() {
            return node.hashCode();
        }

        @Override
        public String toString() {
            return toJson();
        }

        /** Builds an object; for one thread, and for one object. */
        public static final class Builder {
            private FieldMap.@Nullable Collector fields;

            private Builder(FieldMap.Collector fields) {
                this.fields = fields;
            }

            /** Sets a key; a key that was set before keeps its place and takes the new value. */
            public Builder put(String key, Value value) {
                open().put(key, JavaValues.unwrap(value));
                return this;
            }

            /** Sets a key to a text. */
            public Builder put(String key, String value) {
                return put(key, Str.of(value));
            }

            /** Sets a key to an integer. */
            public Builder put(String key, long value) {
                return put(key, Num.of(value));
            }

            /** Sets a key to a boolean. */
            public Builder put(String key, boolean value) {
                return put(key, Bool.of(value));
            }

            /** Whether the key was set. */
            public boolean has(String key) {
                return open().has(key);
            }

            /**
             * The object; the builder is of no use afterwards.
             *
             * @throws IllegalStateException if it was built before
             */
            public Obj build() {
                Obj built = open().isEmpty() ? EMPTY : new Obj(open().toNode());
                fields = null;
                return built;
            }

            private FieldMap.Collector open() {
                if (fields == null) {
                    throw new IllegalStateException("This builder has built its object; take a new one for the next");
                }
                return fields;
            }
        }
    }

    /** An array. */
    final class Arr implements Value {
        private static final Arr EMPTY = new Arr(JavaValues.array(List.of()));

        final ArrayNode node;

        Arr(ArrayNode node) {
            this.node = node;
        }

        /** The array without elements. */
        public static Arr empty() {
            return EMPTY;
        }

        /** An array of these elements. */
        public static Arr of(Value... elements) {
            return of(List.of(elements));
        }

        /** An array of these elements. */
        public static Arr of(Iterable<? extends Value> elements) {
            List<JsonNode> nodes = new ArrayList<>();
            elements.forEach(element -> nodes.add(JavaValues.unwrap(element)));
            return nodes.isEmpty() ? EMPTY : new Arr(JavaValues.array(nodes));
        }

        /** An array of texts. */
        public static Arr ofStrings(Iterable<String> elements) {
            List<JsonNode> nodes = new ArrayList<>();
            elements.forEach(element -> nodes.add(TextNode.valueOf(element)));
            return nodes.isEmpty() ? EMPTY : new Arr(JavaValues.array(nodes));
        }

        /** The elements, as a read-only list. */
        public List<Value> values() {
            return new AbstractList<>() {
                @Override
                public Value get(int index) {
                    return Arr.this.get(index);
                }

                @Override
                public int size() {
                    return node.size();
                }
            };
        }

        /**
         * The element at an index from 0.
         *
         * @throws IndexOutOfBoundsException if there is none
         */
        public Value get(int index) {
            JsonNode element = node.get(index);
            if (element == null) {
                throw new IndexOutOfBoundsException("Index " + index + " of an array of " + node.size());
            }
            return JavaValues.wrap(element);
        }

        /** Number of elements. */
        public int size() {
            return node.size();
        }

        /** Whether there is no element. */
        public boolean isEmpty() {
            return node.isEmpty();
        }

        /** Those elements that are strings, in order. */
        public List<String> strings() {
            List<String> strings = new ArrayList<>(node.size());
            for (Iterator<JsonNode> it = node.elements(); it.hasNext(); ) {
                JsonNode element = it.next();
                if (element.isTextual()) {
                    strings.add(element.textValue());
                }
            }
            return Collections.unmodifiableList(strings);
        }

        @Override
        public String typeName() {
            return "array";
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Arr that && node.equals(that.node);
        }

        @Override
        public int hashCode() {
            return node.hashCode();
        }

        @Override
        public String toString() {
            return toJson();
        }
    }

    /** A text. */
    final class Str implements Value {
        final TextNode node;

        Str(TextNode node) {
            this.node = node;
        }

        /** This text as a value. */
        public static Str of(String text) {
            return new Str(TextNode.valueOf(text));
        }

        /** The text. */
        public String value() {
            return node.textValue();
        }

        @Override
        public String typeName() {
            return "string";
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Str that && value().equals(that.value());
        }

        @Override
        public int hashCode() {
            return value().hashCode();
        }

        @Override
        public String toString() {
            return toJson();
        }
    }

    /** A number: an integer of any length, or a double. */
    final class Num implements Value {
        // Always canonical (see JavaValues.number), so that equal numbers are equal nodes.
        final NumericNode node;

        Num(NumericNode node) {
            this.node = node;
        }

        /** This integer as a value. */
        public static Num of(long number) {
            return new Num(JavaValues.number(number));
        }

        /** This integer as a value. */
        public static Num of(BigInteger number) {
            return new Num(JavaValues.number(number));
        }

        /** This number as a value; one without a fraction becomes an integer, as in JavaScript. */
        public static Num of(double number) {
            return new Num(JavaValues.number(number));
        }

        /** Whether this is an integer. */
        public boolean isIntegral() {
            return node.isIntegralNumber();
        }

        /** Whether this is an integer that fits a {@code long}. */
        public boolean isLong() {
            return node.isIntegralNumber() && node.canConvertToLong();
        }

        /** The number as a {@code long}; a fraction is cut off, and what is too large loses its high bits. */
        public long longValue() {
            return node.longValue();
        }

        /** The number as the nearest {@code double}. */
        public double doubleValue() {
            return node.doubleValue();
        }

        /** The number as {@code Long}, {@code BigInteger} or {@code Double}, the first of these that holds it. */
        public Number numberValue() {
            return node.isIntegralNumber() && node.canConvertToLong() ? (Number) node.longValue() : node.numberValue();
        }

        @Override
        public String typeName() {
            return "number";
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Num that && node.equals(that.node);
        }

        @Override
        public int hashCode() {
            return node.hashCode();
        }

        /** The number as JavaScript prints it: {@code 1}, {@code 1.5}, {@code 1e+21}, {@code NaN}. */
        @Override
        public String toString() {
            return node.isIntegralNumber() ? node.asText() : JsNumbers.print(node.doubleValue());
        }
    }

    /** A boolean. */
    final class Bool implements Value {
        /** True. */
        public static final Bool TRUE = new Bool(BooleanNode.TRUE);

        /** False. */
        public static final Bool FALSE = new Bool(BooleanNode.FALSE);

        final BooleanNode node;

        Bool(BooleanNode node) {
            this.node = node;
        }

        /** This boolean as a value. */
        public static Bool of(boolean value) {
            return value ? TRUE : FALSE;
        }

        /** The boolean. */
        public boolean value() {
            return node.booleanValue();
        }

        @Override
        public String typeName() {
            return "boolean";
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Bool that && value() == that.value();
        }

        @Override
        public int hashCode() {
            return Boolean.hashCode(value());
        }

        @Override
        public String toString() {
            return toJson();
        }
    }

    /** The null value, which is not the same as an absent one. */
    final class Null implements Value {
        /** The only one. */
        public static final Null NULL = new Null();

        private Null() {}

        @Override
        public String typeName() {
            return "null";
        }

        @Override
        public String toString() {
            return "null";
        }
    }
}
