package dev.portalsdk.scaffolder.template;

import dev.portalsdk.model.Value;

/** The constants of Python that templates for cookiecutter use. */
final class PythonNames {
    private PythonNames() {}

    static Object get(String name) {
        return switch (name) {
            case "True" -> true;
            case "False" -> false;
            case "None" -> Value.Null.NULL;
            default -> Rendering.notFound(name);
        };
    }
}
