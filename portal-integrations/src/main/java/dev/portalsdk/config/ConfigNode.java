package dev.portalsdk.config;

import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** A configuration value with the place it came from; the unit that files are merged by. */
sealed interface ConfigNode {
    SourceLocation location();

    /** The plain value; empty if this node stands for a value that turned out to be absent. */
    Optional<Value> value();

    record ObjectNode(Map<String, ConfigNode> fields, SourceLocation location) implements ConfigNode {
        @Override
        public Optional<Value> value() {
            Value.Obj.Builder result = Value.Obj.builder();
            fields.forEach((key, node) -> node.value().ifPresent(value -> result.put(key, value)));
            return Optional.of(result.build());
        }
    }

    record ArrayNode(List<ConfigNode> items, SourceLocation location) implements ConfigNode {
        @Override
        public Optional<Value> value() {
            return Optional.of(Value.Arr.of(
                    items.stream().flatMap(item -> item.value().stream()).toList()));
        }
    }

    /** @param external whether the text came, wholly or in part, from the environment or an included file */
    record Scalar(Value scalar, SourceLocation location, boolean external) implements ConfigNode {
        @Override
        public Optional<Value> value() {
            return Optional.of(scalar);
        }
    }

    /** A value that is not there because a variable it mentions is not set; remembered to say so when it is missed. */
    record Absent(String reason, SourceLocation location) implements ConfigNode {
        @Override
        public Optional<Value> value() {
            return Optional.empty();
        }
    }

    /** Wraps a value made in code: every part has the same place. */
    static ConfigNode of(Value value, SourceLocation location, boolean external) {
        if (value instanceof Value.Obj obj) {
            Map<String, ConfigNode> fields = new LinkedHashMap<>();
            obj.forEach((key, field) -> fields.put(key, of(field, location, external)));
            return new ObjectNode(fields, location);
        }
        if (value instanceof Value.Arr arr) {
            return new ArrayNode(
                    arr.values().stream()
                            .map(item -> of(item, location, external))
                            .toList(),
                    location);
        }
        return new Scalar(value, location, external);
    }

    /**
     * This node overlaid by a later one: objects field by field, anything else replaced as a whole, arrays too.
     *
     * <p>As Backstage's ConfigReader with its fallback chain: an absent value does not hide an earlier one, null does.
     */
    default ConfigNode mergedWith(ConfigNode later) {
        if (later instanceof Absent) {
            return this;
        }
        if (!(this instanceof ObjectNode mine) || !(later instanceof ObjectNode theirs)) {
            return later;
        }
        Map<String, ConfigNode> fields = new LinkedHashMap<>(mine.fields());
        theirs.fields().forEach((key, node) -> fields.merge(key, node, ConfigNode::mergedWith));
        return new ObjectNode(fields, theirs.location());
    }

    /** The value with every scalar that must not be printed replaced by {@code ***}. */
    default Optional<Value> masked(Predicate<String> secretKey) {
        return masked(secretKey, false);
    }

    private Optional<Value> masked(Predicate<String> secretKey, boolean inside) {
        if (this instanceof ObjectNode object) {
            Value.Obj.Builder result = Value.Obj.builder();
            object.fields().forEach((key, node) -> node.masked(secretKey, inside || secretKey.test(key))
                    .ifPresent(value -> result.put(key, value)));
            return Optional.of(result.build());
        }
        if (this instanceof ArrayNode array) {
            return Optional.of(Value.Arr.of(array.items().stream()
                    .flatMap(item -> item.masked(secretKey, inside).stream())
                    .toList()));
        }
        boolean hidden = inside || (this instanceof Scalar scalar && scalar.external());
        return value().map(plain -> hidden ? Value.Str.of("***") : plain);
    }
}
