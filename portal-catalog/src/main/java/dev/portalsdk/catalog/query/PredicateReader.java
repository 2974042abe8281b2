package dev.portalsdk.catalog.query;

import dev.portalsdk.model.Suggestions;
import dev.portalsdk.model.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The predicate language to filters. For one predicate. */
// As Backstage filter-predicates and applyPredicateEntityFilterToQuery, but that what is not understood is refused.
final class PredicateReader {
    private static final int MAX_DEPTH = 50;
    private static final int MAX_PARTS = 10_000;
    private static final Set<String> LOGIC = Set.of("$all", "$any", "$not");
    private static final Set<String> OPERATORS = Set.of("$exists", "$in", "$contains", "$hasPrefix");
    private static final String RELATIONS = "relations";

    private int parts;

    EntityFilter read(Value predicate) {
        return read(predicate, "", 0);
    }

    private EntityFilter read(Value value, String pointer, int depth) {
        if (depth > MAX_DEPTH) {
            throw refused(pointer, "is nested more than " + MAX_DEPTH + " deep");
        }
        Value.Obj object = value.asObj()
                .orElseThrow(() -> refused(
                        pointer, "is " + article(value) + ", expected an object such as {\"kind\": \"component\"}"));
        List<String> keys = List.copyOf(object.keys());
        boolean isLogic = keys.stream().anyMatch(key -> key.startsWith("$"));
        if (isLogic && keys.size() > 1) {
            throw refused(
                    pointer, "has " + keys + ": " + LOGIC.stream().sorted().toList() + " stand alone in their object");
        }
        if (isLogic) {
            return logic(keys.get(0), object.get(keys.get(0)).orElseThrow(), pointer, depth);
        }
        List<EntityFilter> all = new ArrayList<>();
        object.forEach((key, child) -> all.add(condition(key, child, below(pointer, key))));
        return all.size() == 1 ? all.get(0) : new EntityFilter.AllOf(all);
    }

    private EntityFilter logic(String operator, Value operand, String pointer, int depth) {
        String at = below(pointer, operator);
        if (operator.equals("$not")) {
            return new EntityFilter.Not(read(operand, at, depth + 1));
        }
        if (!LOGIC.contains(operator)) {
            throw unknown(operator, pointer, LOGIC);
        }
        Value.Arr operands =
                operand.asArr().orElseThrow(() -> refused(at, "is " + article(operand) + ", expected an array"));
        List<EntityFilter> filters = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            filters.add(read(operands.get(i), at + "/" + i, depth + 1));
        }
        return operator.equals("$all") ? new EntityFilter.AllOf(filters) : new EntityFilter.AnyOf(filters);
    }

    private EntityFilter condition(String key, Value value, String pointer) {
        count(pointer);
        if (!(value instanceof Value.Obj object)) {
            return new EntityFilter.HasValue(key, Set.of(primitive(value, pointer)));
        }
        List<String> operators = List.copyOf(object.keys());
        if (operators.size() != 1) {
            throw refused(
                    pointer,
                    "has " + operators + ", expected exactly one of "
                            + OPERATORS.stream().sorted().toList());
        }
        String operator = operators.get(0);
        Value operand = object.get(operator).orElseThrow();
        String at = below(pointer, operator);
        return switch (operator) {
            case "$exists" -> exists(key, operand, at);
            case "$in" -> new EntityFilter.HasValue(key, primitives(operand, at));
            case "$hasPrefix" ->
                new EntityFilter.HasPrefix(
                        key,
                        operand.asString()
                                .orElseThrow(() -> refused(at, "is " + article(operand) + ", expected a text")));
            case "$contains" -> contains(key, operand, at);
            default -> throw unknown(operator, pointer, OPERATORS);
        };
    }

    private static EntityFilter exists(String key, Value operand, String pointer) {
        if (!(operand instanceof Value.Bool expected)) {
            throw refused(pointer, "is " + article(operand) + ", expected true or false");
        }
        EntityFilter there = new EntityFilter.HasKey(key);
        return expected.value() ? there : new EntityFilter.Not(there);
    }

    private EntityFilter contains(String key, Value operand, String pointer) {
        if (!(operand instanceof Value.Obj object)) {
            return new EntityFilter.HasValue(key, Set.of(primitive(operand, pointer)));
        }
        if (!SearchTerms.fold(key).equals(RELATIONS)) {
            throw refused(
                    pointer,
                    "is an object, which only \"relations\" may contain; ask for one of its fields by a dotted key");
        }
        if (object.isEmpty() || !Set.of("type", "targetRef").containsAll(object.keys())) {
            throw refused(pointer, "has " + object.keys() + ", expected \"type\", \"targetRef\" or both");
        }
        Set<String> targets = object.get("targetRef")
                .map(refs -> texts(refs, below(pointer, "targetRef")))
                .orElse(Set.of());
        if (!object.has("type")) {
            return new EntityFilter.RelatedTo(targets);
        }
        List<EntityFilter> typed = texts(object.get("type").orElseThrow(), below(pointer, "type")).stream()
                .map(type -> RELATIONS + "." + type)
                .<EntityFilter>map(relation -> object.has("targetRef")
                        ? new EntityFilter.HasValue(relation, targets)
                        : new EntityFilter.HasKey(relation))
                .toList();
        return typed.size() == 1 ? typed.get(0) : new EntityFilter.AnyOf(typed);
    }

    /** A text, or one of several. */
    private Set<String> texts(Value value, String pointer) {
        if (value instanceof Value.Obj object && object.keys().equals(Set.of("$in"))) {
            return primitives(object.get("$in").orElseThrow(), below(pointer, "$in"));
        }
        return Set.of(primitive(value, pointer));
    }

    private Set<String> primitives(Value value, String pointer) {
        Value.Arr array =
                value.asArr().orElseThrow(() -> refused(pointer, "is " + article(value) + ", expected an array"));
        Set<String> texts = new LinkedHashSet<>();
        for (int i = 0; i < array.size(); i++) {
            texts.add(primitive(array.get(i), pointer + "/" + i));
        }
        return texts;
    }

    private String primitive(Value value, String pointer) {
        count(pointer);
        if (value instanceof Value.Str text) {
            return text.value();
        }
        if (value instanceof Value.Num || value instanceof Value.Bool) {
            return value.toString();
        }
        throw refused(pointer, "is " + article(value) + ", expected a text, a number or a boolean");
    }

    private void count(String pointer) {
        if (++parts > MAX_PARTS) {
            throw refused(pointer, "is one too many: a predicate has at most " + MAX_PARTS + " conditions and values");
        }
    }

    private static String article(Value value) {
        return value instanceof Value.Null
                ? "null"
                : (value instanceof Value.Obj || value instanceof Value.Arr ? "an " : "a ") + value.typeName();
    }

    private static IllegalArgumentException unknown(String operator, String pointer, Set<String> known) {
        String hint = Suggestions.closest(operator, known)
                .map(closest -> "; did you mean " + closest + "?")
                .orElse("");
        return refused(
                pointer,
                "has the unknown operator " + operator + ", expected one of "
                        + known.stream().sorted().toList() + hint);
    }

    private static IllegalArgumentException refused(String pointer, String fault) {
        return new IllegalArgumentException("Invalid predicate: \"" + pointer + "\" " + fault);
    }

    private static String below(String pointer, String key) {
        return pointer + "/" + key.replace("~", "~0").replace("/", "~1");
    }
}
