package dev.portalsdk.catalog.store.facts;

import dev.portalsdk.catalog.store.Change;
import dev.portalsdk.catalog.store.ChangeFeed;
import dev.portalsdk.catalog.store.ChangeHistory;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The history of an {@link InMemoryCatalogStore}. What changes it is called with the store's lock held, what asks it takes that. */
final class InMemoryHistory implements ChangeHistory, Removals {
    /** Until the store is opened, which says for how long. */
    private static final Retention EVERYTHING = Retention.of(Duration.ofSeconds(Long.MAX_VALUE));

    private final Object lock;
    private final ClaimGraph graph;
    private final Supplier<Instant> now;
    private final LongSupplier version;
    private final Deque<Past> changes = new ArrayDeque<>();
    private final Map<EntityRef, Deque<Past>> byRef = new HashMap<>();
    private final Deque<Removed> removals = new ArrayDeque<>();
    private Retention retention = Retention.off();
    private @Nullable Reach reach;
    private long lastRemoval;

    InMemoryHistory(Object lock, ClaimGraph graph, Supplier<Instant> now, LongSupplier version) {
        this.lock = lock;
        this.graph = graph;
        this.now = now;
        this.version = version;
    }

    void keep(Retention wanted) {
        retention = wanted;
        if (wanted.isOff()) {
            changes.clear();
            byRef.clear();
            removals.clear();
            reach = null;
        } else if (reach == null) {
            reach = new Reach(version.getAsLong(), now.get());
        }
        prune();
    }

    /** Forgets all, and is that of another store from now on. */
    void beginAt(Reach other) {
        keep(Retention.off());
        retention = EVERYTHING;
        reach = other;
    }

    /** One of another store, by a number of this one. */
    void addRemoval(Removal other, Taken taken) {
        Removal own = new Removal(++lastRemoval, other.provider(), other.at(), other.version(), other.refs());
        removals.add(new Removed(own, taken.entities(), taken.sources()));
    }

    @Override
    public boolean isKept() {
        return reach != null;
    }

    void add(Change change, @Nullable StitchedEntity before, @Nullable String provider) {
        if (reach != null) {
            Past past = new Past(change, Optional.ofNullable(before), Optional.ofNullable(provider));
            changes.add(past);
            byRef.computeIfAbsent(change.ref(), any -> new ArrayDeque<>(2)).add(past);
            prune();
        }
    }

    @Override
    public void addRemoval(
            String provider, Collection<EntityRef> refs, List<Claimant> given, Collection<LocationRef> sources) {
        if (reach != null && !(refs.isEmpty() && sources.isEmpty())) {
            Removal removal = new Removal(
                    ++lastRemoval, provider, now.get(), version.getAsLong(), List.copyOf(new TreeSet<>(refs)));
            List<ProvidedEntity> entities =
                    given.stream().map(Claimant::offered).toList();
            removals.add(new Removed(removal, entities, List.copyOf(sources)));
            prune();
        }
    }

    Optional<Removed> removal(long id) {
        prune();
        return removals.stream().filter(removed -> removed.removal().id() == id).findFirst();
    }

    private void prune() {
        Instant oldest = oldest();
        for (Past first = changes.peek();
                first != null
                        && (changes.size() > retention.changes()
                                || first.change().at().isBefore(oldest));
                first = changes.peek()) {
            drop(first);
        }
        Predicate<Removed> old = removed -> removed.removal().at().isBefore(oldest);
        while (!removals.isEmpty() && (removals.size() > retention.changes() || old.test(removals.getFirst()))) {
            removals.remove();
        }
    }

    /** An age of more than there is of time keeps everything. */
    private Instant oldest() {
        Instant time = now.get();
        boolean reachesBeyond = retention.age().compareTo(java.time.Duration.between(Instant.MIN, time)) >= 0;
        return reachesBeyond ? Instant.MIN : time.minus(retention.age());
    }

    private void drop(Past first) {
        changes.remove();
        reach = new Reach(first.change().version(), first.change().at());
        Deque<Past> ofRef = Objects.requireNonNull(byRef.get(first.change().ref()));
        ofRef.remove();
        if (ofRef.isEmpty()) {
            byRef.remove(first.change().ref());
        }
    }

    @Override
    public Optional<Reach> reach() {
        synchronized (lock) {
            prune();
            return Optional.ofNullable(reach);
        }
    }

    private Reach kept() {
        return reach().orElseThrow(ChangeHistories::notKept);
    }

    @Override
    public long versionAt(Instant time) {
        synchronized (lock) {
            Reach from = kept();
            ChangeHistories.check(from, time);
            for (Iterator<Past> it = changes.descendingIterator(); it.hasNext(); ) {
                Change change = it.next().change();
                if (!change.at().isAfter(time)) {
                    return change.version();
                }
            }
            return from.version();
        }
    }

    @Override
    public ChangeFeed.Snapshot at(long wanted) {
        synchronized (lock) {
            ChangeHistories.check(kept(), wanted, version.getAsLong());
            Map<EntityRef, Optional<StitchedEntity>> since = new HashMap<>();
            for (Iterator<Past> it = changes.descendingIterator(); it.hasNext(); ) {
                Past past = it.next();
                if (past.change().version() <= wanted) {
                    break;
                }
                since.put(past.change().ref(), past.before());
            }
            List<StitchedEntity> entities = new ArrayList<>();
            for (Node node : graph.nodes()) {
                if (node.visible != null && !since.containsKey(node.ref)) {
                    entities.add(node.visible);
                }
            }
            since.values().forEach(before -> before.ifPresent(entities::add));
            return new ChangeFeed.Snapshot(wanted, entities);
        }
    }

    @Override
    public List<Past> of(EntityRef ref, long before, int limit) {
        ChangeHistories.check(limit);
        synchronized (lock) {
            prune();
            return latest(
                    byRef.getOrDefault(ref, new ArrayDeque<>()),
                    past -> past.change().version() < before,
                    limit);
        }
    }

    @Override
    public List<Removal> removals(long before, int limit) {
        ChangeHistories.check(limit);
        synchronized (lock) {
            prune();
            return latest(removals, removed -> removed.removal().id() < before, limit).stream()
                    .map(Removed::removal)
                    .toList();
        }
    }

    @Override
    public List<Past> after(long from, int limit) {
        ChangeHistories.check(limit);
        synchronized (lock) {
            prune();
            return changes.stream()
                    .filter(past -> past.change().version() > from)
                    .limit(limit)
                    .toList();
        }
    }

    @Override
    public Optional<Taken> taken(long id) {
        synchronized (lock) {
            return removal(id).map(removed -> new Taken(removed.entities(), removed.sources()));
        }
    }

    private static <T> List<T> latest(Deque<T> all, Predicate<T> wanted, int limit) {
        List<T> latest = new ArrayList<>();
        for (Iterator<T> it = all.descendingIterator(); it.hasNext() && latest.size() < limit; ) {
            T next = it.next();
            if (wanted.test(next)) {
                latest.add(next);
            }
        }
        return latest;
    }
}
