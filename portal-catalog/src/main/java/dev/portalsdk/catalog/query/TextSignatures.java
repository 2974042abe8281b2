package dev.portalsdk.catalog.query;

import java.util.Arrays;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Which chunks may hold a text: a filter that lets some too many through, whom the asker looks at, and none too few. Immutable, but for what an {@link Edit}
 * owns.
 *
 * <p>Each group of three characters in a chunk sets one of {@value #SLOTS} bits of it. The bits are stored by slot and block of chunks, so that a question
 * reads one line of {@value #BLOCK} chunks for each group of three in what is looked for.
 */
final class TextSignatures {
    private static final int SLOT_BITS = 11;
    private static final int SLOTS = 1 << SLOT_BITS;
    private static final int BLOCK = 256;
    private static final int WORDS = BLOCK / Long.SIZE;
    private static final int GROUP = 3;

    static final TextSignatures NONE = new TextSignatures(PersistentArray.empty());

    private final PersistentArray<Block> blocks;

    /** The bits of {@value #BLOCK} chunks. */
    @SuppressWarnings("ArrayRecordComponent") // never compared by equals
    private record Block(Edit owner, long[] bits) {}

    private TextSignatures(PersistentArray<Block> blocks) {
        this.blocks = blocks;
    }

    /** With the bits of a text that a chunk holds, too; it must be lower case. */
    TextSignatures with(int chunk, String folded, Edit edit) {
        if (folded.length() < GROUP) {
            return this;
        }
        Block block = owned(chunk, edit);
        int word = chunk % BLOCK / Long.SIZE;
        for (int i = 0; i + GROUP <= folded.length(); i++) {
            block.bits[slot(folded, i) * WORDS + word] |= 1L << chunk;
        }
        return with(chunk, block, edit);
    }

    /** Without the bits of a chunk. */
    TextSignatures without(int chunk, Edit edit) {
        Block block = owned(chunk, edit);
        for (int word = chunk % BLOCK / Long.SIZE; word < block.bits.length; word += WORDS) {
            block.bits[word] &= ~(1L << chunk);
        }
        return with(chunk, block, edit);
    }

    private Block owned(int chunk, Edit edit) {
        Block block = blocks.get(chunk / BLOCK);
        if (block == null) {
            return new Block(edit, new long[SLOTS * WORDS]);
        }
        return block.owner == edit ? block : new Block(edit, block.bits.clone());
    }

    private TextSignatures with(int chunk, Block block, Edit edit) {
        PersistentArray<Block> changed = blocks.with(chunk / BLOCK, block, edit);
        return changed == blocks ? this : new TextSignatures(changed);
    }

    /** Hands out the chunks before an end that may hold a text, which must be lower case: all if it is too short to tell. */
    void candidates(String folded, int end, IntConsumer action) {
        int[] lines = new int[Math.max(0, folded.length() - GROUP + 1)];
        Arrays.setAll(lines, i -> slot(folded, i) * WORDS);
        for (int first = 0; first < end; first += BLOCK) {
            @Nullable Block block = blocks.get(first / BLOCK);
            for (int word = 0; word < WORDS; word++) {
                long all = -1L;
                for (int i = 0; i < lines.length && all != 0; i++) {
                    all &= block == null ? 0 : block.bits[lines[i] + word];
                }
                for (; all != 0; all &= all - 1) {
                    int chunk = first + word * Long.SIZE + Long.numberOfTrailingZeros(all);
                    if (chunk < end) {
                        action.accept(chunk);
                    }
                }
            }
        }
    }

    private static int slot(String text, int at) {
        int group = (text.charAt(at) * 0x1F35 + text.charAt(at + 1)) * 0x1F35 + text.charAt(at + 2);
        return (group * 0x9E3779B9) >>> (Integer.SIZE - SLOT_BITS);
    }
}
