package dev.portalsdk.catalog.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** What a query is about, in its order. */
sealed interface OrderedRows {
    /** Up to here it does not pay to make an index of an order. */
    int FEW = 1024;

    /**
     * Some of the rows.
     *
     * @param place where to start, itself left out; null for the first row, or the last
     * @param backwards towards the first row
     * @return the nearest first
     */
    List<SortKey> take(@Nullable SortKey place, boolean backwards, int skip, int limit);

    /**
     * The rows in order.
     *
     * @param wanted how many of them will be taken
     */
    static OrderedRows of(IndexSnapshot snapshot, EntityQuery query, RoaringBitmap rows, long wanted) {
        Ordering ordering = Ordering.of(query.effectiveOrder());
        if (query.profile() == QueryProfile.BACKSTAGE && !ordering.fields().isEmpty()) {
            String field = ordering.fields().get(0).field();
            if (Relations.isRelation(field) || !isSimple(snapshot.column(field), rows)) {
                return Sorted.onceForEachValue(snapshot, ordering, rows);
            }
        }
        return paysToWalk(snapshot, ordering, rows, wanted)
                ? new Walked(snapshot, ordering, rows)
                : Sorted.once(snapshot, ordering, rows);
    }

    private static boolean isSimple(Column column, RoaringBitmap rows) {
        return column.isSingleFor(rows) && !column.hasLongTerms();
    }

    /** Walking an index meets rows that are not asked for; sorting reads the values of all that are. */
    private static boolean paysToWalk(IndexSnapshot snapshot, Ordering ordering, RoaringBitmap rows, long wanted) {
        long asked = rows.getLongCardinality();
        if (!ordering.isIndexable() || asked == 0) {
            return false;
        }
        if (!snapshot.hasOrder(ordering)) {
            return asked > FEW;
        }
        long all = snapshot.live().getLongCardinality();
        long met = Math.min(all, wanted * (all / asked + 1));
        long compared = (long) Long.SIZE - Long.numberOfLeadingZeros(asked);
        return met * 15L < asked * (300L + 40L * compared);
    }

    /** All of an order, of which those that are asked for are picked. */
    record Walked(IndexSnapshot snapshot, Ordering ordering, RoaringBitmap rows) implements OrderedRows {
        @Override
        public List<SortKey> take(@Nullable SortKey place, boolean backwards, int skip, int limit) {
            OrderIndex index = snapshot.order(ordering);
            List<SortKey> taken = new ArrayList<>(Math.min(limit, 64));
            int[] toSkip = {skip};
            java.util.function.IntPredicate pick = row -> {
                if (rows.contains(row) && toSkip[0]-- <= 0) {
                    taken.add(ordering.keyOf(snapshot, snapshot.node(row)));
                }
                return taken.size() < limit;
            };
            if (backwards) {
                index.backward(place == null ? index.end() : index.placeOf(snapshot, place, false), pick);
            } else {
                index.forward(place == null ? OrderIndex.START : index.placeOf(snapshot, place, true), pick);
            }
            return taken;
        }
    }

    /** Sorted for this query only. */
    @SuppressWarnings("ArrayRecordComponent") // never compared by equals
    record Sorted(Ordering ordering, SortKey[] keys) implements OrderedRows {
        static Sorted once(IndexSnapshot snapshot, Ordering ordering, RoaringBitmap rows) {
            SortKey[] keys = new SortKey[rows.getCardinality()];
            int[] next = {0};
            rows.forEach((org.roaringbitmap.IntConsumer)
                    row -> keys[next[0]++] = ordering.keyOf(snapshot, snapshot.node(row)));
            Arrays.sort(keys, ordering);
            return new Sorted(ordering, keys);
        }

        /** As Backstage: an entity stands at each of its values, and nowhere if it has none. */
        static Sorted onceForEachValue(IndexSnapshot snapshot, Ordering ordering, RoaringBitmap rows) {
            String field = ordering.fields().get(0).field();
            List<SortKey> keys = new ArrayList<>();
            rows.forEach((org.roaringbitmap.IntConsumer) row -> {
                Node node = snapshot.node(row);
                Ordering.valuesOf(snapshot, node, field).stream()
                        .filter(Objects::nonNull)
                        .filter(QueryProfile.BACKSTAGE::searches)
                        .forEach(value ->
                                keys.add(new SortKey(new String[] {SearchTerms.fold(value)}, node.ref(), row)));
            });
            keys.sort(ordering);
            return new Sorted(ordering, keys.toArray(SortKey[]::new));
        }

        @Override
        public List<SortKey> take(@Nullable SortKey place, boolean backwards, int skip, int limit) {
            if (backwards) {
                int end = place == null ? keys.length : first(place, false);
                int to = Math.max(0, end - skip);
                List<SortKey> taken =
                        new ArrayList<>(Arrays.asList(keys).subList((int) Math.max(0L, (long) to - limit), to));
                Collections.reverse(taken);
                return taken;
            }
            int start = (int) Math.min(keys.length, (place == null ? 0L : first(place, true)) + skip);
            return Arrays.asList(keys).subList(start, (int) Math.min(keys.length, (long) start + limit));
        }

        /** The first key that is not before a place, or, if told so, after it. */
        private int first(SortKey place, boolean after) {
            int low = 0;
            int high = keys.length;
            while (low < high) {
                int middle = (low + high) >>> 1;
                int difference = ordering.compare(keys[middle], place);
                if (after ? difference > 0 : difference >= 0) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            return low;
        }
    }
}
