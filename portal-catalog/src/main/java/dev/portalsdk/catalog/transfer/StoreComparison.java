package dev.portalsdk.catalog.transfer;

import java.util.List;

/**
 * Two stores side by side.
 *
 * @param from the first
 * @param to the second
 * @param differences the first {@value #MOST_DIFFERENCES} things that are not the same in both, in words; none if both hold the same
 */
public record StoreComparison(StoreDigest from, StoreDigest to, List<String> differences) {
    /** How many differences are told. */
    public static final int MOST_DIFFERENCES = 20;

    /** Copies the list. */
    public StoreComparison {
        differences = List.copyOf(differences);
    }

    /** Whether both hold the same. */
    public boolean isSame() {
        return differences.isEmpty();
    }
}
