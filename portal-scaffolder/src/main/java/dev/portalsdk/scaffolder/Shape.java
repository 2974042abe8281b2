package dev.portalsdk.scaffolder;

import dev.portalsdk.model.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is known of a value before it is there.
 *
 * @param types names of the JSON types that it can have; empty if nothing is known
 * @param members of an object
 * @param open whether an object can have other members
 * @param items of a list, one shape at most
 * @param constants all values that it can have; empty if they are not known
 * @param required members that an object must have
 * @param secret whether it can hold a secret
 * @param optional whether it can be left out by who fills in a form
 */
record Shape(
        Set<String> types,
        Map<String, Shape> members,
        boolean open,
        List<Shape> items,
        Set<Value> constants,
        Set<String> required,
        boolean secret,
        boolean optional) {

    /** Nothing is known. */
    static final Shape ANY = new Shape(Set.of(), Map.of(), true, List.of(), Set.of(), Set.of(), false, false);

    static final Shape STRING = ofType("string");
    static final Shape NUMBER = ofType("number");
    static final Shape BOOLEAN = ofType("boolean");
    static final Shape LIST = ofType("array");

    private static final int MAX_DEPTH = 32;

    static Shape ofType(String type) {
        return new Shape(Set.of(type), Map.of(), true, List.of(), Set.of(), Set.of(), false, false);
    }

    static Shape object(Map<String, Shape> members) {
        return new Shape(Set.of("object"), Map.copyOf(members), false, List.of(), Set.of(), Set.of(), false, false);
    }

    static Shape listOf(Shape item) {
        return new Shape(Set.of("array"), Map.of(), true, List.of(item), Set.of(), Set.of(), item.secret(), false);
    }

    /** An object with the members that the map has when they are asked for. */
    static Shape view(Map<String, Shape> members) {
        Map<String, Shape> view = Collections.unmodifiableMap(members);
        return new Shape(Set.of("object"), view, false, List.of(), Set.of(), Set.of(), false, false);
    }

    /** An object with these members and others. */
    static Shape openObject(Map<String, Shape> members) {
        return new Shape(Set.of("object"), Map.copyOf(members), true, List.of(), Set.of(), Set.of(), false, false);
    }

    /** What is known of a value that is there. */
    static Shape ofValue(Value value) {
        if (value instanceof Value.Obj object) {
            Map<String, Shape> members = new LinkedHashMap<>();
            object.forEach((name, member) -> members.put(name, ofValue(member)));
            return object(members);
        }
        return value instanceof Value.Arr ? LIST : constant(value);
    }

    static Shape constant(Value value) {
        return new Shape(Set.of(value.typeName()), Map.of(), true, List.of(), Set.of(value), Set.of(), false, false);
    }

    /** What a JSON Schema allows. */
    static Shape ofSchema(Value schema) {
        return schema instanceof Value.Obj object ? ofSchema(object, 0) : ANY;
    }

    private static Shape ofSchema(Value.Obj schema, int depth) {
        if (depth > MAX_DEPTH || schema.has("$ref")) {
            return ANY;
        }
        Map<String, Shape> members = new LinkedHashMap<>();
        for (SchemaProperty property : SchemaProperty.declaredIn(schema, "")) {
            members.merge(property.name(), ofSchema(property.schema(), depth + 1), Shape::or);
        }
        boolean closed =
                !members.isEmpty() || schema.get("additionalProperties").equals(Optional.of(Value.Bool.FALSE));
        boolean other = schema.get("additionalProperties")
                        .filter(extra -> !extra.equals(Value.Bool.FALSE))
                        .isPresent()
                || schema.has("patternProperties");
        return new Shape(
                types(schema, depth),
                members,
                other || !closed,
                schema.obj("items").map(item -> ofSchema(item, depth + 1)).stream()
                        .toList(),
                constants(schema),
                Set.copyOf(schema.arr("required").map(Value.Arr::strings).orElse(List.of())),
                false,
                false);
    }

    private static Set<String> types(Value.Obj schema, int depth) {
        List<String> written = schema.get("type")
                .map(type -> type instanceof Value.Arr several
                        ? several.strings()
                        : type.asString().stream().toList())
                .orElse(List.of());
        Set<String> types = new TreeSet<>();
        written.forEach(type -> types.add(type.equals("integer") ? "number" : type));
        if (types.isEmpty()) {
            constants(schema).forEach(value -> types.add(value.typeName()));
        }
        if (types.isEmpty() && depth < MAX_DEPTH) {
            types.addAll(alternatives(schema, depth));
        }
        if (types.isEmpty()
                && !schema.has("anyOf")
                && !SchemaProperty.declaredIn(schema, "").isEmpty()) {
            types.add("object");
        }
        return types;
    }

    /** The types of all of its alternatives, if those are known. */
    private static Set<String> alternatives(Value.Obj schema, int depth) {
        Set<String> types = new TreeSet<>();
        for (Value alternative : schema.arr("anyOf").map(Value.Arr::values).orElse(List.of())) {
            Set<String> those =
                    alternative.asObj().map(object -> types(object, depth + 1)).orElse(Set.of());
            if (those.isEmpty()) {
                return Set.of();
            }
            types.addAll(those);
        }
        return types;
    }

    private static Set<Value> constants(Value.Obj schema) {
        Set<Value> constants =
                new LinkedHashSet<>(schema.arr("enum").map(Value.Arr::values).orElse(List.of()));
        schema.get("const").ifPresent(constants::add);
        return constants;
    }

    /** This one or another. */
    Shape or(Shape other) {
        boolean known = !types.isEmpty() && !other.types.isEmpty();
        Set<String> both = new TreeSet<>(known ? types : Set.of());
        both.addAll(known ? other.types : Set.of());
        Map<String, Shape> all = new LinkedHashMap<>(members);
        other.members.forEach((name, shape) -> all.merge(name, shape, Shape::or));
        Set<Value> values = new LinkedHashSet<>();
        if (!constants.isEmpty() && !other.constants.isEmpty()) {
            values.addAll(constants);
            values.addAll(other.constants);
        }
        List<Shape> either = new ArrayList<>();
        if (!items.isEmpty() && !other.items.isEmpty()) {
            either.add(items.get(0).or(other.items.get(0)));
        }
        boolean may = optional || other.optional;
        return new Shape(both, all, open || other.open, either, values, Set.of(), secret || other.secret, may);
    }

    Shape withSecret(boolean held) {
        return held == secret ? this : new Shape(types, members, open, items, constants, required, held, optional);
    }

    Shape withOptional(boolean may) {
        return may == optional ? this : new Shape(types, members, open, items, constants, required, secret, may);
    }

    /** An object of which more may be known than that. */
    Shape withMembers(Map<String, Shape> others) {
        return new Shape(types, Map.copyOf(others), open, items, constants, required, secret, optional);
    }

    /** Whether it can be of one of these types. */
    boolean canBe(Set<String> others) {
        return types.isEmpty() || others.isEmpty() || types.stream().anyMatch(others::contains);
    }

    /** Whether it is an object all of whose members are known. */
    boolean isClosedObject() {
        return !open && types.equals(Set.of("object"));
    }

    Shape item() {
        return items.isEmpty() ? ANY.withSecret(secret) : items.get(0);
    }
}
