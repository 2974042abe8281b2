package dev.portalsdk.model;

import java.util.Comparator;
import java.util.Locale;

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

    private static final Comparator<EntityRef> ORDER = Comparator.comparing(EntityRef::kind)
            .thenComparing(EntityRef::namespace)
            .thenComparing(EntityRef::name);

    /** @throws IllegalArgumentException if a part is empty or holds a separator that would make the text form ambiguous */
    public EntityRef {
        kind = part("kind", kind, ":/");
        namespace = part("namespace", namespace, "/");
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

    /** By kind, namespace and name. */
    @Override
    public int compareTo(EntityRef other) {
        return ORDER.compare(this, other);
    }

    /** {@code kind:namespace/name}, the form that {@link #parse(String)} reads back. */
    @Override
    public String toString() {
        return kind + ":" + namespace + "/" + name;
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
