package dev.portalsdk.config;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * {@code APP_CONFIG_backend_listen_port=7007}: environment variables that override single values.
 *
 * <p>As Backstage's config-loader (sources/EnvConfigSource): the name after the prefix is split at every underscore, case
 * counts, the value is JSON and a text that is not JSON is taken as it stands; empty variables are ignored; null, a key
 * that is no key and two variables that contradict each other are errors. The variables are taken in the order of their
 * names, so that the outcome does not depend on the platform.
 */
final class EnvironmentOverrides {
    private static final String PREFIX = "APP_CONFIG_";
    private static final Pattern KEY = Pattern.compile("[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z][A-Za-z0-9]*)*");

    private final List<Diagnostic> findings = new ArrayList<>();
    private final Branch root = new Branch();

    private EnvironmentOverrides() {}

    /** The overrides as one tree; empty if there are none. Mistakes are added to {@code findings}. */
    static Optional<ConfigNode> read(Map<String, String> environment, List<Diagnostic> findings) {
        EnvironmentOverrides overrides = new EnvironmentOverrides();
        new TreeMap<>(environment).forEach((name, value) -> {
            if (name.startsWith(PREFIX) && !value.isEmpty()) {
                overrides.add(name, value);
            }
        });
        findings.addAll(overrides.findings);
        return overrides.root.children.isEmpty() ? Optional.empty() : Optional.of(overrides.root.toNode());
    }

    private void add(String name, String text) {
        String key = name.substring(PREFIX.length());
        String[] parts = key.split("_", -1);
        for (String part : parts) {
            if (!KEY.matcher(part).matches()) {
                report(name, "has no usable key", "keys of letters and digits, joined by single underscores");
                return;
            }
        }
        Value value = parse(text);
        if (value == Value.Null.NULL) {
            report(name, "is null", "any other JSON value");
        } else if (!root.put(List.of(parts), new Leaf(value, name))) {
            report(name, "contradicts another variable that sets a part of the same path", "one variable per value");
        }
    }

    private static Value parse(String text) {
        try {
            return Value.parseJson(text);
        } catch (IllegalArgumentException notJson) {
            return Value.Str.of(text);
        }
    }

    private void report(String name, String fault, String expected) {
        findings.add(Diagnostic.error("config-environment", "environment variable " + name + " " + fault)
                .at(place(name))
                .expected(expected)
                .build());
    }

    private static SourceLocation place(String name) {
        return SourceLocation.startOf("environment:" + name);
    }

    private sealed interface Entry {
        ConfigNode toNode();
    }

    private record Leaf(Value value, String variable) implements Entry {
        @Override
        public ConfigNode toNode() {
            return ConfigNode.of(value, place(variable), true);
        }
    }

    private static final class Branch implements Entry {
        private final Map<String, Entry> children = new LinkedHashMap<>();

        boolean put(List<String> keys, Leaf leaf) {
            if (keys.size() == 1) {
                return children.putIfAbsent(keys.get(0), leaf) == null;
            }
            Entry child = children.computeIfAbsent(keys.get(0), key -> new Branch());
            return child instanceof Branch branch && branch.put(keys.subList(1, keys.size()), leaf);
        }

        @Override
        public ConfigNode toNode() {
            Map<String, ConfigNode> fields = new LinkedHashMap<>();
            children.forEach((key, child) -> fields.put(key, child.toNode()));
            return new ConfigNode.ObjectNode(fields, SourceLocation.startOf("environment"));
        }
    }
}
