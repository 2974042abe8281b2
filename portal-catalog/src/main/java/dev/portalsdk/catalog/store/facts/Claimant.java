package dev.portalsdk.catalog.store.facts;

import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.catalog.store.StoreIntake;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One document's claim to a ref. */
class Claimant {
    /** Among live claimants: provider order, registration, location, place in the file; of one place that several give, who gives it, and by what. */
    static final Comparator<Claimant> ORDER = Comparator.<Claimant, Rank>comparing(
                    claimant -> Objects.requireNonNull(claimant.rank()))
            .thenComparing(Claimant::location)
            .thenComparingInt(Claimant::documentIndex)
            .thenComparing(claimant -> claimant.slot.emitter().giver().toString())
            .thenComparing(claimant ->
                    claimant.slot.source().map(LocationRef::toString).orElse(""));

    private final @Nullable ProvidedEntity offered;
    private final LocationRef location;
    private final int documentIndex;
    private final Slot slot;
    private final Node node;
    private @Nullable Rank fixedRank;

    Claimant(ProvidedEntity offered, Slot slot, Node node) {
        this.offered = offered;
        this.location = offered.location();
        this.documentIndex = offered.descriptor().documentIndex();
        this.slot = slot;
        this.node = node;
        rank(slot.emitter() instanceof BucketState bucket ? bucket.origin(offered, slot) : null);
    }

    /** A claim of which the document is kept elsewhere, with the registration if a bucket makes it. */
    Claimant(LocationRef location, int documentIndex, Slot slot, Node node, @Nullable LocationRef origin) {
        this.offered = null;
        this.location = location;
        this.documentIndex = documentIndex;
        this.slot = slot;
        this.node = node;
        rank(origin);
    }

    private void rank(@Nullable LocationRef origin) {
        fixedRank =
                origin != null && slot.emitter() instanceof BucketState bucket ? new Rank(bucket.order, origin) : null;
    }

    /** The order of the providers may have changed. */
    final void rankAnew() {
        rank(fixedRank == null ? null : fixedRank.origin());
    }

    /** Tells the claims of one slot apart. */
    record Key(EntityRef ref, LocationRef location, int documentIndex) {
        static Key of(ProvidedEntity offered) {
            return new Key(
                    offered.ref(), offered.location(), offered.descriptor().documentIndex());
        }
    }

    Key key() {
        return new Key(node.ref, location, documentIndex);
    }

    /** What is given, in memory. */
    ProvidedEntity offered() {
        return Objects.requireNonNull(offered, "The document of a claim is kept elsewhere");
    }

    /** As {@link #offered()}; null if that is kept elsewhere. */
    final @Nullable ProvidedEntity offeredHere() {
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
        return location;
    }

    int documentIndex() {
        return documentIndex;
    }

    /** Whether it is made by the document that another store says holds the ref. */
    boolean isOf(StoreIntake.Holder holder) {
        return documentIndex == holder.documentIndex() && location.equals(holder.location());
    }

    /** Whether both are the same document of the same file, whoever gives it. */
    boolean samePlace(Claimant other) {
        return documentIndex == other.documentIndex && location.equals(other.location);
    }

    /** Whether processing both gives the same. */
    boolean sameVersion(Claimant other) {
        return location().equals(other.location())
                && offered()
                        .descriptor()
                        .root()
                        .equals(other.offered().descriptor().root());
    }

    /** Whether both are one document as it was read once: a file that was not read anew gives the same documents. */
    @SuppressWarnings("ReferenceEquality")
    boolean sameDocument(Claimant other) {
        return offered() == other.offered();
    }
}
