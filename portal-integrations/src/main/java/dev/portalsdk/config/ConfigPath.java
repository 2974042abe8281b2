package dev.portalsdk.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dotted paths with indexes, {@code integrations.github[0].host}, as messages print them and callers write them. */
final class ConfigPath {
    private static final Pattern INDEXES = Pattern.compile("(\\[\\d{1,9}])+$");

    private ConfigPath() {}

    static String child(String parent, String key) {
        return parent.isEmpty() ? key : parent + "." + key;
    }

    static String item(String parent, int index) {
        return parent + "[" + index + "]";
    }

    /** The RFC 6901 form, for findings. */
    static String pointer(String path) {
        StringBuilder pointer = new StringBuilder();
        for (String step : steps(path)) {
            pointer.append('/').append(pointerToken(isIndex(step) ? step.substring(1, step.length() - 1) : step));
        }
        return pointer.toString();
    }

    static String pointerToken(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    /** {@code a.b[0]} gives {@code a}, {@code b}, {@code [0]}. */
    static List<String> steps(String path) {
        List<String> steps = new ArrayList<>();
        for (String part : path.isEmpty() ? new String[0] : path.split("\\.", -1)) {
            Matcher indexes = INDEXES.matcher(part);
            String key = indexes.find() ? part.substring(0, indexes.start()) : part;
            if (!key.isEmpty() || key.equals(part)) {
                steps.add(key);
            }
            for (String index : part.substring(key.length()).split("(?<=])")) {
                if (!index.isEmpty()) {
                    steps.add(index);
                }
            }
        }
        return steps;
    }

    static boolean isIndex(String step) {
        return step.startsWith("[");
    }

    /** One step down; empty if there is no such field or item. */
    static Optional<ConfigNode> follow(ConfigNode node, String step) {
        if (node instanceof ConfigNode.ObjectNode object) {
            return Optional.ofNullable(object.fields().get(step));
        }
        if (node instanceof ConfigNode.ArrayNode array && isIndex(step)) {
            int index = Integer.parseInt(step.substring(1, step.length() - 1));
            return index < array.items().size() ? Optional.of(array.items().get(index)) : Optional.empty();
        }
        return Optional.empty();
    }
}
