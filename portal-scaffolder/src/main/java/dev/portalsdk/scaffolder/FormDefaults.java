package dev.portalsdk.scaffolder;

import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.internal.JsonSchema;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Fills in the defaults of a form, as the front end does before it sends what people filled in.
 *
 * <p>Also those of objects within, and of the branches of {@code if}, {@code dependencies}, {@code allOf}, {@code oneOf} and {@code anyOf} that the
 * values choose.
 */
final class FormDefaults {
    /** A branch may bring a default that chooses another branch; more rounds than this bring nothing that a form shows. */
    private static final int MAX_ROUNDS = 8;

    private FormDefaults() {}

    /** The values, with the default of every parameter of the template that has one and is not there. */
    static Value.Obj apply(Template template, Value.Obj values) {
        Value.Obj filled = values;
        for (FormPage page : template.pages()) {
            filled = apply(page.schema(), filled);
        }
        return filled;
    }

    private static Value.Obj apply(Value.Obj schema, Value.Obj values) {
        Value.Obj filled = values;
        for (int round = 0; round < MAX_ROUNDS; round++) {
            Value.Obj before = filled;
            filled = branches(schema, properties(schema, filled));
            if (filled.equals(before)) {
                return filled;
            }
        }
        return filled;
    }

    private static Value.Obj properties(Value.Obj schema, Value.Obj values) {
        Value.Obj filled = values;
        Value.Obj properties = schema.obj("properties").orElse(Value.Obj.empty());
        for (String name : properties.keys()) {
            Optional<Value.Obj> property = properties.obj(name);
            Optional<Value> value = property.flatMap(given -> value(given, values.get(name)));
            if (value.isPresent()) {
                filled = filled.with(name, value.get());
            }
        }
        return filled;
    }

    private static Optional<Value> value(Value.Obj property, Optional<Value> given) {
        Optional<Value> value = given.or(() -> property.get("default"));
        Optional<Value.Obj> object = value.isPresent()
                ? value.get().asObj()
                : property.obj("properties").map(nested -> Value.Obj.empty());
        if (object.isEmpty()) {
            return value;
        }
        Value.Obj filled = apply(property, object.get());
        return value.isEmpty() && filled.isEmpty() ? Optional.empty() : Optional.of(filled);
    }

    private static Value.Obj branches(Value.Obj schema, Value.Obj values) {
        Value.Obj filled = values;
        for (Value.Obj branch : Stream.of(
                        always(schema), conditional(schema, values), dependent(schema, values), one(schema, values))
                .flatMap(branches -> branches)
                .toList()) {
            filled = apply(branch, filled);
        }
        return filled;
    }

    private static Stream<Value.Obj> always(Value.Obj schema) {
        return objects(schema.arr("allOf"));
    }

    private static Stream<Value.Obj> conditional(Value.Obj schema, Value.Obj values) {
        return schema
                .obj("if")
                .flatMap(condition -> schema.obj(JsonSchema.accepts(condition, values) ? "then" : "else"))
                .stream();
    }

    private static Stream<Value.Obj> dependent(Value.Obj schema, Value.Obj values) {
        Value.Obj dependencies = schema.obj("dependencies").orElse(Value.Obj.empty());
        return dependencies.keys().stream().filter(values::has).flatMap(name -> dependencies.obj(name).stream());
    }

    /** The first alternative that what is filled in allows; what is required but left empty does not count against it. */
    private static Stream<Value.Obj> one(Value.Obj schema, Value.Obj values) {
        return Stream.of("oneOf", "anyOf").flatMap(keyword -> objects(schema.arr(keyword))
                .filter(branch -> JsonSchema.accepts(branch.without("required"), values))
                .limit(1));
    }

    private static Stream<Value.Obj> objects(Optional<Value.Arr> schemas) {
        return schemas.map(Value.Arr::values).stream()
                .flatMap(list -> list.stream())
                .flatMap(value -> value.asObj().stream());
    }
}
