package dev.portalsdk.scaffolder;

import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.ProgramFindings.Problem;
import dev.portalsdk.scaffolder.internal.JsonSchema;
import dev.portalsdk.scaffolder.internal.Pointers;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Checks the schemas of a form: what they require, their defaults and choices, and the fields that they ask for. */
final class FormCheck {
    private static final Set<String> TYPES =
            Set.of("string", "number", "integer", "boolean", "array", "object", "null");
    private static final int MAX_DEPTH = 32;

    private final ProgramFindings findings;
    private final Set<String> fields;
    /** What any page declares; pages may require what another one asks for. */
    private final Set<String> declared;

    FormCheck(ProgramFindings findings, Set<String> fields, Set<String> declared) {
        this.findings = findings;
        this.fields = fields;
        this.declared = declared;
    }

    /** Checks the schema of a page, or of the secrets. */
    void page(Value.Obj schema, String pointer) {
        object(schema, pointer, declared, 0);
    }

    private void object(Value.Obj schema, String pointer, Set<String> known, int depth) {
        Set<String> names = new HashSet<>(known);
        SchemaProperty.declaredIn(schema, pointer).forEach(property -> names.add(property.name()));
        required(schema, pointer, names);
        dependencies(schema, pointer, names);
        for (SchemaProperty property : SchemaProperty.own(schema, pointer)) {
            property(property, depth + 1);
        }
        if (depth < MAX_DEPTH) {
            SchemaProperty.branches(schema, pointer)
                    .forEach(branch -> object(branch.schema(), branch.pointer(), names, depth + 1));
        }
    }

    private void required(Value.Obj schema, String pointer, Set<String> names) {
        boolean declares = !names.isEmpty() && !schema.has("$ref") && !schema.has("additionalProperties");
        Value written = schema.get("required").orElse(Value.Arr.empty());
        if (!(written instanceof Value.Arr)) {
            findings.atValue(
                    Problem.error(
                                    "template-schema",
                                    "What is required is a list of names of properties, but this is "
                                            + written.typeName())
                            .hint("name the property in the list of the object that has it"),
                    pointer + "/required");
        }
        List<Value> required = written.asArr().map(Value.Arr::values).orElse(List.of());
        for (int i = 0; i < required.size() && declares; i++) {
            Optional<String> name = required.get(i).asString();
            if (name.isPresent() && !names.contains(name.get())) {
                findings.atValue(
                        Problem.unknown(
                                "unknown-required",
                                "\"" + name.get() + "\" is required, but no property declares it",
                                name.get(),
                                new TreeSet<>(names)),
                        Pointers.child(pointer + "/required", i));
            }
        }
    }

    private void dependencies(Value.Obj schema, String pointer, Set<String> names) {
        for (String name : schema.obj("dependencies").orElse(Value.Obj.empty()).keys()) {
            if (!names.isEmpty() && !names.contains(name)) {
                findings.atKey(
                        Problem.unknown(
                                "unknown-required",
                                "Something depends on \"" + name + "\", but no property declares it",
                                name,
                                new TreeSet<>(names)),
                        Pointers.child(pointer + "/dependencies", name));
            }
        }
    }

    private void property(SchemaProperty property, int depth) {
        Value.Obj schema = property.schema();
        type(property);
        pattern(property);
        field(property);
        choices(property);
        byDefault(property);
        if (depth >= MAX_DEPTH) {
            return;
        }
        object(schema, property.pointer(), Set.of(), depth);
        schema.obj("items")
                .ifPresent(items ->
                        property(new SchemaProperty(property.name(), items, property.pointer() + "/items"), depth + 1));
    }

    private void type(SchemaProperty property) {
        String type = property.schema().string("type").orElse("string");
        if (!TYPES.contains(type)) {
            findings.atValue(
                    Problem.unknown(
                            "schema-type", "\"" + type + "\" is no type of JSON Schema", type, new TreeSet<>(TYPES)),
                    property.pointer() + "/type");
        }
    }

    private void pattern(SchemaProperty property) {
        Optional<String> pattern = property.schema().string("pattern");
        try {
            pattern.ifPresent(text -> JsonSchema.of(Value.Obj.of("pattern", text)));
        } catch (JsonSchema.Unusable e) {
            findings.atValue(
                    Problem.error(
                            "template-schema",
                            "The pattern of \"" + property.name() + "\" is no regular expression: "
                                    + String.valueOf(e.getMessage())
                                            .lines()
                                            .findFirst()
                                            .orElse("")
                                            .replaceFirst("^[\\w.]+Exception: ", "")),
                    property.pointer() + "/pattern");
        }
    }

    private void field(SchemaProperty property) {
        String field = property.schema().string("ui:field").orElse("");
        if (!field.isEmpty() && !fields.contains(field)) {
            findings.atValue(
                    Problem.unknown(
                            "unknown-field",
                            "There is no field \"" + field + "\" that a form can show",
                            field,
                            new TreeSet<>(fields)),
                    property.pointer() + "/ui:field");
        }
    }

    private void choices(SchemaProperty property) {
        Value.Obj schema = property.schema();
        List<Value> choices = schema.arr("enum").map(Value.Arr::values).orElse(List.of());
        Value.Obj others = schema.without("enum").without("default");
        for (int i = 0; i < choices.size(); i++) {
            String choice = "The choice " + choices.get(i).toJson() + " of \"" + property.name() + "\"";
            String pointer = Pointers.child(property.pointer() + "/enum", i);
            refusal(others, choices.get(i))
                    .ifPresent(reason -> findings.atValue(
                            Problem.error("invalid-enum", choice + " breaks its own schema: " + reason), pointer));
        }
        int names = schema.arr("enumNames").map(Value.Arr::size).orElse(choices.size());
        if (names != choices.size()) {
            findings.atKey(
                    Problem.warning(
                            "enum-names", "There are " + choices.size() + " choices, but " + names + " names for them"),
                    property.pointer() + "/enumNames");
        }
    }

    private void byDefault(SchemaProperty property) {
        Value.Obj schema = property.schema();
        if (!schema.has("default")) {
            return;
        }
        Value value = schema.get("default").orElseThrow();
        String named = "The default " + value.toJson() + " of \"" + property.name() + "\"";
        refusal(schema.without("default").without("required"), value)
                .ifPresent(reason -> findings.atValue(
                        Problem.error("invalid-default", named + " breaks its own schema: " + reason),
                        property.pointer() + "/default"));
    }

    /** What a schema has against a value; a type that is none is found by its own rule. */
    private static Optional<String> refusal(Value.Obj schema, Value value) {
        boolean usable = TYPES.contains(schema.string("type").orElse("string"));
        try {
            List<JsonSchema.Problem> problems = usable ? JsonSchema.of(schema).problems(value) : List.of();
            return problems.stream().map(JsonSchema.Problem::message).findFirst();
        } catch (JsonSchema.Unusable e) {
            return Optional.empty();
        }
    }
}
