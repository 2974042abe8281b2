package dev.portalsdk.catalog.query;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An array of any length, from index 0, which is copied in logarithmic time: a tree of 32 branches a level. Immutable, but for what an {@link Edit} owns.
 */
final class PersistentArray<T> {
    private static final int BITS = 5;
    private static final int WIDTH = 1 << BITS;

    private final Branch root;
    private final int shift;

    private static final class Branch {
        private final @Nullable Edit owner;
        private final @Nullable Object[] slots;

        Branch(@Nullable Edit owner, @Nullable Object[] slots) {
            this.owner = owner;
            this.slots = slots;
        }

        Branch with(int slot, @Nullable Object value, Edit edit) {
            Branch mine = owner == edit ? this : new Branch(edit, slots.clone());
            mine.slots[slot] = value;
            return mine;
        }
    }

    private PersistentArray(Branch root, int shift) {
        this.root = root;
        this.shift = shift;
    }

    /** Null everywhere. */
    static <T> PersistentArray<T> empty() {
        return new PersistentArray<>(new Branch(null, new Object[WIDTH]), 0);
    }

    @SuppressWarnings("unchecked")
    @Nullable
    T get(int index) {
        if (index >>> shift >= WIDTH) {
            return null;
        }
        Branch branch = root;
        for (int level = shift; level > 0; level -= BITS) {
            Object child = branch.slots[index >>> level & WIDTH - 1];
            if (child == null) {
                return null;
            }
            branch = (Branch) child;
        }
        return (T) branch.slots[index & WIDTH - 1];
    }

    PersistentArray<T> with(int index, @Nullable T value, Edit edit) {
        Branch top = root;
        int height = shift;
        while (index >>> height >= WIDTH) {
            @Nullable Object[] slots = new Object[WIDTH];
            slots[0] = top;
            top = new Branch(edit, slots);
            height += BITS;
        }
        Branch changed = with(top, height, index, value, edit);
        return changed == root ? this : new PersistentArray<>(changed, height);
    }

    private static Branch with(Branch branch, int level, int index, @Nullable Object value, Edit edit) {
        int slot = index >>> level & WIDTH - 1;
        if (level == 0) {
            return branch.with(slot, value, edit);
        }
        Object child = branch.slots[slot];
        Branch below = child == null ? new Branch(edit, new Object[WIDTH]) : (Branch) child;
        return branch.with(slot, with(below, level - BITS, index, value, edit), edit);
    }

    @Override
    public String toString() {
        return Arrays.toString(root.slots);
    }
}
