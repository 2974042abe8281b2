package dev.portalsdk.catalog.query;

import java.util.Arrays;
import java.util.function.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/**
 * A set of rows, in as little room as it needs: most values are had by one entity or by a few. Immutable, but for what an {@link Edit} owns.
 */
sealed interface Posting {
    /** No row. */
    Posting NONE = new Few(new int[0]);

    /** From here on rows are compressed. */
    int MANY = 24;

    static Posting of(int row) {
        return new One(row);
    }

    Posting with(int row, Edit edit);

    Posting without(int row, Edit edit);

    int cardinality();

    boolean contains(int row);

    void forEach(IntConsumer action);

    /** How many of these rows are among those. */
    int andCardinality(RoaringBitmap rows);

    /** These rows; must not be changed. */
    RoaringBitmap bitmap();

    /** Adds these rows to others. */
    default void addTo(RoaringBitmap rows) {
        forEach(rows::add);
    }

    default boolean isEmpty() {
        return cardinality() == 0;
    }

    /** A single row. */
    record One(int row) implements Posting {
        @Override
        public Posting with(int more, Edit edit) {
            return more == row ? this : new Few(row < more ? new int[] {row, more} : new int[] {more, row});
        }

        @Override
        public Posting without(int less, Edit edit) {
            return less == row ? NONE : this;
        }

        @Override
        public int cardinality() {
            return 1;
        }

        @Override
        public boolean contains(int asked) {
            return asked == row;
        }

        @Override
        public void forEach(IntConsumer action) {
            action.accept(row);
        }

        @Override
        public int andCardinality(RoaringBitmap rows) {
            return rows.contains(row) ? 1 : 0;
        }

        @Override
        public RoaringBitmap bitmap() {
            return RoaringBitmap.bitmapOf(row);
        }
    }

    /** A few rows, ascending. */
    final class Few implements Posting {
        private final int[] rows;

        private Few(int[] rows) {
            this.rows = rows;
        }

        @Override
        public Posting with(int row, Edit edit) {
            int at = Arrays.binarySearch(rows, row);
            if (at >= 0) {
                return this;
            }
            if (rows.length == 0) {
                return new One(row);
            }
            if (rows.length + 1 >= MANY) {
                return new Many(bitmap(), edit).with(row, edit);
            }
            int place = -at - 1;
            int[] longer = Arrays.copyOf(rows, rows.length + 1);
            System.arraycopy(rows, place, longer, place + 1, rows.length - place);
            longer[place] = row;
            return new Few(longer);
        }

        @Override
        public Posting without(int row, Edit edit) {
            int at = Arrays.binarySearch(rows, row);
            if (at < 0) {
                return this;
            }
            if (rows.length == 2) {
                return new One(rows[1 - at]);
            }
            int[] shorter = Arrays.copyOf(rows, rows.length - 1);
            System.arraycopy(rows, at + 1, shorter, at, shorter.length - at);
            return new Few(shorter);
        }

        @Override
        public int cardinality() {
            return rows.length;
        }

        @Override
        public boolean contains(int row) {
            return Arrays.binarySearch(rows, row) >= 0;
        }

        @Override
        public void forEach(IntConsumer action) {
            for (int row : rows) {
                action.accept(row);
            }
        }

        @Override
        public int andCardinality(RoaringBitmap others) {
            int both = 0;
            for (int row : rows) {
                both += others.contains(row) ? 1 : 0;
            }
            return both;
        }

        @Override
        public RoaringBitmap bitmap() {
            return RoaringBitmap.bitmapOf(rows);
        }
    }

    /** Many rows, compressed. */
    final class Many implements Posting {
        private final RoaringBitmap rows;
        private final Edit owner;

        private Many(RoaringBitmap rows, Edit owner) {
            this.rows = rows;
            this.owner = owner;
        }

        private Many ownedBy(Edit edit) {
            return owner == edit ? this : new Many(rows.clone(), edit);
        }

        @Override
        public Posting with(int row, Edit edit) {
            if (rows.contains(row)) {
                return this;
            }
            Many mine = ownedBy(edit);
            mine.rows.add(row);
            return mine;
        }

        @Override
        public Posting without(int row, Edit edit) {
            if (!rows.contains(row)) {
                return this;
            }
            Many mine = ownedBy(edit);
            mine.rows.remove(row);
            return mine.rows.getLongCardinality() < MANY / 2 ? new Few(mine.rows.toArray()) : mine;
        }

        @Override
        public int cardinality() {
            return rows.getCardinality();
        }

        @Override
        public boolean contains(int row) {
            return rows.contains(row);
        }

        @Override
        public void forEach(IntConsumer action) {
            rows.forEach((org.roaringbitmap.IntConsumer) action::accept);
        }

        @Override
        public int andCardinality(RoaringBitmap others) {
            return RoaringBitmap.andCardinality(rows, others);
        }

        @Override
        public RoaringBitmap bitmap() {
            return rows;
        }

        @Override
        public void addTo(RoaringBitmap others) {
            others.or(rows);
        }
    }
}
