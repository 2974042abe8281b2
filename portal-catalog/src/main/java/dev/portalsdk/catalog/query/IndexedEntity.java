package dev.portalsdk.catalog.query;

import dev.portalsdk.catalog.store.StitchedEntity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One entity of the index, with its terms, which are made when first asked for. */
final class IndexedEntity {
    private static final String RELATIONS = "relations.";

    private final StitchedEntity entity;
    private final Relatives relatives;
    private volatile @Nullable SearchTerms terms;

    IndexedEntity(StitchedEntity entity, Relatives relatives) {
        this.entity = entity;
        this.relatives = relatives;
    }

    /** With its own relations only. */
    StitchedEntity entity() {
        return entity;
    }

    /** With the relations of others to it. */
    StitchedEntity joined() {
        return relatives.joinedTo(entity);
    }

    boolean passes(EntityFilter filter) {
        if (filter instanceof EntityFilter.HasValue wanted) {
            return matches(
                    wanted.key(), term -> term.searchable() && wanted.values().contains(term.folded()));
        }
        if (filter instanceof EntityFilter.HasKey wanted) {
            return matches(wanted.key(), term -> true);
        }
        if (filter instanceof EntityFilter.AllOf all) {
            for (EntityFilter each : all.filters()) {
                if (!passes(each)) {
                    return false;
                }
            }
            return true;
        }
        if (filter instanceof EntityFilter.AnyOf any) {
            for (EntityFilter each : any.filters()) {
                if (passes(each)) {
                    return true;
                }
            }
            return false;
        }
        return !passes(((EntityFilter.Not) filter).filter());
    }

    /** The searchable values at a key, each once. */
    List<SearchTerms.Term> values(String key) {
        List<SearchTerms.Term> values = new ArrayList<>();
        matches(key.toLowerCase(Locale.ROOT), term -> {
            if (term.searchable()) {
                values.add(term);
            }
            return false;
        });
        return values;
    }

    /** The texts of one key in its author's case, each once. */
    Set<String> originals(String key) {
        Set<String> originals = new HashSet<>();
        values(key).forEach(term -> originals.add(term.original()));
        return originals;
    }

    List<SearchTerms.Term> everything() {
        return terms().all();
    }

    private boolean matches(String key, Predicate<SearchTerms.Term> test) {
        if (key.startsWith(RELATIONS)) {
            return relatives.anyMatch(
                    entity.ref(), key.substring(RELATIONS.length()), target -> test.test(SearchTerms.Term.of(target)));
        }
        for (SearchTerms.Term term : terms().at(key)) {
            if (test.test(term)) {
                return true;
            }
        }
        return false;
    }

    private SearchTerms terms() {
        SearchTerms made = terms;
        if (made == null) {
            made = SearchTerms.of(entity.document(), entity.uid());
            terms = made;
        }
        return made;
    }
}
