package dev.portalsdk.scaffolder.template;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives the parameters of a macro their values. */
final class Macros {
    private Macros() {}

    /**
     * By place first, then by name; then the default, which is evaluated where the macro runs. Surplus arguments are ignored, as in Nunjucks.
     */
    static void bind(List<Parameter> parameters, Arguments arguments, Rendering rendering) {
        Frame frame = rendering.frame();
        Map<String, Object> named = arguments.named();
        int index = 0;
        for (Parameter parameter : inOrder(parameters)) {
            String name = parameter.name();
            if (index < arguments.count()) {
                frame.set(name, arguments.positional().get(index));
            } else if (named.containsKey(name)) {
                frame.set(name, named.get(name));
            } else {
                Optional<Expr> value = parameter.defaultValue();
                frame.set(name, value.isPresent() ? value.get().evaluate(rendering) : Undefined.UNDEFINED);
            }
            index++;
        }
        if (named.containsKey("caller")) {
            frame.set("caller", named.get("caller"));
        }
    }

    /** Those with a default take their place after those without. */
    private static List<Parameter> inOrder(List<Parameter> parameters) {
        if (parameters.stream().allMatch(parameter -> parameter.defaultValue().isEmpty())) {
            return parameters;
        }
        List<Parameter> ordered = new ArrayList<>(parameters);
        ordered.sort(Comparator.comparing(parameter -> parameter.defaultValue().isPresent()));
        return ordered;
    }
}
