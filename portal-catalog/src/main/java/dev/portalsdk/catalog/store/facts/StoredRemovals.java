package dev.portalsdk.catalog.store.facts;

import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import java.util.Collection;
import java.util.List;

/** Keeps what buckets lose beside the facts. */
final class StoredRemovals implements Removals {
    private final FactRows rows;
    private final StoredGraph graph;

    StoredRemovals(FactRows rows, StoredGraph graph) {
        this.rows = rows;
        this.graph = graph;
    }

    @Override
    public boolean isKept() {
        return rows.keepsHistory();
    }

    @Override
    public void addRemoval(
            String provider, Collection<EntityRef> refs, List<Claimant> given, Collection<LocationRef> sources) {
        if (!refs.isEmpty() || !sources.isEmpty()) {
            graph.bodies.fetchDocuments(
                    given.stream().map(StoredClaimant.class::cast).toList());
            rows.addRemoval(
                    provider, refs, given.stream().map(Claimant::offered).toList(), sources);
        }
    }
}
