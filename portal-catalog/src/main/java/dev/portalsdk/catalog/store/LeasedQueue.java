package dev.portalsdk.catalog.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One kind of work: what waits, the longest first, and what was handed out for a time. What is added while it is handed out is to be done anew, and the
 * answer to the earlier claim no longer counts. Guarded by the store's lock.
 */
class LeasedQueue<T> {
    private final Set<T> waiting = new LinkedHashSet<>();
    final Map<T, Lease> leases = new LinkedHashMap<>();
    private long generations;

    record Lease(long generation, Instant until) {}

    /** Something that was handed out, and what tells this claim to it from others. */
    record Claimed<T>(T item, long generation) {}

    void add(T item) {
        leases.remove(item);
        waiting.add(item);
    }

    /** What was claimed of it is superseded, and no more is to be done. */
    void forget(T item) {
        leases.remove(item);
        waiting.remove(item);
    }

    /** Hands out the longest waiting, and first of all what was not answered in time. */
    List<Claimed<T>> take(int limit, Instant now, Instant until) {
        takeBackExpired(now);
        List<Claimed<T>> taken = new ArrayList<>(Math.min(Math.max(limit, 0), waiting.size()));
        for (Iterator<T> it = waiting.iterator(); taken.size() < limit && it.hasNext(); ) {
            T item = it.next();
            it.remove();
            leases.put(item, new Lease(++generations, until));
            taken.add(new Claimed<>(item, generations));
        }
        return taken;
    }

    /** Looks at all, as nodes may have leases of different lengths, and clocks are set back. */
    private void takeBackExpired(Instant now) {
        List<T> expired = new ArrayList<>();
        leases.forEach((item, lease) -> {
            if (!lease.until().isAfter(now)) {
                expired.add(item);
            }
        });
        if (!expired.isEmpty()) {
            leases.keySet().removeAll(Set.copyOf(expired));
            expired.addAll(waiting);
            waiting.clear();
            waiting.addAll(expired);
        }
    }

    /** Ends a claim, if it still counts. */
    boolean answer(T item, long generation) {
        Lease lease = leases.get(item);
        return lease != null && lease.generation() == generation && leases.remove(item, lease);
    }

    boolean isOpen(T item) {
        return waiting.contains(item) || leases.containsKey(item);
    }

    /** All that waits or is handed out. */
    List<T> open() {
        List<T> open = new ArrayList<>(leases.keySet());
        open.addAll(waiting);
        return open;
    }

    int waiting() {
        return waiting.size();
    }

    int claimed() {
        return leases.size();
    }

    Optional<Instant> nextExpiry() {
        return leases.values().stream().map(Lease::until).min(Comparator.naturalOrder());
    }
}
