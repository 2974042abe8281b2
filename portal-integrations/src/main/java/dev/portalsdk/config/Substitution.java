package dev.portalsdk.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Variables in a text: <code>${VAR}</code>, <code>${VAR:-default}</code> and the escape <code>$${</code>.
 *
 * <p>As Backstage's config-loader (sources/transform/substitution): one variable that is not set makes the whole text
 * absent; white space around names and around values of the environment is dropped; braces do not nest. As in a shell, a
 * default also stands in for a variable that is set but empty.
 *
 * @param text the result; empty if a variable is not set
 * @param missing the names that are not set and have no default
 * @param external whether any of the text came from the environment
 */
record Substitution(Optional<String> text, List<String> missing, boolean external) {
    private static final Pattern VARIABLE = Pattern.compile("\\$?\\$\\{([^{}]*)}");

    static Substitution of(String template, Function<String, @Nullable String> environment) {
        if (!template.contains("${")) {
            return new Substitution(Optional.of(template), List.of(), false);
        }
        StringBuilder text = new StringBuilder();
        List<String> missing = new ArrayList<>();
        boolean external = false;
        Matcher matcher = VARIABLE.matcher(template);
        while (matcher.find()) {
            String replacement;
            if (matcher.group().startsWith("$$")) {
                replacement = matcher.group().substring(1);
            } else {
                Variable variable = Variable.parse(matcher.group(1));
                Optional<String> found = variable.lookUp(environment);
                external |= found.isPresent();
                replacement = found.or(variable::fallback).orElse("");
                if (found.isEmpty() && variable.fallback().isEmpty()) {
                    missing.add(variable.name());
                }
            }
            matcher.appendReplacement(text, Matcher.quoteReplacement(replacement));
        }
        matcher.appendTail(text);
        return new Substitution(missing.isEmpty() ? Optional.of(text.toString()) : Optional.empty(), missing, external);
    }

    /** The value of one variable, as {@code $env} reads it. */
    static Optional<String> variable(String name, Function<String, @Nullable String> environment) {
        return Optional.ofNullable(environment.apply(name)).map(String::strip);
    }

    private record Variable(String name, Optional<String> fallback) {
        static Variable parse(String inside) {
            int separator = inside.indexOf(":-");
            return separator < 0
                    ? new Variable(inside.strip(), Optional.empty())
                    : new Variable(
                            inside.substring(0, separator).strip(),
                            Optional.of(inside.substring(separator + 2).strip()));
        }

        Optional<String> lookUp(Function<String, @Nullable String> environment) {
            return variable(name, environment).filter(value -> fallback.isEmpty() || !value.isEmpty());
        }
    }
}
