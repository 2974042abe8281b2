package dev.portalsdk.scaffolder.template;

import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.internal.JsonSchema;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A filter or function of a host's, held to the schemas that it declares. */
record DeclaredSchemas(
        String name, boolean applied, List<Declared> parameters, Optional<Declared> result, TemplateFunction function)
        implements TemplateFunction {
    private static final Value NEVER = Value.Obj.of("not", Value.Obj.empty());

    /** A schema, and whether it allows undefined. */
    private record Declared(JsonSchema schema, boolean undefined) {
        static Declared of(Value.Obj written) {
            JsonSchema schema = JsonSchema.of(written);
            boolean optional = Stream.of("anyOf", "oneOf")
                    .flatMap(keyword -> written.arr(keyword).stream())
                    .anyMatch(alternatives -> alternatives.values().contains(NEVER));
            return new Declared(
                    schema, optional || schema.problems(Value.Null.NULL).isEmpty());
        }

        /** What is wrong with a value. */
        Optional<String> refusal(Optional<Value> value) {
            if (value.isEmpty()) {
                return undefined ? Optional.empty() : Optional.of("it is undefined");
            }
            String all = schema.problems(value.get()).stream()
                    .map(problem -> (problem.pointer().isEmpty() ? "" : problem.pointer() + ": ") + problem.message())
                    .collect(Collectors.joining("; "));
            return Optional.of(all).filter(text -> !text.isEmpty());
        }
    }

    /**
     * The function, or one that checks its calls.
     *
     * @throws IllegalArgumentException if it declares a schema that is none
     */
    static TemplateFunction enforced(String name, TemplateExtension described, TemplateFunction function) {
        if (described.parameters().isEmpty() && described.output().isEmpty()) {
            return function;
        }
        try {
            return new DeclaredSchemas(
                    name,
                    described.input().isPresent(),
                    described.parameters().stream().map(Declared::of).toList(),
                    described.output().map(Declared::of),
                    function);
        } catch (JsonSchema.Unusable e) {
            throw new IllegalArgumentException("A schema of '" + name + "' cannot be used: " + e.getMessage(), e);
        }
    }

    @Override
    public Optional<Value> call(TemplateArguments arguments) throws Exception {
        int given = Math.min(parameters.size(), arguments.positional().size());
        for (int i = 0; i < given; i++) {
            Optional<String> refused = parameters.get(i).refusal(arguments.at(i));
            if (refused.isPresent()) {
                throw new EvaluationFailure(
                        "'" + name + "' cannot take this as its " + parameter(i) + ": " + refused.get());
            }
        }
        Optional<Value> value = function.call(arguments);
        result.flatMap(declared -> declared.refusal(value)).ifPresent(refused -> {
            throw new EvaluationFailure("'" + name + "' gave what its own schema does not allow: " + refused);
        });
        return value;
    }

    private String parameter(int index) {
        return applied && index == 0 ? "input" : "argument " + (applied ? index : index + 1);
    }
}
