package dev.portalsdk.catalog.store.facts;

import dev.portalsdk.catalog.store.Claim;
import dev.portalsdk.catalog.store.Emission;
import dev.portalsdk.catalog.store.Outcome;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Fetches at once what the rules look at when results come in. */
final class CommitFetch {
    private final FactRows rows;
    private final StoredGraph graph;

    CommitFetch(FactRows rows, StoredGraph graph) {
        this.rows = rows;
        this.graph = graph;
    }

    void fetch(List<? extends Outcome> outcomes) {
        Set<EntityRef> refs = new HashSet<>();
        Set<LocationRef> locations = new LinkedHashSet<>();
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Processed processed) {
                processed.accepted().ifPresent(accepted -> {
                    addRefs(accepted.children(), refs);
                    accepted.wants().forEach(want -> locations.add(want.source()));
                });
            } else if (outcome instanceof Outcome.SourceRead read) {
                read.emissions().values().forEach(emission -> addRefs(emission, refs));
            }
            if (outcome.claim() instanceof Claim.OfSource source) {
                locations.add(source.source());
            } else {
                refs.add(((Claim.OfEntity) outcome.claim()).ref());
            }
        }
        graph.fetchNodes(refs);
        graph.sources.fetch(locations);
        fetchClaimed(outcomes);
    }

    private static void addRefs(Emission emission, Set<EntityRef> refs) {
        emission.entities().forEach(entity -> refs.add(entity.ref()));
    }

    private void fetchClaimed(List<? extends Outcome> outcomes) {
        Map<Long, StoredNode> nodes = new LinkedHashMap<>();
        Map<Long, StoredSource> sources = new LinkedHashMap<>();
        List<StoredSource> read = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            if (outcome.claim() instanceof Claim.OfEntity claim) {
                graph.find(claim.ref()).ifPresent(node -> nodes.put(((StoredNode) node).id, (StoredNode) node));
            } else {
                graph.work
                        .sourceHere(((Claim.OfSource) outcome.claim()).source())
                        .ifPresent(source -> {
                            sources.put(source.id, source);
                            if (outcome instanceof Outcome.SourceRead) {
                                read.add(source);
                            }
                        });
            }
        }
        rows.leases(FactRows.Work.READ, sources.keySet()).forEach((id, lease) -> {
            StoredSource source = Objects.requireNonNull(sources.get(id));
            handedOut(graph.work.toRead(source), source, lease);
        });
        rows.leases(FactRows.Work.PROCESS, nodes.keySet())
                .forEach((id, lease) -> handedOut(graph.work.toProcess, Objects.requireNonNull(nodes.get(id)), lease));
        graph.fetchSlots(nodes.values());
        graph.sources.fetchReaders(read);
        List<StoredSlot> told = new ArrayList<>();
        read.forEach(source -> source.readers().values().forEach(slot -> told.add((StoredSlot) slot)));
        graph.fetchGiven(told);
    }

    private static <T> void handedOut(LeasedQueue<T> queue, T item, FactRows.Lease lease) {
        ((StoredQueue<T>) queue).handedOut(item, lease);
    }
}
