package dev.portalsdk.catalog.query;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Elements found by a hash, copied in logarithmic time. Immutable, but for what an {@link Edit} owns.
 *
 * <p>A tree of 32 branches a level whose leaves hold up to {@value #LEAF} elements each, so that an element costs little more than its reference. Elements
 * of one hash may be many; which of them is meant is up to the caller.
 */
final class HashTrie<E> {
    private static final int BITS = 5;
    private static final int WIDTH = 1 << BITS;
    private static final int LEAF = 12;
    /** Hashes are used up below this level. */
    private static final int LAST_LEVEL = 30;

    private final ToIntFunction<E> hasher;
    /** Null, a leaf (an array of elements), or a branch. */
    private final @Nullable Object root;

    private static final class Branch {
        private final Edit owner;
        private final @Nullable Object[] children;

        Branch(Edit owner, @Nullable Object[] children) {
            this.owner = owner;
            this.children = children;
        }
    }

    private HashTrie(ToIntFunction<E> hasher, @Nullable Object root) {
        this.hasher = hasher;
        this.root = root;
    }

    /** Without elements. */
    static <E> HashTrie<E> by(ToIntFunction<E> hasher) {
        return new HashTrie<>(hasher, null);
    }

    /** Those with this hash, and maybe others. */
    @SuppressWarnings("unchecked")
    List<E> candidates(int hash) {
        int spread = spread(hash);
        Object at = root;
        for (int level = 0; at instanceof Branch branch; level += BITS) {
            at = branch.children[spread >>> level & WIDTH - 1];
        }
        return at == null ? List.of() : (List<E>) Arrays.asList((Object[]) at);
    }

    /**
     * With one element in the place of another of the same hash.
     *
     * @param before must be there; null to add one
     * @param after null to remove one
     */
    HashTrie<E> replace(int hash, @Nullable E before, @Nullable E after, Edit edit) {
        Object changed = replace(root, 0, spread(hash), before, after, edit);
        return changed == root ? this : new HashTrie<>(hasher, changed);
    }

    private @Nullable Object replace(
            @Nullable Object at, int level, int spread, @Nullable E before, @Nullable E after, Edit edit) {
        if (at instanceof Branch branch) {
            Branch mine = branch.owner == edit ? branch : new Branch(edit, branch.children.clone());
            int slot = spread >>> level & WIDTH - 1;
            mine.children[slot] = replace(mine.children[slot], level + BITS, spread, before, after, edit);
            return mine;
        }
        Object[] leaf = changed(at == null ? new Object[0] : (Object[]) at, before, after);
        if (leaf.length == 0) {
            return null;
        }
        return leaf.length > LEAF && level <= LAST_LEVEL ? split(leaf, level, edit) : leaf;
    }

    private static Object[] changed(Object[] leaf, @Nullable Object before, @Nullable Object after) {
        if (before == null) {
            Object[] longer = Arrays.copyOf(leaf, leaf.length + 1);
            longer[leaf.length] = after;
            return longer;
        }
        int at = 0;
        while (leaf[at] != before) {
            at++;
        }
        if (after != null) {
            Object[] same = leaf.clone();
            same[at] = after;
            return same;
        }
        Object[] shorter = Arrays.copyOf(leaf, leaf.length - 1);
        System.arraycopy(leaf, at + 1, shorter, at, shorter.length - at);
        return shorter;
    }

    @SuppressWarnings("unchecked")
    private Branch split(Object[] leaf, int level, Edit edit) {
        Branch branch = new Branch(edit, new Object[WIDTH]);
        for (Object element : leaf) {
            replace(branch, level, spread(hasher.applyAsInt((E) element)), null, (E) element, edit);
        }
        return branch;
    }

    /** Hands out every element, in no order. */
    void forEach(Consumer<E> action) {
        forEach(root, action);
    }

    @SuppressWarnings("unchecked")
    private void forEach(@Nullable Object at, Consumer<E> action) {
        if (at instanceof Branch branch) {
            for (Object child : branch.children) {
                forEach(child, action);
            }
        } else if (at != null) {
            for (Object element : (Object[]) at) {
                action.accept((E) element);
            }
        }
    }

    private static int spread(int hash) {
        int mixed = hash * 0x9E3779B9;
        return mixed ^ mixed >>> 15;
    }
}
