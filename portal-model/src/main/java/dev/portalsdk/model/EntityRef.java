package dev.portalsdk.model;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Identity of an entity: kind, namespace and name.
 *
 * <p>The parts are lower-cased (in the root locale) when the ref is made, so {@code equals} is identity in the catalog. The spelling
 * that the author used stays in {@link Metadata}. Text form: {@code kind:namespace/name}.
 *
 * @param kind not empty, without {@code ':'} and {@code '/'}
 * @param namespace not empty, without {@code '/'}
 * @param name not empty
 */
// As Backstage catalog-model entity/ref: parse, then compare in lower case.
public record EntityRef(String kind, String namespace, String name) implements Comparable<EntityRef> {
    /** The namespace of entities that name none. */
    public static final String DEFAULT_NAMESPACE = "default";

    /** Most refs are of these, as authors write them and as references do: they need no text of their own. */
    private static final Map<String, String> COMMON_KINDS =
            commonKinds("API", "Component", "Domain", "Group", "Location", "Resource", "System", "Template", "User");

    /** @throws IllegalArgumentException if a part is empty or holds a separator that would make the text form ambiguous */
    public EntityRef {
        kind = kind(kind);
        namespace = namespace.equals(DEFAULT_NAMESPACE) ? DEFAULT_NAMESPACE : part("namespace", namespace, "/");
        name = part("name", name, "");
    }

    /**
     * Parses {@code kind:[namespace/]name}; an absent namespace is {@value #DEFAULT_NAMESPACE}.
     *
     * @throws IllegalArgumentException naming the text, the form and the fault
     */
    public static EntityRef parse(String text) {
        return EntityRefParser.parse(text, "", DEFAULT_NAMESPACE);
    }

    /**
     * Parses {@code [kind:][namespace/]name}; absent parts come from the field that the text stands in.
     *
     * <p>The first colon ends the kind, unless a slash comes before it: {@code a:b:c} is the kind {@code a} and the name {@code b:c}.
     *
     * @param defaultKind the kind if the text names none; empty if it has to name one
     * @param defaultNamespace the namespace if the text names none; empty means {@value #DEFAULT_NAMESPACE}
     * @throws IllegalArgumentException naming the text, the form and the fault
     */
    public static EntityRef parse(String text, String defaultKind, String defaultNamespace) {
        return EntityRefParser.parse(text, defaultKind, defaultNamespace);
    }

    // Written out, the name first: refs are what a catalog is looked up by, and the generated ones are slow until they
    // are compiled.
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof EntityRef that
                        && name.equals(that.name)
                        && kind.equals(that.kind)
                        && namespace.equals(that.namespace));
    }

    @Override
    public int hashCode() {
        return 31 * (31 * kind.hashCode() + namespace.hashCode()) + name.hashCode();
    }

    /** By kind, namespace and name. */
    @Override
    public int compareTo(EntityRef other) {
        int order = kind.compareTo(other.kind);
        if (order == 0) {
            order = namespace.compareTo(other.namespace);
        }
        return order != 0 ? order : name.compareTo(other.name);
    }

    /** {@code kind:namespace/name}, the form that {@link #parse(String)} reads back. */
    @Override
    public String toString() {
        return kind + ":" + namespace + "/" + name;
    }

    private static Map<String, String> commonKinds(String... names) {
        Map<String, String> canonical = new HashMap<>();
        for (String name : names) {
            String lower = name.toLowerCase(Locale.ROOT);
            canonical.put(name, lower);
            canonical.put(lower, lower);
        }
        return Map.copyOf(canonical);
    }

    private static String kind(String text) {
        String common = COMMON_KINDS.get(text);
        return common != null ? common : part("kind", text, ":/");
    }

    private static String part(String what, String text, String separators) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("The " + what + " of an entity reference must not be empty");
        }
        for (int i = 0; i < separators.length(); i++) {
            if (text.indexOf(separators.charAt(i)) >= 0) {
                throw new IllegalArgumentException("The " + what + " of an entity reference must not hold \""
                        + separators.charAt(i) + "\": \"" + text + "\"");
            }
        }
        return text.toLowerCase(Locale.ROOT);
    }
}
