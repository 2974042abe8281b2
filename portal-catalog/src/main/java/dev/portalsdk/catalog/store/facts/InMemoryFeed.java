package dev.portalsdk.catalog.store.facts;

import dev.portalsdk.catalog.store.CatalogException;
import dev.portalsdk.catalog.store.Change;
import dev.portalsdk.catalog.store.ChangeFeed;
import dev.portalsdk.catalog.store.StitchedEntity;
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

    /** The version before the first that can be told. */
    private long beginning;

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
        return append(
                new Change(version + 1, at, entry.type(), last.ref(), last.location(), entry.after(), entry.related()));
    }

    /** One that was told elsewhere. */
    Change append(Change next) {
        version = next.version();
        ring[index(version)] = next;
        return next;
    }

    /** Forgets all, and goes on after a version of another feed. */
    void beginAt(long other) {
        beginning = other;
        version = other;
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
            long oldest = Math.max(beginning, version - ring.length);
            if (Math.max(0, from) < oldest) {
                throw new CatalogException("The change feed reaches back to version " + oldest + ", and version " + from
                        + " is further back than that: start again from a snapshot");
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
