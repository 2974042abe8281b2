package dev.portalsdk.catalog.query;

import dev.portalsdk.catalog.store.StitchedEntity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** Pages of what a query is about, and the queries for the pages before and after. */
final class Pages {
    private final IndexSnapshot snapshot;
    private final EntityQuery query;
    private final @Nullable SortKey place;
    private final boolean backwards;

    private Pages(IndexSnapshot snapshot, EntityQuery query) {
        this.snapshot = snapshot;
        this.query = query;
        this.place = query.position().map(Pages::key).orElse(null);
        this.backwards =
                query.position().filter(EntityQuery.Position::backwards).isPresent();
    }

    static EntityPage find(IndexSnapshot snapshot, EntityQuery query) {
        RoaringBitmap rows = Matching.rows(snapshot, query);
        if (query.profile() == QueryProfile.BACKSTAGE && !query.order().isEmpty()) {
            rows = RoaringBitmap.and(
                    rows, valued(snapshot, SearchTerms.fold(query.order().get(0).field())));
        }
        return new Pages(snapshot, query).page(rows);
    }

    /** Those that have a place in Backstage's order by a field. */
    private static RoaringBitmap valued(IndexSnapshot snapshot, String field) {
        if (!QueryProfile.BACKSTAGE.searches(field)) {
            return new RoaringBitmap();
        }
        return Relations.isRelation(field)
                ? Relations.having(snapshot, Relations.typeOf(field))
                : snapshot.column(field).valued();
    }

    private EntityPage page(RoaringBitmap rows) {
        int total = rows.getCardinality();
        int limit = query.limit().orElse(Integer.MAX_VALUE - 1);
        if (limit == 0 || total == 0) {
            return new EntityPage(List.of(), total, Optional.empty(), Optional.empty());
        }
        OrderedRows ordered = OrderedRows.of(snapshot, query, rows, (long) query.offset() + Math.min(limit, total) + 1);
        List<SortKey> taken = ordered.take(place, backwards, query.offset(), limit + 1);
        boolean more = taken.size() > limit;
        List<SortKey> keys = new ArrayList<>(more ? taken.subList(0, limit) : taken);
        if (backwards) {
            Collections.reverse(keys);
        }
        SortKey first = keys.isEmpty() ? place : keys.get(0);
        SortKey last = keys.isEmpty() ? place : keys.get(keys.size() - 1);
        boolean before = (backwards && !keys.isEmpty()) ? more : isMore(ordered, first, true);
        boolean after = (!backwards && !keys.isEmpty()) ? more : isMore(ordered, last, false);
        return new EntityPage(
                keys.stream().map(this::entity).toList(),
                total,
                after ? Optional.of(beyond(last, false)) : Optional.empty(),
                before ? Optional.of(beyond(first, true)) : Optional.empty());
    }

    private boolean isMore(OrderedRows ordered, @Nullable SortKey from, boolean back) {
        boolean isStart = back && place == null && query.offset() == 0;
        return from != null && !isStart && !ordered.take(from, back, 0, 1).isEmpty();
    }

    private StitchedEntity entity(SortKey key) {
        Node node = snapshot.node(key.row());
        StitchedEntity entity = node.entity();
        if (entity == null) {
            throw new IllegalStateException(node.ref() + " is no entity in version " + snapshot.version());
        }
        return Relations.joined(snapshot, node, entity);
    }

    private EntityQuery beyond(@Nullable SortKey key, boolean back) {
        if (key == null) {
            throw new IllegalStateException("There is nothing beyond no place");
        }
        List<Optional<String>> values =
                Arrays.stream(key.values()).map(Optional::ofNullable).toList();
        return query.offset(0).at(new EntityQuery.Position(values, key.ref(), back));
    }

    private static SortKey key(EntityQuery.Position position) {
        @Nullable String[] values = new String[position.values().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = position.values().get(i).orElse(null);
        }
        return new SortKey(values, position.ref(), -1);
    }
}
