package dev.portalsdk.catalog.store.facts;

import dev.portalsdk.catalog.store.Giver;
import dev.portalsdk.model.LocationRef;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A source of which the readers are fetched when they are asked for. */
final class StoredSource extends SourceState {
    private final StoredGraph graph;

    /** Null if it is new. */
    FactRows.@Nullable SourceRow row;

    final long id;
    boolean readersFetched = true;

    StoredSource(StoredGraph graph, LocationRef ref, long id) {
        super(ref);
        this.graph = graph;
        this.id = id;
    }

    void stored(FactRows.SourceRow stored) {
        row = stored;
        readersChanged = stored.readersChanged();
        readAt = stored.readAt();
        readersFetched = false;
    }

    FactRows.SourceRow toRow() {
        return new FactRows.SourceRow(id, ref, isPattern(), readersChanged, readAt);
    }

    @Override
    Map<Giver, Slot> readers() {
        if (!readersFetched) {
            graph.sources.fetchReaders(List.of(this));
        }
        return super.readers();
    }
}
