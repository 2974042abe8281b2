package dev.portalsdk.catalog.query;

import dev.portalsdk.model.EntityRef;
import java.util.Comparator;

/** Compares refs by their text, {@code kind:namespace/name}, without making it. */
final class RefTexts {
    static final Comparator<EntityRef> ORDER = RefTexts::compare;

    private RefTexts() {}

    private static int compare(EntityRef one, EntityRef other) {
        int kinds = compare(one.kind(), other.kind(), ':');
        if (kinds != 0) {
            return kinds;
        }
        int namespaces = compare(one.namespace(), other.namespace(), '/');
        return namespaces != 0 ? namespaces : one.name().compareTo(other.name());
    }

    /** Compares parts that end with a separator, which neither of them holds. */
    private static int compare(String one, String other, char end) {
        int common = Math.min(one.length(), other.length());
        for (int i = 0; i < common; i++) {
            if (one.charAt(i) != other.charAt(i)) {
                return one.charAt(i) - other.charAt(i);
            }
        }
        if (one.length() == other.length()) {
            return 0;
        }
        return one.length() > common ? one.charAt(common) - end : end - other.charAt(common);
    }
}
