package dev.portalsdk.catalog.query;

import dev.portalsdk.catalog.store.StitchedEntity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of all entities in one order, in chunks, so that a change copies one chunk and the list of them. Holds rows only: what they are ordered by is
 * read from the entities when a place is looked for. Immutable.
 */
final class OrderIndex implements Derived {
    private static final int CHUNK = 512;

    private final Ordering ordering;
    private final List<int[]> chunks;

    private OrderIndex(Ordering ordering, List<int[]> chunks) {
        this.ordering = ordering;
        this.chunks = chunks;
    }

    static OrderIndex of(IndexSnapshot snapshot, Ordering ordering) {
        List<SortKey> keys = new ArrayList<>();
        snapshot.forEachLive(node -> keys.add(ordering.keyOf(snapshot, node)));
        keys.sort(ordering);
        List<int[]> chunks = new ArrayList<>();
        for (int start = 0; start < keys.size(); start += CHUNK / 2) {
            chunks.add(keys.subList(start, Math.min(keys.size(), start + CHUNK / 2)).stream()
                    .mapToInt(SortKey::row)
                    .toArray());
        }
        return new OrderIndex(ordering, chunks);
    }

    @Override
    public OrderIndex after(Step step) {
        OrderIndex next = new OrderIndex(ordering, new ArrayList<>(chunks));
        List<RowChange> moved = new ArrayList<>();
        for (RowChange change : step.changes()) {
            SortKey before = key(step.before(), change.row(), change.before());
            SortKey after = key(step.after(), change.row(), change.after());
            if (before == null || after == null || ordering.compare(before, after) != 0) {
                moved.add(change);
            }
        }
        // First what left its place, among what stood there before; then what came, among what stays.
        for (RowChange change : moved) {
            SortKey before = key(step.before(), change.row(), change.before());
            if (before != null) {
                next.remove(step.before(), before);
            }
        }
        for (RowChange change : moved) {
            SortKey after = key(step.after(), change.row(), change.after());
            if (after != null) {
                next.insert(step.after(), after);
            }
        }
        return next;
    }

    private @Nullable SortKey key(IndexSnapshot snapshot, int row, @Nullable StitchedEntity entity) {
        return entity == null ? null : ordering.keyOf(snapshot, snapshot.node(row));
    }

    private void remove(IndexSnapshot snapshot, SortKey key) {
        Place place = placeOf(snapshot, key, false);
        int[] chunk = chunks.get(place.chunk());
        if (chunk[place.index()] != key.row()) {
            throw new IllegalStateException(key.ref() + " does not stand where it should in " + ordering);
        }
        if (chunk.length == 1) {
            chunks.remove(place.chunk());
            return;
        }
        int[] shorter = Arrays.copyOf(chunk, chunk.length - 1);
        System.arraycopy(chunk, place.index() + 1, shorter, place.index(), shorter.length - place.index());
        chunks.set(place.chunk(), shorter);
    }

    private void insert(IndexSnapshot snapshot, SortKey key) {
        Place place = placeOf(snapshot, key, false);
        if (chunks.isEmpty()) {
            chunks.add(new int[] {key.row()});
            return;
        }
        // What comes after all others joins the last chunk.
        boolean last = place.chunk() == chunks.size();
        int at = last ? chunks.size() - 1 : place.chunk();
        int[] chunk = chunks.get(at);
        int index = last ? chunk.length : place.index();
        int[] longer = Arrays.copyOf(chunk, chunk.length + 1);
        System.arraycopy(chunk, index, longer, index + 1, chunk.length - index);
        longer[index] = key.row();
        if (longer.length < CHUNK) {
            chunks.set(at, longer);
        } else {
            chunks.set(at, Arrays.copyOf(longer, CHUNK / 2));
            chunks.add(at + 1, Arrays.copyOfRange(longer, CHUNK / 2, longer.length));
        }
    }

    /**
     * A place between two rows, or at an end.
     *
     * @param chunk the number of chunks if all rows are before it
     * @param index of the first row after it
     */
    record Place(int chunk, int index) {}

    /** Before all rows. */
    static final Place START = new Place(0, 0);

    /** After all rows. */
    Place end() {
        return new Place(chunks.size(), 0);
    }

    /** The place before the first row that is not before a key, or, if told so, after it. */
    Place placeOf(IndexSnapshot snapshot, SortKey key, boolean after) {
        int chunk = firstFrom(0, chunks.size(), i -> {
            int[] rows = chunks.get(i);
            return isFrom(snapshot, rows[rows.length - 1], key, after);
        });
        if (chunk == chunks.size()) {
            return end();
        }
        int[] rows = chunks.get(chunk);
        return new Place(chunk, firstFrom(0, rows.length, i -> isFrom(snapshot, rows[i], key, after)));
    }

    private boolean isFrom(IndexSnapshot snapshot, int row, SortKey key, boolean after) {
        int difference = ordering.compare(ordering.keyOf(snapshot, snapshot.node(row)), key);
        return after ? difference > 0 : difference >= 0;
    }

    /** The first number that passes a test which all after it pass too; the end if none does. */
    private static int firstFrom(int start, int end, java.util.function.IntPredicate test) {
        int low = start;
        int high = end;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (test.test(middle)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Hands out the rows after a place in order, until told to stop. */
    void forward(Place from, java.util.function.IntPredicate goOn) {
        int index = from.index();
        for (int chunk = from.chunk(); chunk < chunks.size(); chunk++) {
            for (int[] rows = chunks.get(chunk); index < rows.length; index++) {
                if (!goOn.test(rows[index])) {
                    return;
                }
            }
            index = 0;
        }
    }

    /** Hands out the rows before a place, the nearest first, until told to stop. */
    void backward(Place from, java.util.function.IntPredicate goOn) {
        int index = from.index() - 1;
        for (int chunk = from.chunk(); chunk >= 0; chunk--) {
            if (chunk < chunks.size()) {
                for (int[] rows = chunks.get(chunk); index >= 0; index--) {
                    if (!goOn.test(rows[index])) {
                        return;
                    }
                }
            }
            index = chunk > 0 ? chunks.get(chunk - 1).length - 1 : -1;
        }
    }
}
