package dev.portalsdk.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The kinds that a catalog knows. Immutable. */
public final class KindSet {
    private final List<Kind<?>> kinds;
    private final Map<String, List<Kind<?>>> byName = new LinkedHashMap<>();

    private KindSet(Collection<? extends Kind<?>> kinds) {
        this.kinds = List.copyOf(kinds);
        Set<String> seen = new LinkedHashSet<>();
        for (Kind<?> kind : this.kinds) {
            for (String version : kind.apiVersions()) {
                if (!seen.add(version + " " + kind.name())) {
                    throw new IllegalArgumentException(
                            "Kind " + kind.name() + " is declared twice for apiVersion " + version);
                }
            }
            byName.computeIfAbsent(kind.name(), name -> new ArrayList<>()).add(kind);
        }
    }

    /** @throws IllegalArgumentException if a kind is declared twice for one apiVersion */
    public static KindSet of(Collection<? extends Kind<?>> kinds) {
        return new KindSet(kinds);
    }

    /**
     * These kinds and one more.
     *
     * @throws IllegalArgumentException if it is declared already for one of its apiVersions
     */
    public KindSet plus(Kind<?> kind) {
        List<Kind<?>> more = new ArrayList<>(kinds);
        more.add(kind);
        return new KindSet(more);
    }

    /** The kind by its exact name that has this apiVersion. */
    public Optional<Kind<?>> find(String name, String apiVersion) {
        return named(name).stream()
                .filter(kind -> kind.apiVersions().contains(apiVersion))
                .findFirst();
    }

    /** The declarations of this exact name, one for each group of apiVersions. */
    public List<Kind<?>> named(String name) {
        return byName.getOrDefault(name, List.of());
    }

    /** All kinds in the order of declaration. */
    public List<Kind<?>> kinds() {
        return kinds;
    }

    /** The names of all kinds in the order of declaration. */
    public Set<String> names() {
        return java.util.Collections.unmodifiableSet(byName.keySet());
    }
}
