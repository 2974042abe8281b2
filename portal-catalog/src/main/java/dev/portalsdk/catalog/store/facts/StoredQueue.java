package dev.portalsdk.catalog.store.facts;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** What a transaction changes of one kind of work. */
final class StoredQueue<T> extends LeasedQueue<T> {
    private final Set<T> touched = new LinkedHashSet<>();

    /** Everything of which something has changed: it waits, or there is nothing to be done about it. */
    Set<T> touched() {
        return touched;
    }

    /** That this claim counts. */
    void handedOut(T item, FactRows.Lease lease) {
        leases.put(item, new Lease(lease.generation(), Instant.MAX, new Causes(lease.causeFrom(), lease.causeTo())));
    }

    @Override
    Optional<Causes> forget(T item) {
        touched.add(item);
        return super.forget(item);
    }
}
