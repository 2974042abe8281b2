package dev.portalsdk.catalog.query;

import dev.portalsdk.catalog.store.Change;
import dev.portalsdk.catalog.store.ChangeFeed;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.EntityRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/** Answers from memory, kept up by a change feed. Looks at every entity for every question. */
public final class InMemoryIndex implements EntityQueries {
    private static final int BATCH = 1000;

    private final ChangeFeed feed;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Map<EntityRef, IndexedEntity> hashed = new HashMap<>();
    private final TreeMap<EntityRef, IndexedEntity> ordered = new TreeMap<>();
    private final Relatives relatives = new Relatives();
    private long version;

    /** @param feed from its beginning */
    public InMemoryIndex(ChangeFeed feed) {
        this.feed = feed;
    }

    /** Takes over what has happened since the last call. */
    public void catchUp() {
        lock.writeLock().lock();
        try {
            for (List<Change> next = feed.after(version, BATCH); !next.isEmpty(); next = feed.after(version, BATCH)) {
                next.forEach(this::apply);
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void apply(Change change) {
        version = change.version();
        IndexedEntity before = hashed.remove(change.ref());
        if (before != null) {
            relatives.remove(before.entity());
        }
        if (change.entity().isPresent()) {
            StitchedEntity entity = change.entity().get();
            IndexedEntity row = new IndexedEntity(entity, relatives);
            relatives.add(entity);
            hashed.put(change.ref(), row);
            ordered.put(change.ref(), row);
        } else {
            ordered.remove(change.ref());
        }
    }

    @Override
    public Optional<StitchedEntity> byRef(EntityRef ref) {
        return reading(() -> Optional.ofNullable(hashed.get(ref)).map(IndexedEntity::joined));
    }

    @Override
    public List<Optional<StitchedEntity>> byRefs(Collection<EntityRef> refs) {
        return reading(() -> refs.stream()
                .map(ref -> Optional.ofNullable(hashed.get(ref)).map(IndexedEntity::joined))
                .toList());
    }

    @Override
    public EntityPage find(EntityQuery query) {
        return reading(() -> {
            List<IndexedEntity> found = passing(query);
            List<StitchedEntity> page = sorted(found, query).stream()
                    .skip(query.offset())
                    .limit(query.limit().orElse(Integer.MAX_VALUE))
                    .map(IndexedEntity::joined)
                    .toList();
            return new EntityPage(page, found.size());
        });
    }

    @Override
    public int count(EntityFilter filter) {
        return reading(() -> (int)
                ordered.values().stream().filter(row -> row.passes(filter)).count());
    }

    @Override
    public Map<String, List<FacetValue>> facets(EntityFilter filter, Collection<String> keys) {
        return reading(() -> {
            List<IndexedEntity> rows =
                    ordered.values().stream().filter(row -> row.passes(filter)).toList();
            Map<String, List<FacetValue>> facets = new LinkedHashMap<>();
            keys.forEach(key -> facets.put(key, facet(rows, key)));
            return facets;
        });
    }

    private static List<FacetValue> facet(List<IndexedEntity> rows, String key) {
        Map<String, Integer> counts = new TreeMap<>();
        rows.forEach(row -> row.originals(key).forEach(value -> counts.merge(value, 1, Integer::sum)));
        return counts.entrySet().stream()
                .map(entry -> new FacetValue(entry.getKey(), entry.getValue()))
                .toList();
    }

    private List<IndexedEntity> passing(EntityQuery query) {
        FullTextMatch text = FullTextMatch.of(query);
        return ordered.values().stream()
                .filter(row -> row.passes(query.filter()) && text.matches(row))
                .filter(row -> !leavesOutUnordered(query)
                        || !row.values(query.order().get(0).field()).isEmpty())
                .toList();
    }

    private static boolean leavesOutUnordered(EntityQuery query) {
        return query.profile() == QueryProfile.BACKSTAGE && !query.order().isEmpty();
    }

    private static List<IndexedEntity> sorted(List<IndexedEntity> rows, EntityQuery query) {
        if (query.order().isEmpty()) {
            return rows;
        }
        if (query.profile() == QueryProfile.BACKSTAGE) {
            return onceForEachValue(rows, query.order().get(0));
        }
        Comparator<Keyed> comparator = byKey(0, query.order().get(0).descending());
        for (int i = 1; i < query.order().size(); i++) {
            comparator = comparator.thenComparing(byKey(i, query.order().get(i).descending()));
        }
        List<Keyed> keyed = new ArrayList<>(rows.size());
        rows.forEach(row -> keyed.add(Keyed.of(row, query.order())));
        keyed.sort(comparator); // stable: ties stay in order of their refs
        return keyed.stream().map(Keyed::row).toList();
    }

    /** A row with what it is ordered by; of several values the smallest. */
    private record Keyed(IndexedEntity row, List<Optional<String>> keys) {
        static Keyed of(IndexedEntity row, List<EntityQuery.Order> order) {
            return new Keyed(
                    row,
                    order.stream()
                            .map(field -> row.values(field.field()).stream()
                                    .map(SearchTerms.Term::folded)
                                    .min(Comparator.naturalOrder()))
                            .toList());
        }
    }

    private static Comparator<Keyed> byKey(int index, boolean descending) {
        Comparator<String> order = descending ? Comparator.reverseOrder() : Comparator.naturalOrder();
        Comparator<Optional<String>> absentLast =
                Comparator.comparing(value -> value.orElse(null), Comparator.nullsLast(order));
        return Comparator.comparing(keyed -> keyed.keys().get(index), absentLast);
    }

    private static List<IndexedEntity> onceForEachValue(List<IndexedEntity> rows, EntityQuery.Order order) {
        record Valued(String value, IndexedEntity row) {}
        List<Valued> valued = new ArrayList<>();
        rows.forEach(row -> row.values(order.field()).forEach(term -> valued.add(new Valued(term.folded(), row))));
        Comparator<Valued> ascending = Comparator.comparing(Valued::value);
        valued.sort(order.descending() ? ascending.reversed() : ascending);
        return valued.stream().map(Valued::row).toList();
    }

    private <T> T reading(Supplier<T> answer) {
        lock.readLock().lock();
        try {
            return answer.get();
        } finally {
            lock.readLock().unlock();
        }
    }
}
