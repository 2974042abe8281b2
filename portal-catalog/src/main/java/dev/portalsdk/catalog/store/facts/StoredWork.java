package dev.portalsdk.catalog.store.facts;

import dev.portalsdk.model.LocationRef;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Work of which it is known what this transaction changes, and no more than is asked for of the rest. */
final class StoredWork extends WorkQueue {
    private final StoredGraph graph;
    private long cause;
    private boolean readsAll;
    private final Set<Long> openAsked = new HashSet<>();
    private final Map<FactRows.Work, Set<Long>> open = new EnumMap<>(FactRows.Work.class);

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
        graph.sources.fetch(Set.of(ref));
        return super.source(ref);
    }

    @Override
    Collection<SourceState> patterns() {
        return graph.sources.fetchPatterns();
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
        long id = ((StoredNode) node).id;
        return openAsked.contains(id)
                ? open.getOrDefault(work, Set.of()).contains(id)
                : !graph.rows.open(work, Set.of(id)).isEmpty();
    }

    @Override
    boolean isToRead(SourceState source) {
        return !graph.rows
                .open(FactRows.Work.READ, Set.of(((StoredSource) source).id))
                .isEmpty();
    }

    /** For who only looks: whether these are to be processed or stitched. */
    void fetchOpen(Collection<StoredNode> nodes) {
        List<Long> ids = nodes.stream().map(node -> node.id).toList();
        openAsked.addAll(ids);
        for (FactRows.Work kind : List.of(FactRows.Work.PROCESS, FactRows.Work.STITCH)) {
            open.computeIfAbsent(kind, none -> new HashSet<>()).addAll(graph.rows.open(kind, ids));
        }
    }

    @Override
    SourceState newSource(LocationRef ref) {
        return graph.sources.add(ref);
    }
}
