package dev.portalsdk.catalog.store;

import dev.portalsdk.model.LocationRef;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Work of which it is known what this transaction changes, and no more than is asked for of the rest. */
final class StoredWork extends WorkQueue {
    private final StoredGraph graph;
    private long cause;
    private boolean readsAll;

    StoredWork(StoredGraph graph) {
        this.graph = graph;
    }

    @Override
    <T> LeasedQueue<T> queue() {
        return new StoredQueue<>();
    }

    static Set<SourceState> touched(LeasedQueue<SourceState> queue) {
        return ((StoredQueue<SourceState>) queue).touched();
    }

    static Set<Node> touchedNodes(LeasedQueue<Node> queue) {
        return ((StoredQueue<Node>) queue).touched();
    }

    /** What is here. */
    Optional<StoredSource> sourceHere(LocationRef ref) {
        return super.source(ref).map(StoredSource.class::cast);
    }

    @Override
    Optional<SourceState> source(LocationRef ref) {
        graph.fetchSources(Set.of(ref));
        return super.source(ref);
    }

    @Override
    Collection<SourceState> patterns() {
        return graph.fetchPatterns();
    }

    @Override
    Collection<Node> reading() {
        return graph.fetchReading();
    }

    @Override
    void readAll() {
        readsAll = true;
    }

    /** The change that wants everything to be read; empty if there is none. */
    OptionalLong readsAllFor() {
        return readsAll ? OptionalLong.of(cause) : OptionalLong.empty();
    }

    @Override
    long nextCause() {
        cause = graph.rows.nextId();
        return cause;
    }

    @Override
    boolean isToProcess(Node node) {
        return isOpen(FactRows.Work.PROCESS, node);
    }

    @Override
    boolean isToStitch(Node node) {
        return isOpen(FactRows.Work.STITCH, node);
    }

    private boolean isOpen(FactRows.Work work, Node node) {
        return !graph.rows.open(work, Set.of(((StoredNode) node).id)).isEmpty();
    }

    @Override
    SourceState newSource(LocationRef ref) {
        return graph.newSource(ref);
    }
}
