package dev.portalsdk.scaffolder;

import dev.portalsdk.scaffolder.ProgramFindings.Problem;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the expressions of a text can name. Immutable.
 *
 * @param conditional whether something decides if the text is used at all
 */
record TemplateScope(Map<String, Shape> variables, boolean conditional) {

    TemplateScope(Map<String, Shape> variables) {
        this(variables, false);
    }

    /** With another variable. */
    TemplateScope with(String name, Shape shape) {
        Map<String, Shape> more = new LinkedHashMap<>(variables);
        more.put(name, shape);
        return new TemplateScope(more, conditional);
    }

    /** For texts that are used only if a condition holds. */
    TemplateScope onlyIf(boolean condition) {
        return new TemplateScope(variables, conditional || condition);
    }

    /** Whether the names at this place are declared by the template, so that one which is not can never be there. */
    boolean isDeclared(List<String> path) {
        return path.size() >= 2
                && (path.get(0).equals("parameters") || path.get(0).equals("steps"));
    }

    /** A name that an object does not have. */
    Problem unknown(List<String> path, String name, Collection<String> known) {
        String root = path.size() < 2 ? "" : path.get(0);
        return switch (root) {
            case "parameters" ->
                Problem.unknown("unknown-parameter", "There is no parameter \"" + dotted(path) + "\"", name, known);
            case "steps" -> unknownOfStep(path, name, known);
            case "secrets" ->
                Problem.unknown("unknown-secret", "The template declares no secret \"" + name + "\"", name, known);
            case "values", "cookiecutter" ->
                Problem.unknown("unknown-value", "The step passes no value \"" + dotted(path) + "\"", name, known);
            default ->
                Problem.unknown("unknown-member", "There is no \"" + name + "\" in what this gives", name, known);
        };
    }

    private static Problem unknownOfStep(List<String> path, String name, Collection<String> known) {
        if (path.size() == 2) {
            return Problem.unknown("unknown-step", "There is no step \"" + name + "\"", name, known);
        }
        String step = path.get(1);
        return path.size() == 3
                ? Problem.unknown(
                        "unknown-output",
                        "A step has an output, but no \"" + name + "\"; steps." + step + ".output is what it gives",
                        name,
                        known)
                : Problem.unknown(
                        "unknown-output", "The step \"" + step + "\" has no output \"" + name + "\"", name, known);
    }

    private static String dotted(List<String> path) {
        return String.join(".", path.subList(1, path.size()));
    }
}
