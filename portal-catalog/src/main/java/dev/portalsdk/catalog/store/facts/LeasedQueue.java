package dev.portalsdk.catalog.store.facts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * One kind of work: what waits, the longest first, and what was handed out for a time. What is added while it is handed out is to be done anew, and the
 * answer to the earlier claim no longer counts. Guarded by the store's lock.
 */
class LeasedQueue<T> {
    private final Map<T, Causes> waiting = new LinkedHashMap<>();
    final Map<T, Lease> leases = new LinkedHashMap<>();

    /** How many pieces are open for each of these. */
    private final Map<Causes, Integer> open = new HashMap<>();

    private long generations;

    record Lease(long generation, Instant until, Causes causes) {}

    /** Something that was handed out, and what tells this claim to it from others. */
    record Claimed<T>(T item, long generation) {}

    /** @param causes on whose account, beside those for which it is open already */
    void add(T item, Causes causes) {
        Causes all = forget(item).map(causes::and).orElse(causes);
        waiting.put(item, all);
        open.merge(all, 1, Integer::sum);
    }

    /** What was claimed of it is superseded, and no more is to be done. @return on whose account it was open; empty if it was not */
    Optional<Causes> forget(T item) {
        Lease lease = leases.remove(item);
        Causes causes = waiting.remove(item);
        Optional<Causes> was = lease != null ? Optional.of(lease.causes()) : Optional.ofNullable(causes);
        was.ifPresent(this::close);
        return was;
    }

    private void close(Causes causes) {
        open.compute(causes, (same, count) -> count == null || count == 1 ? null : count - 1);
    }

    /** Hands out the longest waiting, and first of all what was not answered in time. */
    List<Claimed<T>> take(int limit, Instant now, Instant until) {
        return take(limit, now, until, (item, causes) -> true);
    }

    /** As {@link #take(int, Instant, Instant)}, but only what passes. */
    List<Claimed<T>> take(int limit, Instant now, Instant until, BiPredicate<T, Causes> ready) {
        takeBackExpired(now);
        List<Claimed<T>> taken = new ArrayList<>(Math.min(Math.max(limit, 0), waiting.size()));
        Iterator<Map.Entry<T, Causes>> it = waiting.entrySet().iterator();
        while (taken.size() < limit && it.hasNext()) {
            Map.Entry<T, Causes> next = it.next();
            if (ready.test(next.getKey(), next.getValue())) {
                it.remove();
                leases.put(next.getKey(), new Lease(++generations, until, next.getValue()));
                taken.add(new Claimed<>(next.getKey(), generations));
            }
        }
        return taken;
    }

    /** Looks at all, as nodes may have leases of different lengths, and clocks are set back. */
    private void takeBackExpired(Instant now) {
        Map<T, Causes> expired = new LinkedHashMap<>();
        leases.forEach((item, lease) -> {
            if (!lease.until().isAfter(now)) {
                expired.put(item, lease.causes());
            }
        });
        if (!expired.isEmpty()) {
            leases.keySet().removeAll(Set.copyOf(expired.keySet()));
            putFirst(expired);
        }
    }

    private void putFirst(Map<T, Causes> items) {
        Map<T, Causes> after = new LinkedHashMap<>(waiting);
        waiting.clear();
        waiting.putAll(items);
        waiting.putAll(after);
    }

    /** Ends a claim. @return on whose account it was made; empty if it no longer counts */
    Optional<Causes> answer(T item, long generation) {
        return isClaimed(item, generation) ? forget(item) : Optional.empty();
    }

    /** Takes a claim back, if it still counts: it goes before all that waits. */
    void release(T item, long generation) {
        if (isClaimed(item, generation)) {
            Lease lease = Objects.requireNonNull(leases.remove(item));
            putFirst(Map.of(item, lease.causes()));
        }
    }

    private boolean isClaimed(T item, long generation) {
        Lease lease = leases.get(item);
        return lease != null && lease.generation() == generation;
    }

    /** On whose account something waits; empty if it does not. */
    Optional<Causes> waitsFor(T item) {
        return Optional.ofNullable(waiting.get(item));
    }

    boolean isOpen(T item) {
        return waiting.containsKey(item) || leases.containsKey(item);
    }

    /** All that waits or is handed out. */
    List<T> open() {
        List<T> all = new ArrayList<>(leases.keySet());
        all.addAll(waiting.keySet());
        return all;
    }

    /** On whose account something waits or is handed out. */
    Set<Causes> causes() {
        return open.keySet();
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
