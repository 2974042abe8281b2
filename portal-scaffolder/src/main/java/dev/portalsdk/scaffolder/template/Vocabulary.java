package dev.portalsdk.scaffolder.template;

import dev.portalsdk.model.Value;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a template can use besides its data and its own macros, for tools that look at templates without rendering them. Immutable.
 *
 * @param filters by name, with what is declared of them
 * @param functions by name, with what is declared of them; in Handlebars the helpers
 * @param tests names that can stand behind {@code is}
 * @param globals values that every template sees
 */
public record Vocabulary(
        Map<String, TemplateExtension> filters,
        Map<String, TemplateExtension> functions,
        Set<String> tests,
        Map<String, Value> globals) {

    /** Copies all; names are in order. */
    public Vocabulary {
        filters = Collections.unmodifiableMap(new TreeMap<>(filters));
        functions = Collections.unmodifiableMap(new TreeMap<>(functions));
        tests = Collections.unmodifiableSet(new TreeSet<>(tests));
        globals = Collections.unmodifiableMap(new TreeMap<>(globals));
    }
}
