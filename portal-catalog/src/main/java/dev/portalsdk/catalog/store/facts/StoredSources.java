package dev.portalsdk.catalog.store.facts;

import dev.portalsdk.model.LocationRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The sources that one transaction looks at, and who reads them: the part of a {@link StoredGraph} that says where it comes from. */
final class StoredSources {
    private final StoredGraph graph;
    private final Map<Long, StoredSource> byId = new LinkedHashMap<>();
    private final Set<LocationRef> asked = new HashSet<>();

    StoredSources(StoredGraph graph) {
        this.graph = graph;
    }

    /** All that are here. */
    Collection<StoredSource> all() {
        return byId.values();
    }

    void fetch(Collection<LocationRef> locations) {
        Set<LocationRef> missing = new HashSet<>(locations);
        missing.removeAll(asked);
        if (!missing.isEmpty()) {
            asked.addAll(missing);
            known(graph.rows.sources(missing));
        }
    }

    Collection<SourceState> fetchPatterns() {
        return List.copyOf(known(graph.rows.patterns()));
    }

    List<StoredSource> known(List<FactRows.SourceRow> found) {
        List<StoredSource> all = new ArrayList<>(found.size());
        for (FactRows.SourceRow row : found) {
            StoredSource source = byId.get(row.id());
            if (source == null) {
                source = new StoredSource(graph, row.location(), row.id());
                source.stored(row);
                byId.put(row.id(), source);
                asked.add(row.location());
                graph.work.fetched(source);
            }
            all.add(source);
        }
        return all;
    }

    /** One that nobody has wanted so far. */
    StoredSource add(LocationRef ref) {
        StoredSource source = new StoredSource(graph, ref, graph.rows.nextId());
        byId.put(source.id, source);
        asked.add(ref);
        return source;
    }

    void fetchReaders(Collection<StoredSource> of) {
        List<StoredSource> without =
                of.stream().filter(source -> !source.readersFetched).toList();
        if (without.isEmpty()) {
            return;
        }
        without.forEach(source -> source.readersFetched = true);
        List<FactRows.SlotRow> found = graph.rows.slotsReading(
                without.stream().map(source -> source.id).toList());
        graph.slots(found);
        found.forEach(this::addReader);
    }

    private void addReader(FactRows.SlotRow row) {
        StoredSlot slot = graph.slot(row);
        if (isRead(slot)) {
            Objects.requireNonNull(byId.get(Objects.requireNonNull(row.source())))
                    .readers()
                    .put(slot.emitter().giver(), slot);
        }
    }

    /** Not if this transaction has taken it away. */
    private static boolean isRead(StoredSlot slot) {
        Map<LocationRef, Slot> here = slot.emitter() instanceof StoredBucket bucket
                ? bucket.bySourceHere()
                : ((StoredNode) slot.emitter()).bySourceHere();
        return here.get(slot.source().orElseThrow()) == slot;
    }
}
