package dev.portalsdk.scaffolder.template;

import dev.portalsdk.model.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a template can see: values by name, and functions that belong to this rendering. Immutable.
 *
 * @param values the variables; never changed by a template, which works on its own copy
 * @param functions called by name, e.g. {@code always()}; they hide an engine's function of the same name
 */
public record TemplateData(Value.Obj values, Map<String, TemplateFunction> functions) {

    /** Copies the map. */
    public TemplateData {
        functions = Map.copyOf(functions);
    }

    /** Values without functions. */
    public static TemplateData of(Value.Obj values) {
        return new TemplateData(values, Map.of());
    }

    /** The same values and functions, and one function more. */
    public TemplateData with(String name, TemplateFunction function) {
        Map<String, TemplateFunction> more = new LinkedHashMap<>(functions);
        more.put(name, function);
        return new TemplateData(values, more);
    }
}
