package dev.portalsdk.catalog.store.facts;

import dev.portalsdk.catalog.store.Annotations;
import dev.portalsdk.catalog.store.Giver;
import dev.portalsdk.catalog.store.MutationResult;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a provider gives. Guarded by the store's lock. */
class BucketState extends Emitter {
    private final Giver.Bucket bucket;

    /** Its place among the providers; those that the store was not opened with come last. */
    int order = Integer.MAX_VALUE;

    private static final int SWEEPS_KEPT = 100;

    /** The latest sweeps that came to their end or were abandoned: their late pages take nothing away. */
    final Set<String> ended = new LinkedHashSet<>();

    /** The sweep that is under way, and what its pages have named. */
    @Nullable
    String sweep;

    private Set<Claimant.Key> swept = Set.of();

    MutationResult.@Nullable Held held;

    /** Sources that are read only because their removal is held back. */
    Set<LocationRef> heldSources = Set.of();

    BucketState(String provider) {
        this.bucket = new Giver.Bucket(provider);
    }

    String provider() {
        return bucket.provider();
    }

    /** Begins a sweep, unless it is under way. @return whether it is now: one that has ended does not begin again */
    boolean sweep(String id) {
        if (ended.contains(id)) {
            return false;
        }
        if (!id.equals(sweep)) {
            endSweep();
            sweep = id;
            beginSwept();
        }
        return true;
    }

    void endSweep() {
        if (sweep != null) {
            ended.add(sweep);
            if (ended.size() > SWEEPS_KEPT) {
                ended.remove(ended.iterator().next());
            }
        }
        sweep = null;
        endSwept();
    }

    void beginSwept() {
        swept = new HashSet<>();
    }

    void endSwept() {
        swept = Set.of();
    }

    /** The sweep that is under way, if any, must not take this away. */
    void noteGiven(Claimant.Key key) {
        if (sweep != null) {
            swept.add(key);
        }
    }

    /** Whether it gives an entity, itself or through a source. */
    boolean claims(Node node) {
        return node.claimants().stream().anyMatch(claimant -> claimant.slot().emitter() == this);
    }

    /** Also these are kept only because their removal is held back. */
    void hold(Set<EntityRef> more, Instant now) {
        Set<EntityRef> refs = new TreeSet<>(more);
        MutationResult.Held before = held;
        if (before != null) {
            refs.addAll(before.refs());
        }
        if (!refs.isEmpty()) {
            Instant since = before == null ? now : before.since();
            held = new MutationResult.Held(provider(), List.copyOf(refs), Math.max(given, refs.size()), since);
        }
    }

    /** Whose registration leads to an entity. */
    boolean leadsTo(Node node) {
        return node.rank != null && node.rank.order() == order;
    }

    /** What pages of the sweep under way, and deltas meanwhile, have named. */
    Set<Claimant.Key> swept() {
        return swept;
    }

    @Override
    Giver giver() {
        return bucket;
    }

    @Override
    LocationRef origin(Slot slot) {
        return slot.source().orElseGet(() -> new LocationRef("provider", bucket.provider()));
    }

    /** An entity given directly is its own registration, unless it says otherwise. */
    LocationRef origin(ProvidedEntity offered, Slot slot) {
        return slot.source().orElseGet(() -> declaredOrigin(offered));
    }

    private static LocationRef declaredOrigin(ProvidedEntity offered) {
        Optional<String> declared = offered.descriptor().annotation(Annotations.MANAGED_BY_ORIGIN_LOCATION);
        try {
            return declared.map(LocationRef::parse).orElse(offered.location());
        } catch (IllegalArgumentException e) {
            return offered.location(); // not a location: as if it had not been said
        }
    }
}
