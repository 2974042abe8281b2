package dev.portalsdk.catalog.query;

import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Texts written one behind the other, so that all of them are looked through at the speed of memory. A text that nobody holds any more keeps its letters
 * until the chunk is given up. Immutable.
 */
final class TextChunk {
    static final int PLACE_BITS = 7;

    /** More texts than this are in no chunk. */
    static final int MOST = 1 << PLACE_BITS;

    /** A chunk of so many letters takes no further text. */
    private static final int FULL = 1024;

    static final TextChunk EMPTY = new TextChunk("", new char[0], new KnownText[0], 0);

    private final String letters;
    /** Where each text ends. */
    private final char[] ends;
    /** Null where nobody holds a text any more. */
    private final @Nullable KnownText[] texts;
    /** How many letters are of texts that nobody holds. */
    private final int dead;

    private TextChunk(String letters, char[] ends, @Nullable KnownText[] texts, int dead) {
        this.letters = letters;
        this.ends = ends;
        this.texts = texts;
        this.dead = dead;
    }

    int size() {
        return texts.length;
    }

    boolean isFull() {
        return letters.length() >= FULL || texts.length == MOST;
    }

    /** Whether more than half of it is of no use. */
    boolean isMostlyDead() {
        return dead * 2 > letters.length();
    }

    TextChunk with(String folded, KnownText text) {
        char[] longer = Arrays.copyOf(ends, ends.length + 1);
        longer[ends.length] = (char) (letters.length() + folded.length());
        @Nullable KnownText[] more = Arrays.copyOf(texts, texts.length + 1);
        more[texts.length] = text;
        return new TextChunk(letters.concat(folded), longer, more, dead);
    }

    /** With a text that others hold; null if nobody does. */
    TextChunk with(int at, @Nullable KnownText text) {
        @Nullable KnownText[] changed = texts.clone();
        changed[at] = text;
        return new TextChunk(letters, ends, changed, text == null ? dead + ends[at] - start(at) : dead);
    }

    private int start(int at) {
        return at == 0 ? 0 : ends[at - 1];
    }

    boolean isAt(int at, String folded) {
        int start = start(at);
        return ends[at] - start == folded.length() && letters.startsWith(folded, start);
    }

    /** Hands out the texts that somebody holds, and what they say. */
    void forEach(BiConsumer<KnownText, String> action) {
        for (int at = 0; at < texts.length; at++) {
            KnownText text = texts[at];
            if (text != null) {
                action.accept(text, letters.substring(start(at), ends[at]));
            }
        }
    }

    /** Hands out those that hold a term, which must be lower case and not empty. */
    void forEachWith(String term, Consumer<KnownText> action) {
        int at = 0;
        for (int found = letters.indexOf(term); found >= 0; ) {
            while (ends[at] <= found) {
                at++;
            }
            int next = found + 1;
            if (found + term.length() <= ends[at]) { // and not across the end of a text
                KnownText text = texts[at];
                if (text != null) {
                    action.accept(text);
                }
                next = ends[at];
            }
            found = letters.indexOf(term, next);
        }
    }
}
