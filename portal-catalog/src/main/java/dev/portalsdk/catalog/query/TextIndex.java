package dev.portalsdk.catalog.query;

import dev.portalsdk.catalog.store.StitchedEntity;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * Who holds a text somewhere: every text of every entity once, in lower case, and the rows that hold it. Immutable, but for what an {@link Edit} owns.
 *
 * <p>Catalogs say the same over and over: types, owners, systems and tags are the texts of many entities, and looked at once. Texts are found by their hash when
 * entities change, and by what is in them when somebody asks: they stand in chunks, of which {@link TextSignatures} tell those that are worth looking into.
 */
final class TextIndex implements Derived {
    private final Edit edit = new Edit();
    private HashTrie<KnownText> known = HashTrie.by(KnownText::hash);
    private PersistentArray<TextChunk> chunks = PersistentArray.empty();
    private TextSignatures signatures = TextSignatures.NONE;

    /** No chunk has this number or a higher one. */
    private int end = 1;

    /** The chunk that takes new texts. */
    private int open;

    /** Chunks before the end that were given up. */
    private Posting free = Posting.NONE;

    private Posting withLongTexts = Posting.NONE;

    private TextIndex() {}

    static TextIndex of(IndexSnapshot snapshot) {
        TextIndex made = new TextIndex();
        Map<String, Posting> rows = new LinkedHashMap<>();
        snapshot.forEachLive(node -> made.forEachText(
                node.row(),
                node.entity(),
                text -> rows.merge(
                        text, Posting.of(node.row()), (holders, one) -> holders.with(node.row(), made.edit))));
        rows.forEach((text, holders) -> made.write(text, holders, null));
        return made;
    }

    /** Hands out what can be looked for in an entity, in lower case, and notes whether it has texts that are too long for that. */
    private void forEachText(int row, @Nullable StitchedEntity entity, Consumer<String> action) {
        boolean[] isLong = {false};
        if (entity != null) {
            SearchTerms.anyText(entity, text -> {
                if (text.length() <= Searchable.LONGEST_EVERYWHERE) {
                    action.accept(SearchTerms.fold(text));
                } else {
                    isLong[0] = true;
                }
                return false;
            });
        }
        withLongTexts = isLong[0] ? withLongTexts.with(row, edit) : withLongTexts.without(row, edit);
    }

    @Override
    public TextIndex after(Step step) {
        TextIndex next = new TextIndex();
        next.known = known;
        next.chunks = chunks;
        next.signatures = signatures;
        next.end = end;
        next.open = open;
        next.free = free;
        next.withLongTexts = withLongTexts;
        step.changes().forEach(next::put);
        return next;
    }

    private void put(RowChange change) {
        Set<String> before = new HashSet<>();
        Set<String> after = new HashSet<>();
        forEachText(change.row(), change.before(), before::add);
        forEachText(change.row(), change.after(), after::add);
        for (String text : after) {
            if (!before.contains(text)) {
                add(change.row(), text);
            }
        }
        for (String text : before) {
            if (!after.contains(text)) {
                remove(change.row(), text);
            }
        }
    }

    private void add(int row, String folded) {
        KnownText before = find(folded);
        if (before == null) {
            write(folded, Posting.of(row), null);
            return;
        }
        Posting rows = before.rows().with(row, edit);
        if (rows != before.rows()) {
            replace(before, before.withRows(rows));
        }
    }

    private void remove(int row, String folded) {
        KnownText before = find(folded);
        if (before == null) {
            throw new IllegalStateException("Row " + row + " holds a text that is not indexed");
        }
        Posting rows = before.rows().without(row, edit);
        if (rows != before.rows()) {
            replace(before, rows.isEmpty() ? null : before.withRows(rows));
            tidy(before.chunk());
        }
    }

    private @Nullable KnownText find(String folded) {
        int hash = folded.hashCode();
        for (KnownText text : known.candidates(hash)) {
            if (text.hash() == hash && chunk(text.chunk()).isAt(text.at(), folded)) {
                return text;
            }
        }
        return null;
    }

    private TextChunk chunk(int number) {
        TextChunk chunk = chunks.get(number);
        return chunk == null ? TextChunk.EMPTY : chunk;
    }

    private void replace(KnownText before, @Nullable KnownText after) {
        known = known.replace(before.hash(), before, after, edit);
        chunks = chunks.with(before.chunk(), chunk(before.chunk()).with(before.at(), after), edit);
    }

    /** Writes a text that is new, or was somewhere else before. */
    private void write(String folded, Posting rows, @Nullable KnownText before) {
        if (chunk(open).isFull()) {
            int full = open;
            open = free.isEmpty() ? end++ : free.bitmap().first();
            free = free.without(open, edit);
            tidy(full);
        }
        TextChunk chunk = chunk(open);
        KnownText text = KnownText.at(folded.hashCode(), open, chunk.size(), rows);
        known = known.replace(text.hash(), before, text, edit);
        chunks = chunks.with(open, chunk.with(folded, text), edit);
        signatures = signatures.with(open, folded, edit);
    }

    /** Gives a chunk up if most of it is of no use, and writes what is left of it elsewhere. */
    private void tidy(int number) {
        TextChunk chunk = chunk(number);
        if (number != open && chunk.isMostlyDead()) {
            chunk.forEach((text, folded) -> write(folded, text.rows(), text));
            chunks = chunks.with(number, null, edit);
            signatures = signatures.without(number, edit);
            free = free.with(number, edit);
        }
    }

    /** Those that hold a term, which must be lower case and not empty, in a text of up to {@link Searchable#LONGEST_EVERYWHERE} characters. */
    RoaringBitmap holding(String term) {
        RoaringBitmap found = new RoaringBitmap();
        signatures.candidates(term, end, number -> chunk(number)
                .forEachWith(term, text -> text.rows().addTo(found)));
        return found;
    }

    /** How many chunks there are, those that were given up included. */
    int chunkCount() {
        return end;
    }

    /** Those with longer texts; must not be changed. */
    RoaringBitmap withLongTexts() {
        return withLongTexts.bitmap();
    }
}
