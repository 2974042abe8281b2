package dev.portalsdk.catalog.store;

import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Relation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The last changes, in a ring, and what is visible. */
final class InMemoryFeed implements ChangeFeed {
    private final Object lock;
    private final ClaimGraph graph;
    private final @Nullable Change[] ring;
    private long version;

    /**
     * A feed without changes.
     *
     * @param lock the store's, which whoever appends holds
     * @param capacity how many changes are kept
     */
    InMemoryFeed(Object lock, ClaimGraph graph, int capacity) {
        this.lock = lock;
        this.graph = graph;
        this.ring = new Change[capacity];
    }

    /** Either may be null, not both. */
    Change append(Instant at, @Nullable StitchedEntity before, @Nullable StitchedEntity after) {
        Change.Type type =
                before == null ? Change.Type.ADDED : after == null ? Change.Type.REMOVED : Change.Type.CHANGED;
        StitchedEntity last = after != null ? after : Objects.requireNonNull(before);
        version++;
        Change change = new Change(
                version,
                at,
                type,
                last.ref(),
                last.location(),
                Optional.ofNullable(after),
                related(relations(before), relations(after), last.ref()));
        ring[index(version)] = change;
        return change;
    }

    private static List<Relation> relations(@Nullable StitchedEntity entity) {
        return entity == null ? List.of() : entity.relations();
    }

    private static List<EntityRef> related(List<Relation> before, List<Relation> after, EntityRef self) {
        if (before.equals(after)) {
            return List.of();
        }
        Set<EntityRef> ends = new LinkedHashSet<>();
        addEnds(before, after, ends);
        addEnds(after, before, ends);
        ends.remove(self);
        return List.copyOf(ends);
    }

    private static void addEnds(List<Relation> of, List<Relation> butNotOf, Set<EntityRef> ends) {
        Set<Relation> others = butNotOf.isEmpty() ? Set.of() : new HashSet<>(butNotOf);
        for (Relation relation : of) {
            if (!others.contains(relation)) {
                ends.add(relation.source());
                ends.add(relation.target());
            }
        }
    }

    @Override
    public long version() {
        synchronized (lock) {
            return version;
        }
    }

    @Override
    public List<Change> after(long from, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("The limit must be at least 1, not " + limit);
        }
        synchronized (lock) {
            if (version - from > ring.length) {
                throw new CatalogException("The change feed keeps the last " + ring.length + " changes, and version "
                        + from + " is further back than that: start again from a snapshot");
            }
            List<Change> changes = new ArrayList<>();
            for (long next = Math.max(0, from) + 1; next <= version && changes.size() < limit; next++) {
                changes.add(Objects.requireNonNull(ring[index(next)]));
            }
            return changes;
        }
    }

    @Override
    public Snapshot snapshot() {
        synchronized (lock) {
            List<StitchedEntity> entities = new ArrayList<>();
            for (Node node : graph.nodes()) {
                if (node.visible != null) {
                    entities.add(node.visible);
                }
            }
            return new Snapshot(version, entities);
        }
    }

    private int index(long of) {
        return (int) (of % ring.length);
    }
}
