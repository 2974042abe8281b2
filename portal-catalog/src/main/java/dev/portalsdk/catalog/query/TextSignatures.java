package dev.portalsdk.catalog.query;

import dev.portalsdk.catalog.store.StitchedEntity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * Which entities may hold a text somewhere: a filter that lets some too many through, whom the asker looks at, and none too few. Immutable.
 *
 * <p>Each group of three characters that stands in a text of an entity sets one of {@value #SLOTS} bits of it. The bits are stored by slot and block of rows,
 * so that a question reads one line of {@value #BLOCK} rows for each group of three in what is looked for. A change sets the bits of the new text; those of the
 * old one stay until so many changes came that their block is made anew.
 */
final class TextSignatures implements Derived {
    private static final int SLOTS = 2048;

    /** After those of texts: of entities with texts that are too long to be taken apart. */
    private static final int LONG = SLOTS;

    private static final int BLOCK = 1024;
    private static final int WORDS = BLOCK / Long.SIZE;
    private static final int MAX_STALE = BLOCK / 4;
    private static final int GROUP = 3;

    private final List<Block> blocks;

    /**
     * The bits of {@value #BLOCK} rows.
     *
     * @param stale how many rows have bits of texts that they no longer hold
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared by equals
    private record Block(long[] bits, int stale) {
        Block() {
            this(new long[(SLOTS + 1) * WORDS], 0);
        }

        void add(int row, @Nullable StitchedEntity entity) {
            if (entity != null) {
                SearchTerms.anyText(entity, text -> {
                    if (text.length() <= FullText.LONGEST_EVERYWHERE) {
                        addGroups(row & BLOCK - 1, SearchTerms.fold(text));
                    } else {
                        set(row & BLOCK - 1, LONG);
                    }
                    return false;
                });
            }
        }

        private void addGroups(int rowInBlock, String folded) {
            for (int i = 0; i + GROUP <= folded.length(); i++) {
                set(rowInBlock, slot(folded, i));
            }
        }

        private void set(int rowInBlock, int slot) {
            bits[slot * WORDS + (rowInBlock >>> 6)] |= 1L << rowInBlock;
        }

        /** The rows of this block whose every such bit is set. */
        void addMatching(int[] slots, int firstRow, RoaringBitmap found) {
            for (int word = 0; word < WORDS; word++) {
                long all = -1L;
                for (int slot : slots) {
                    all &= bits[slot * WORDS + word];
                }
                for (; all != 0; all &= all - 1) {
                    found.add(firstRow + word * Long.SIZE + Long.numberOfTrailingZeros(all));
                }
            }
        }
    }

    private TextSignatures(List<Block> blocks) {
        this.blocks = blocks;
    }

    static TextSignatures of(IndexSnapshot snapshot) {
        TextSignatures made = new TextSignatures(new ArrayList<>());
        snapshot.forEachLive(node -> made.blockOf(node.row()).add(node.row(), node.entity()));
        return made;
    }

    private Block blockOf(int row) {
        while (blocks.size() <= row / BLOCK) {
            blocks.add(new Block());
        }
        return blocks.get(row / BLOCK);
    }

    @Override
    public TextSignatures after(Step step) {
        TextSignatures next = new TextSignatures(new ArrayList<>(blocks));
        boolean[] copied = new boolean
                [step.changes().stream().mapToInt(RowChange::row).max().orElse(0) / BLOCK + 1];
        for (RowChange change : step.changes()) {
            int at = change.row() / BLOCK;
            Block block = next.blockOf(change.row());
            int stale = block.stale() + (change.before() == null ? 0 : 1);
            if (stale > MAX_STALE) {
                next.blocks.set(at, anew(step.after(), at));
            } else {
                long[] bits = copied[at] ? block.bits() : block.bits().clone();
                Block changed = new Block(bits, stale);
                changed.add(change.row(), change.after());
                next.blocks.set(at, changed);
            }
            copied[at] = true;
        }
        return next;
    }

    private static Block anew(IndexSnapshot snapshot, int at) {
        Block block = new Block();
        for (int row = at * BLOCK; row < (at + 1) * BLOCK; row++) {
            if (snapshot.live().contains(row)) {
                block.add(row, snapshot.node(row).entity());
            }
        }
        return block;
    }

    /** Whether a text is long enough to tell who may hold it. */
    static boolean tellOf(String folded) {
        return folded.length() >= GROUP;
    }

    /** Those that may hold a text, which must be lower case, in one of {@link FullText#LONGEST_EVERYWHERE} characters; everyone if it is too short to tell. */
    RoaringBitmap candidates(String folded, RoaringBitmap live) {
        if (!tellOf(folded)) {
            return live;
        }
        int[] slots = new int[folded.length() - GROUP + 1];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = slot(folded, i);
        }
        return all(slots, live);
    }

    /** Those with longer texts. */
    RoaringBitmap withLongTexts(RoaringBitmap live) {
        return all(new int[] {LONG}, live);
    }

    private RoaringBitmap all(int[] slots, RoaringBitmap live) {
        RoaringBitmap found = new RoaringBitmap();
        for (int i = 0; i < blocks.size(); i++) {
            blocks.get(i).addMatching(slots, i * BLOCK, found);
        }
        found.and(live);
        return found;
    }

    private static int slot(String text, int at) {
        int group = (text.charAt(at) * 0x1F35 + text.charAt(at + 1)) * 0x1F35 + text.charAt(at + 2);
        return (group * 0x9E3779B9) >>> (Integer.SIZE - 11);
    }
}
