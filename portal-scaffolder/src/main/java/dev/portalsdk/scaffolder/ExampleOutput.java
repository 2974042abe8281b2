package dev.portalsdk.scaffolder;

import dev.portalsdk.model.Value;

/** What Backstage lets later steps of a dry run see of an action that cannot simulate: values that are made up from the schema of its output. */
final class ExampleOutput {
    private ExampleOutput() {}

    // As generateExampleOutput of scaffolder-backend.
    static Value of(Value.Obj schema) {
        String type = schema.string("type").orElse("");
        return switch (type) {
            case "object" -> object(schema.obj("properties").orElse(Value.Obj.empty()));
            case "array" ->
                Value.Arr.of(schema.obj("items").map(ExampleOutput::of).stream().toList());
            case "string" -> Value.Str.of("<example>");
            case "number", "integer" -> Value.Num.of(0);
            case "boolean" -> Value.Bool.FALSE;
            default -> Value.Str.of("<unknown>");
        };
    }

    static Value.Obj object(Value.Obj properties) {
        Value.Obj.Builder made = Value.Obj.builder();
        properties.forEach((name, schema) -> made.put(name, of(schema.asObj().orElse(Value.Obj.empty()))));
        return made.build();
    }
}
