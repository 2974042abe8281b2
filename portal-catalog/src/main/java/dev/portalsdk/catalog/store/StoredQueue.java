package dev.portalsdk.catalog.store;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;

/** What a transaction changes of one kind of work. */
final class StoredQueue<T> extends LeasedQueue<T> {
    private final Set<T> touched = new LinkedHashSet<>();

    /** Everything of which something has changed: it waits, or there is nothing to be done about it. */
    Set<T> touched() {
        return touched;
    }

    /** That this claim counts. */
    void handedOut(T item, long generation) {
        leases.put(item, new Lease(generation, Instant.MAX));
    }

    @Override
    void add(T item) {
        touched.add(item);
        super.add(item);
    }

    @Override
    void forget(T item) {
        touched.add(item);
        super.forget(item);
    }

    @Override
    boolean answer(T item, long generation) {
        boolean counts = super.answer(item, generation);
        if (counts) {
            touched.add(item);
        }
        return counts;
    }
}
