package dev.portalsdk.catalog.store.facts;

import dev.portalsdk.model.LocationRef;
import java.util.Comparator;

/**
 * By which registration something is reached; the smaller goes first where several do.
 *
 * @param order of the provider
 * @param origin the registration
 */
record Rank(int order, LocationRef origin) implements Comparable<Rank> {
    private static final Comparator<Rank> ORDER =
            Comparator.comparingInt(Rank::order).thenComparing(Rank::origin);

    @Override
    public int compareTo(Rank other) {
        return this == other ? 0 : ORDER.compare(this, other);
    }
}
