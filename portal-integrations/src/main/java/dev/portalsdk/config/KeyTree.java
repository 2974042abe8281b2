package dev.portalsdk.config;

import dev.portalsdk.config.KeyUse.Use;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The keys that somebody reads, as a tree: by name, {@code *} for any name, {@code []} for the items of a list. */
final class KeyTree {
    static final String ANY_KEY = "*";
    static final String ANY_ITEM = "[]";
    private static final String ANYTHING_BELOW = "**";

    private final Map<String, KeyTree> children = new LinkedHashMap<>();
    private @Nullable Reader below;
    private @Nullable Reader here;

    /** Who reads a value. */
    record Reader(Use use, String name) {}

    /** @param pattern {@code integrations.github[].host}, {@code catalog.providers.*.**}; {@code **} only at the end */
    void add(String pattern, Reader reader) {
        KeyTree node = this;
        for (String step : pattern.replace(ANY_ITEM, "." + ANY_ITEM).split("\\.")) {
            if (step.equals(ANYTHING_BELOW)) {
                node.below = reader;
                return;
            }
            node = node.children.computeIfAbsent(step, key -> new KeyTree());
        }
        node.here = reader;
    }

    /** Who reads a value at this place. */
    Optional<Reader> reader() {
        return Optional.ofNullable(here).or(this::readerOfEverything);
    }

    /** Who reads whatever stands below this place, unless a name says otherwise. */
    Optional<Reader> readerOfEverything() {
        return Optional.ofNullable(below);
    }

    Optional<KeyTree> named(String key) {
        return Optional.ofNullable(children.get(key));
    }

    Optional<KeyTree> anyKey() {
        return Optional.ofNullable(children.get(ANY_KEY));
    }

    Optional<KeyTree> anyItem() {
        return Optional.ofNullable(children.get(ANY_ITEM));
    }

    boolean isEmpty() {
        return children.isEmpty() && below == null;
    }

    /** The names that may stand here. */
    Set<String> names() {
        return children.keySet().stream()
                .filter(key -> !key.equals(ANY_KEY) && !key.equals(ANY_ITEM))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    KeyTree copy() {
        KeyTree copy = new KeyTree();
        copy.below = below;
        copy.here = here;
        children.forEach((key, child) -> copy.children.put(key, child.copy()));
        return copy;
    }
}
