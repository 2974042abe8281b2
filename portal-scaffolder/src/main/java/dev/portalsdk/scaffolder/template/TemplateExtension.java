package dev.portalsdk.scaffolder.template;

import dev.portalsdk.model.Value;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a host says of a filter or function: what it does, and JSON Schemas of what it takes and gives.
 *
 * <p>Shown to authors, used by checkers, and enforced: a call with an input or argument that its schema refuses, or a result that does, fails the
 * rendering at its place. Undefined is what a schema allows that allows null, or that says {@code {"anyOf": [{"not": {}}, …]}} as those made by
 * zod do. Arguments that a call does not give, gives by name, or gives beyond the last schema are up to the function.
 *
 * @param description a sentence or more, in Markdown
 * @param input schema of what a filter is applied to; empty for functions
 * @param arguments schemas of the arguments in parentheses, in order
 * @param output schema of the result
 * @param examples how to use it
 */
public record TemplateExtension(
        String description,
        Optional<Value.Obj> input,
        List<Value.Obj> arguments,
        Optional<Value.Obj> output,
        List<Example> examples) {

    /**
     * A use of it.
     *
     * @param example YAML of a step
     * @param notes what comes of it, in Markdown
     */
    public record Example(String example, Optional<String> notes) {}

    /** Copies both lists. */
    public TemplateExtension {
        arguments = List.copyOf(arguments);
        examples = List.copyOf(examples);
    }

    /** A description without schemas. */
    public static TemplateExtension described(String description) {
        return new TemplateExtension(description, Optional.empty(), List.of(), Optional.empty(), List.of());
    }

    /** The same for a filter that is applied to a value of the first schema, with arguments of the others. */
    public TemplateExtension taking(Value.Obj inputSchema, Value.Obj... argumentSchemas) {
        return new TemplateExtension(description, Optional.of(inputSchema), List.of(argumentSchemas), output, examples);
    }

    /** The same for a function that is called with arguments of these schemas. */
    public TemplateExtension calledWith(Value.Obj... argumentSchemas) {
        return new TemplateExtension(description, input, List.of(argumentSchemas), output, examples);
    }

    /** The same with a schema of the result. */
    public TemplateExtension giving(Value.Obj outputSchema) {
        return new TemplateExtension(description, input, arguments, Optional.of(outputSchema), examples);
    }

    /** What a call takes, in order: what a filter is applied to, and the arguments. */
    public List<Value.Obj> parameters() {
        return Stream.concat(input.stream(), arguments.stream()).toList();
    }

    /** The form in which Backstage's API lists extensions of templates. */
    Value.Obj toValue() {
        Value.Obj.Builder value = Value.Obj.builder();
        if (!description.isEmpty()) {
            value.put("description", description);
        }
        if (!examples.isEmpty()) {
            value.put(
                    "examples",
                    Value.Arr.of(
                            examples.stream().map(TemplateExtension::toValue).toList()));
        }
        Value.Obj.Builder schema = Value.Obj.builder();
        input.ifPresent(given -> schema.put("input", given));
        if (!arguments.isEmpty()) {
            schema.put("arguments", Value.Arr.of(arguments));
        }
        output.ifPresent(given -> schema.put("output", given));
        Value.Obj schemas = schema.build();
        return (schemas.isEmpty() ? value : value.put("schema", schemas)).build();
    }

    private static Value toValue(Example example) {
        Value.Obj value = Value.Obj.of("example", example.example());
        return example.notes()
                .map(notes -> value.with("notes", Value.Str.of(notes)))
                .orElse(value);
    }
}
