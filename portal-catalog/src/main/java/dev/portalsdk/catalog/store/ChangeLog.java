package dev.portalsdk.catalog.store;

import dev.portalsdk.model.EntityRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The last changes, in a ring. */
final class ChangeLog implements ChangeFeed {
    private final @Nullable Change[] ring;
    private long version;

    /** @param capacity how many changes are kept */
    ChangeLog(int capacity) {
        this.ring = new Change[capacity];
    }

    synchronized void append(
            Instant at, EntityRef ref, @Nullable StitchedEntity before, @Nullable StitchedEntity after) {
        Change.Type type =
                before == null ? Change.Type.ADDED : after == null ? Change.Type.REMOVED : Change.Type.CHANGED;
        version++;
        ring[index(version)] = new Change(version, at, type, ref, Optional.ofNullable(after));
    }

    @Override
    public synchronized long version() {
        return version;
    }

    @Override
    public synchronized List<Change> after(long from, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("The limit must be at least 1, not " + limit);
        }
        if (version - from > ring.length) {
            throw new CatalogException("The change feed keeps the last " + ring.length + " changes, and version " + from
                    + " is further back than that: start again from all entities and version " + version);
        }
        List<Change> changes = new ArrayList<>();
        for (long next = Math.max(0, from) + 1; next <= version && changes.size() < limit; next++) {
            Change change = ring[index(next)];
            if (change != null) {
                changes.add(change);
            }
        }
        return changes;
    }

    private int index(long of) {
        return (int) (of % ring.length);
    }
}
