package dev.portalsdk.catalog.store;

import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One document's claim to a ref. */
final class Claimant {
    /** Among live claimants: provider order, registration, location, place in the file. */
    static final Comparator<Claimant> ORDER = Comparator.<Claimant, Rank>comparing(
                    claimant -> Objects.requireNonNull(claimant.rank()))
            .thenComparing(Claimant::location)
            .thenComparingInt(Claimant::documentIndex);

    private final ProvidedEntity offered;
    private final Slot slot;
    private final Node node;
    private @Nullable Rank fixedRank;

    Claimant(ProvidedEntity offered, Slot slot, Node node) {
        this.offered = offered;
        this.slot = slot;
        this.node = node;
        rankAnew();
    }

    /** The order of the providers may have changed. */
    final void rankAnew() {
        fixedRank = slot.emitter() instanceof BucketState bucket ? bucket.rank(offered, slot) : null;
    }

    /** Tells the claims of one slot apart. */
    record Key(EntityRef ref, LocationRef location, int documentIndex) {
        static Key of(ProvidedEntity offered) {
            return new Key(
                    offered.ref(), offered.location(), offered.descriptor().documentIndex());
        }
    }

    ProvidedEntity offered() {
        return offered;
    }

    Slot slot() {
        return slot;
    }

    Node node() {
        return node;
    }

    /** The rank that a bucket gives by itself; that of an emitter follows from its own claimants. */
    @Nullable
    Rank fixedRank() {
        return fixedRank;
    }

    /** Null if what gives it is not live. */
    @Nullable
    Rank rank() {
        return fixedRank != null ? fixedRank : slot.emitter() instanceof Node parent ? parent.rank : null;
    }

    LocationRef location() {
        return offered.location();
    }

    int documentIndex() {
        return offered.descriptor().documentIndex();
    }

    /** Whether both are the same document of the same file, whoever gives it. */
    boolean samePlace(Claimant other) {
        return documentIndex() == other.documentIndex() && location().equals(other.location());
    }

    /** Whether processing both gives the same. */
    boolean sameVersion(Claimant other) {
        return location().equals(other.location())
                && offered.descriptor().root().equals(other.offered.descriptor().root());
    }
}
