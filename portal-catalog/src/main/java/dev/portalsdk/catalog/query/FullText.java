package dev.portalsdk.catalog.query;

import dev.portalsdk.catalog.store.StitchedEntity;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.roaringbitmap.IntConsumer;
import org.roaringbitmap.RoaringBitmap;

/** Which entities hold a text, under a profile. */
final class FullText {
    /** To look into an entity takes about as long as to look at so many values of a column. */
    private static final int VALUES_PER_ENTITY = 4;

    private final IndexSnapshot snapshot;
    private final QueryProfile profile;
    private final String term;
    private final Predicate<String> test;

    private FullText(IndexSnapshot snapshot, QueryProfile profile, String term) {
        this.snapshot = snapshot;
        this.profile = profile;
        this.term = term;
        this.test = profile == QueryProfile.STANDARD
                ? text -> TextSearch.contains(text, term)
                : text -> TextSearch.like(term, SearchTerms.fold(text));
    }

    /** Those of these rows that hold what the query looks for; all if it looks for nothing. Gives the same set back, or a new one. */
    static RoaringBitmap among(IndexSnapshot snapshot, EntityQuery query, RoaringBitmap rows) {
        String term = Searchable.term(query);
        if (term.isEmpty()) {
            return rows;
        }
        FullText search = new FullText(snapshot, query.profile(), term);
        List<String> fields = Searchable.fields(query);
        return fields.isEmpty() ? search.everywhere(rows) : search.inFields(fields, rows);
    }

    private RoaringBitmap inFields(List<String> fields, RoaringBitmap rows) {
        RoaringBitmap found = new RoaringBitmap();
        Optional<RoaringBitmap> open = fewThatMayHold(rows);
        for (String field : fields) {
            if (open.isPresent() && SearchTerms.isWritten(field, term)) {
                addMatching(open.get(), entity -> isAt(field, entity), found);
            } else {
                addMatching(field, found);
            }
        }
        found.and(rows);
        return found;
    }

    /** Whose texts to look at, if that is less work than to look at the values of a field. */
    private Optional<RoaringBitmap> fewThatMayHold(RoaringBitmap rows) {
        boolean plain = profile == QueryProfile.STANDARD || (term.indexOf('%') < 0 && term.indexOf('_') < 0);
        if (!plain) {
            return Optional.empty();
        }
        RoaringBitmap open = snapshot.texts().holding(term);
        open.or(snapshot.texts().withLongTexts());
        open.and(rows);
        return Optional.of(open)
                .filter(few -> few.getCardinality() <= snapshot.live().getCardinality() / VALUES_PER_ENTITY);
    }

    private boolean isAt(String field, StitchedEntity entity) {
        return profile.searches(field)
                && SearchTerms.at(entity, field).stream()
                        .anyMatch(text -> text != null && profile.searches(text) && test.test(text));
    }

    private void addMatching(String field, RoaringBitmap found) {
        if (Relations.isRelation(field)) {
            String type = Relations.typeOf(field);
            Relations.forEachTarget(snapshot, type, target -> {
                String text = target.ref().toString();
                if (profile.searches(text) && test.test(text)) {
                    found.or(Relations.to(snapshot, type, target));
                }
            });
        } else if (profile.searches(field)) {
            snapshot.column(field).forEach(value -> {
                if (profile.searches(value.value()) && isIn(value)) {
                    value.rows().addTo(found);
                }
            });
        }
    }

    private boolean isIn(Term value) {
        boolean plain = value.isFolded() && profile == QueryProfile.STANDARD;
        return plain ? value.value().contains(term) : test.test(value.value());
    }

    private RoaringBitmap everywhere(RoaringBitmap rows) {
        return RoaringBitmap.and(snapshot.texts().holding(term), rows);
    }

    private void addMatching(RoaringBitmap open, Predicate<StitchedEntity> matches, RoaringBitmap found) {
        open.forEach((IntConsumer) row -> {
            StitchedEntity entity = snapshot.node(row).entity();
            if (entity != null && matches.test(entity)) {
                found.add(row);
            }
        });
    }
}
