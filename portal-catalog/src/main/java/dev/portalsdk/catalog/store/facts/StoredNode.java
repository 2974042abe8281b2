package dev.portalsdk.catalog.store.facts;

import dev.portalsdk.catalog.store.Accepted;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.catalog.store.Want;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A node of which claims and slots are fetched when they are asked for. */
final class StoredNode extends Node {
    private final StoredGraph graph;

    /** Null if it is new. */
    FactRows.@Nullable EntityRow row;

    final long id;
    boolean claimsFetched = true;
    boolean slotsFetched = true;

    /** The last accepted version as it is kept; of one that this transaction accepted, only once it is written. */
    FactRows.@Nullable AcceptedRow kept;

    @Nullable
    LocationRef visibleAt;

    StoredNode(StoredGraph graph, EntityRef ref, long id) {
        super(ref);
        this.graph = graph;
        this.id = id;
    }

    void stored(FactRows.EntityRow stored) {
        row = stored;
        Integer order = stored.rankOrder();
        rank = order == null ? null : new Rank(order, java.util.Objects.requireNonNull(stored.rankOrigin()));
        heldOrigin = stored.heldOrigin();
        given = stored.given();
        kept = stored.accepted();
        findings = stored.findings();
        reads = stored.reads();
        orphanSince = stored.orphanSince();
        visibleAt = stored.visibleLocation();
        claimsFetched = false;
        slotsFetched = !stored.emits();
    }

    @Override
    List<Claimant> claimants() {
        if (!claimsFetched) {
            graph.fetchClaims(List.of(this));
        }
        return super.claimants();
    }

    /** A claim to it has been fetched. */
    void fetched(StoredClaimant claimant) {
        super.claimants().add(claimant);
        if (row != null && Long.valueOf(claimant.id).equals(row.held())) {
            held = claimant;
        }
    }

    private void fetchSlots() {
        if (!slotsFetched) {
            graph.fetchSlots(List.of(this));
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

    /** As {@link #direct()}, while it is being fetched. */
    StoredSlot directHere() {
        return (StoredSlot) super.direct();
    }

    /** As {@link #bySource()}, as far as it is here. */
    Map<LocationRef, Slot> bySourceHere() {
        return super.bySource();
    }

    @Override
    Slot newSlot(Optional<Want> want) {
        return new StoredSlot(graph, this, want);
    }

    @Override
    @Nullable
    LocationRef acceptedOrigin() {
        return accepted != null ? accepted.origin() : kept != null ? kept.origin() : null;
    }

    @Override
    void forgetAccepted() {
        super.forgetAccepted();
        kept = null;
    }

    @Override
    Optional<Accepted> lastAccepted() {
        return kept == null ? super.lastAccepted() : graph.bodies.accepted(this);
    }

    @Override
    Optional<StitchedEntity> shown() {
        return visibleLocation() == null ? Optional.empty() : graph.bodies.visible(this);
    }

    @Override
    @Nullable
    LocationRef visibleLocation() {
        return visibleAt;
    }
}
