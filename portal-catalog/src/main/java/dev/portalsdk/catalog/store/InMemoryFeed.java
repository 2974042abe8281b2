package dev.portalsdk.catalog.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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

    Change append(Instant at, FeedEntry entry) {
        StitchedEntity last = entry.after().or(entry::before).orElseThrow();
        version++;
        Change change =
                new Change(version, at, entry.type(), last.ref(), last.location(), entry.after(), entry.related());
        ring[index(version)] = change;
        return change;
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
