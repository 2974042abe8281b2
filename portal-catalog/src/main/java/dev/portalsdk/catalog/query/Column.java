package dev.portalsdk.catalog.query;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** One key: which values there are, and who has them. Immutable, but for what an {@link Edit} owns. */
final class Column implements Derived {
    private final String key;
    private final Edit edit;
    private HashTrie<Term> terms = HashTrie.by(Term::hash);
    private int termCount;
    private int longTerms;
    private Posting present = Posting.NONE;
    private Posting valued = Posting.NONE;
    /** Rows with several values. */
    private Posting several = Posting.NONE;

    private Column(String key, Edit edit) {
        this.key = key;
        this.edit = edit;
    }

    static Column of(IndexSnapshot snapshot, String key) {
        Column column = new Column(key, new Edit());
        snapshot.forEachLive(node -> {
            if (node.entity() != null) {
                column.put(node.row(), List.of(), SearchTerms.at(node.entity(), key));
            }
        });
        return column;
    }

    @Override
    public Column after(Step step) {
        Column next = new Column(key, new Edit());
        next.terms = terms;
        next.termCount = termCount;
        next.longTerms = longTerms;
        next.present = present;
        next.valued = valued;
        next.several = several;
        for (RowChange change : step.changes()) {
            List<@Nullable String> before = change.before() == null ? List.of() : SearchTerms.at(change.before(), key);
            List<@Nullable String> after = change.after() == null ? List.of() : SearchTerms.at(change.after(), key);
            if (!before.equals(after)) {
                next.put(change.row(), before, after);
            }
        }
        return next;
    }

    private void put(int row, List<@Nullable String> before, List<@Nullable String> after) {
        Collection<@Nullable String> kept = lookup(after);
        for (String value : before) {
            if (value != null && !kept.contains(value)) {
                remove(row, value);
            }
        }
        Collection<@Nullable String> had = lookup(before);
        boolean shortValue = false;
        for (String value : after) {
            if (value != null && !had.contains(value)) {
                add(row, value);
            }
            shortValue |= value != null && value.length() <= SearchTerms.BACKSTAGE_LENGTH;
        }
        valued = shortValue ? valued.with(row, edit) : valued.without(row, edit);
        present = after.isEmpty() ? present.without(row, edit) : present.with(row, edit);
        several = after.size() > 1 ? several.with(row, edit) : several.without(row, edit);
    }

    private static Collection<@Nullable String> lookup(List<@Nullable String> values) {
        return values.size() > 8 ? new HashSet<>(values) : values;
    }

    private void add(int row, String value) {
        String folded = SearchTerms.fold(value);
        Term before = find(folded, value);
        if (before == null) {
            Term one = new Term(value, value.equals(folded), Posting.of(row));
            terms = terms.replace(folded.hashCode(), null, one, edit);
            termCount++;
            longTerms += one.isLong() ? 1 : 0;
            return;
        }
        Posting rows = before.rows().with(row, edit);
        if (rows != before.rows()) {
            terms = terms.replace(folded.hashCode(), before, before.withRows(rows), edit);
        }
    }

    private void remove(int row, String value) {
        String folded = SearchTerms.fold(value);
        Term before = find(folded, value);
        if (before == null) {
            throw new IllegalStateException("Row " + row + " has a value of " + key + " that is not indexed");
        }
        Posting rows = before.rows().without(row, edit);
        if (rows.isEmpty()) {
            terms = terms.replace(folded.hashCode(), before, null, edit);
            termCount--;
            longTerms -= before.isLong() ? 1 : 0;
        } else if (rows != before.rows()) {
            terms = terms.replace(folded.hashCode(), before, before.withRows(rows), edit);
        }
    }

    private @Nullable Term find(String folded, String value) {
        for (Term term : terms.candidates(folded.hashCode())) {
            if (term.value().equals(value)) {
                return term;
            }
        }
        return null;
    }

    /** Those that have the key, be it without a value. */
    RoaringBitmap present() {
        return present.bitmap();
    }

    /** Those that have a value that counts in Backstage. */
    RoaringBitmap valued() {
        return valued.bitmap();
    }

    int termCount() {
        return termCount;
    }

    boolean hasLongTerms() {
        return longTerms > 0;
    }

    /** Whether no entity among these has more than one value, so that an order by it has each once. */
    boolean isSingleFor(RoaringBitmap rows) {
        return several.andCardinality(rows) == 0;
    }

    /** Hands out the terms whose value is this one in lower case. */
    void at(String folded, Consumer<Term> action) {
        for (Term term : terms.candidates(folded.hashCode())) {
            if (term.folded().equals(folded)) {
                action.accept(term);
            }
        }
    }

    void forEach(Consumer<Term> action) {
        terms.forEach(action);
    }
}
