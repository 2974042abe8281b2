package dev.portalsdk.http.scaffolder.internal;

import dev.portalsdk.model.Value;
import dev.portalsdk.model.yaml.YamlWriter;
import dev.portalsdk.scaffolder.ActionDescriptor;

/** Actions in Backstage's form. */
final class ActionJson {
    private ActionJson() {}

    static Value.Obj of(ActionDescriptor<?, ?> action) {
        return Value.Obj.builder()
                .put("id", action.id())
                .put("description", action.description())
                .put(
                        "examples",
                        Value.Arr.of(action.examples().stream()
                                .map(example -> Value.Obj.of(
                                        "description", example.description(), "example", example(action, example)))
                                .toList()))
                .put("schema", Value.Obj.of("input", action.inputSchema(), "output", action.outputSchema()))
                .build();
    }

    /** A step as it would stand in a template. */
    private static String example(ActionDescriptor<?, ?> action, ActionDescriptor.Example example) {
        Value.Obj step = Value.Obj.builder()
                .put("id", action.id().replaceAll("[^A-Za-z0-9]+", "-"))
                .put("name", example.description())
                .put("action", action.id())
                .put("input", example.input())
                .build();
        return YamlWriter.write(Value.Obj.of("steps", Value.Arr.of(step)));
    }
}
