package dev.portalsdk.catalog.store.facts;

import dev.portalsdk.catalog.store.Want;
import dev.portalsdk.model.LocationRef;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A bucket of which slots, and what a sweep has named, are fetched when they are asked for. */
final class StoredBucket extends BucketState {
    private final StoredGraph graph;

    /** Null if it is new. */
    FactRows.@Nullable BucketRow row;

    final long id;
    boolean slotsFetched = true;

    /** Whether what the sweep named before is no longer of interest. */
    boolean sweptAnew;

    /** What the sweep has named in this transaction. */
    final Set<Claimant.Key> sweptNow = new HashSet<>();

    StoredBucket(StoredGraph graph, String provider, long id) {
        super(provider);
        this.graph = graph;
        this.id = id;
    }

    void stored(FactRows.BucketRow stored) {
        row = stored;
        Integer stands = stored.order();
        order = stands == null ? Integer.MAX_VALUE : stands;
        given = stored.given();
        held = stored.held().orElse(null);
        heldSources = stored.heldSources();
        sweep = stored.sweep().orElse(null);
        ended.addAll(stored.ended());
        slotsFetched = false;
    }

    FactRows.BucketRow toRow() {
        return new FactRows.BucketRow(
                id,
                provider(),
                order == Integer.MAX_VALUE ? null : order,
                given,
                Optional.ofNullable(held),
                heldSources,
                Optional.ofNullable(sweep),
                List.copyOf(ended));
    }

    private void fetchSlots() {
        if (!slotsFetched) {
            graph.fetchSlotsOf(this);
        }
    }

    @Override
    Slot direct() {
        fetchSlots();
        return super.direct();
    }

    @Override
    Map<LocationRef, Slot> bySource() {
        fetchSlots();
        return super.bySource();
    }

    StoredSlot directHere() {
        return (StoredSlot) super.direct();
    }

    Map<LocationRef, Slot> bySourceHere() {
        return super.bySource();
    }

    @Override
    Slot newSlot(Optional<Want> want) {
        return new StoredSlot(graph, this, want);
    }

    @Override
    void beginSwept() {
        sweptAnew = true;
        sweptNow.clear();
    }

    @Override
    void endSwept() {
        beginSwept();
    }

    @Override
    void noteGiven(Claimant.Key key) {
        if (sweep != null) {
            sweptNow.add(key);
        }
    }

    @Override
    Set<Claimant.Key> swept() {
        Set<Claimant.Key> all = new HashSet<>(sweptNow);
        if (!sweptAnew && row != null) {
            graph.rows
                    .swept(id)
                    .forEach(named -> all.add(new Claimant.Key(named.ref(), named.location(), named.documentIndex())));
        }
        return all;
    }
}
