package dev.portalsdk.scaffolder;

import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.ProgramFindings.Problem;
import dev.portalsdk.scaffolder.internal.JsonSchema;
import dev.portalsdk.scaffolder.template.SyntaxNode;
import dev.portalsdk.scaffolder.template.TemplateExtension;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** What filters, functions and helpers take and give: what the language says, and what a host declares of its own. */
final class CallCheck {
    private static final Set<String> TEXT_FILTERS = Set.of(
            "capitalize",
            "dump",
            "escape",
            "indent",
            "join",
            "jsonify",
            "lower",
            "nl2br",
            "replace",
            "string",
            "striptags",
            "title",
            "trim",
            "truncate",
            "upper",
            "urlencode");
    private static final Set<String> NUMBER_FILTERS = Set.of("float", "int", "length", "round", "wordcount");
    private static final Set<String> OPERATORS = Set.of("eq", "ne", "gt", "lt", "and", "or", "not", "contains");

    private final BiConsumer<Problem, Integer> problems;

    /** @param problems take a problem and the offset that it is at */
    CallCheck(BiConsumer<Problem, Integer> problems) {
        this.problems = problems;
    }

    /**
     * Holds a call to what is declared.
     *
     * @param name of what is called
     * @param arguments of the call, the input of a filter first, and as many shapes
     */
    void arguments(String name, TemplateExtension declared, List<SyntaxNode> arguments, List<Shape> shapes) {
        List<Value.Obj> schemas = declared.parameters();
        for (int i = 0; i < Math.min(schemas.size(), arguments.size()); i++) {
            Shape found = shapes.get(i);
            Optional<String> fault = fault(found, schemas.get(i));
            int at = arguments.get(i).offset();
            fault.ifPresent(text -> problems.accept(
                    Problem.error("argument-type", "\"" + name + "\" cannot be given this: " + text), at));
        }
    }

    private static Optional<String> fault(Shape found, Value.Obj schema) {
        Shape expected = Shape.ofSchema(schema);
        if (!found.canBe(expected.types())) {
            return Optional.of("it is " + String.join(" or ", found.types()) + ", but "
                    + String.join(" or ", expected.types()) + " is expected");
        }
        boolean refused = !found.constants().isEmpty()
                && found.constants().stream().noneMatch(value -> JsonSchema.accepts(schema, value));
        return refused
                ? Optional.of(found.constants().iterator().next().toJson() + " is not what its schema allows")
                : Optional.empty();
    }

    /**
     * What a filter or helper gives.
     *
     * @param parts shapes of what it is applied to and of its arguments
     */
    static Shape result(String name, TemplateExtension declared, List<Shape> parts) {
        if (declared.output().isPresent()) {
            return Shape.ofSchema(declared.output().get());
        }
        if (TEXT_FILTERS.contains(name)) {
            return Shape.STRING;
        }
        if (parts.isEmpty()) {
            return Shape.ANY;
        }
        return switch (name) {
            case "default", "d" ->
                parts.size() > 1
                        ? parts.get(0)
                                .or(parts.get(1))
                                .withOptional(parts.get(1).optional())
                        : parts.get(0);
            case "first", "last", "random", "lookup" -> parts.get(0).item();
            default -> plain(name);
        };
    }

    private static Shape plain(String name) {
        if (OPERATORS.contains(name)) {
            return Shape.BOOLEAN;
        }
        return NUMBER_FILTERS.contains(name) ? Shape.NUMBER : Shape.ANY;
    }
}
