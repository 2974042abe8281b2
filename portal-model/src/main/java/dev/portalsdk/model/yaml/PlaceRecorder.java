package dev.portalsdk.model.yaml;

import java.util.Arrays;

/**
 * Takes down the places of a document's values while it is read from front to back, and packs them. For one thread, and for one document after another.
 *
 * <p>Lines and columns count from 0.
 */
final class PlaceRecorder {
    private static final int NO_PARENT = -1;

    // What is known of a value, in as many ints of the array.
    private static final int LINE = 0;
    private static final int COLUMN = 1;
    private static final int KEY_LINE = 2; // -1: it has no key
    private static final int KEY_COLUMN = 3;
    private static final int PARENT = 4;
    private static final int END = 5; // number of the first value behind it; 0: it is a scalar; negative: an alias
    private static final int INTS = 6;

    // What takes their place once the value is packed, counted in bytes from the end.
    private static final int WRITTEN = KEY_COLUMN;
    private static final int BODY = END;

    private static final int[] NONE = {};

    private int[] values = new int[64 * INTS];
    private int count;
    private int parent = NO_PARENT;
    private int keyLine = -1;
    private int keyColumn;
    private int[] aliased = NONE;

    /** The key of the value that is taken down next. */
    void key(int line, int column) {
        keyLine = line;
        keyColumn = column;
    }

    /** A value that holds no others. */
    void scalar(int line, int column) {
        add(line, column);
    }

    /** Starts a mapping or a list, which holds what is taken down until it is closed; returns its number. */
    int open(int line, int column) {
        parent = add(line, column);
        return parent;
    }

    void close(int container) {
        set(container, END, count);
        parent = get(container, PARENT);
    }

    /** A value that stands where an anchor does, and is a mapping or a list. */
    void alias(int container) {
        int number = add(get(container, LINE), get(container, COLUMN));
        aliased = Arrays.copyOf(aliased, aliased.length + 1);
        aliased[aliased.length - 1] = container;
        set(number, END, -aliased.length);
    }

    /** The number that the next value will have. */
    int next() {
        return count;
    }

    /** Forgets a document that was not read to its end. */
    void reset() {
        count = 0;
        parent = NO_PARENT;
        keyLine = -1;
        aliased = NONE;
    }

    /**
     * All that was taken down, as {@link PackedPlaces} describes it; then forgets it.
     *
     * <p>Written from back to front: so the length of what a container holds is known when its own entry is written.
     */
    PackedPlaces pack() {
        BackwardBytes out = new BackwardBytes();
        for (int value = count - 1; value >= 0; value--) {
            pack(value, out);
        }
        int[] bodies = aliased.length == 0 ? NONE : new int[aliased.length];
        for (int i = 0; i < bodies.length; i++) {
            bodies[i] = out.size() - get(aliased[i], BODY);
        }
        reset();
        return new PackedPlaces(out.toArray(), bodies);
    }

    private void pack(int value, BackwardBytes out) {
        int end = get(value, END);
        if (end > 0) {
            int body = out.size();
            out.number((body - (end < count ? get(end, WRITTEN) : 0)) << 1);
            set(value, BODY, out.size());
        } else if (end < 0) {
            out.number((-end - 1) << 1 | 1);
        }
        int parentLine = get(value, PARENT) == NO_PARENT ? 0 : get(get(value, PARENT), LINE);
        int lineOfKey = get(value, KEY_LINE);
        out.number(get(value, COLUMN));
        out.number(zigzag(get(value, LINE) - (lineOfKey < 0 ? parentLine : lineOfKey)) << 1 | (end == 0 ? 0 : 1));
        if (lineOfKey >= 0) {
            out.number(get(value, KEY_COLUMN));
            out.number(zigzag(lineOfKey - parentLine));
        }
        set(value, WRITTEN, out.size());
    }

    private static int zigzag(int number) {
        return (number << 1) ^ (number >> 31);
    }

    private int add(int line, int column) {
        if ((count + 1) * INTS > values.length) {
            values = Arrays.copyOf(values, 2 * values.length);
        }
        set(count, LINE, line);
        set(count, COLUMN, column);
        set(count, KEY_LINE, keyLine);
        set(count, KEY_COLUMN, keyColumn);
        set(count, PARENT, parent);
        set(count, END, 0);
        keyLine = -1;
        return count++;
    }

    private int get(int value, int what) {
        return values[value * INTS + what];
    }

    private void set(int value, int what, int number) {
        values[value * INTS + what] = number;
    }

    /** Grows to the front. */
    private static final class BackwardBytes {
        private byte[] bytes = new byte[256];
        private int size;

        int size() {
            return size;
        }

        /** A number of 0 or more: seven bits in a byte, the lowest first, the sign bit set in all but the last. */
        void number(int number) {
            int length = 1;
            for (int rest = number >>> 7; rest != 0; rest >>>= 7) {
                length++;
            }
            if (size + length > bytes.length) {
                grow();
            }
            size += length;
            int at = bytes.length - size;
            int rest = number;
            for (int i = 1; i < length; i++, rest >>>= 7) {
                bytes[at++] = (byte) (rest | 0x80);
            }
            bytes[at] = (byte) rest;
        }

        private void grow() {
            byte[] more = new byte[2 * bytes.length];
            System.arraycopy(bytes, bytes.length - size, more, more.length - size, size);
            bytes = more;
        }

        byte[] toArray() {
            return Arrays.copyOfRange(bytes, bytes.length - size, bytes.length);
        }
    }
}
