package dev.portalsdk.catalog.query;

import dev.portalsdk.model.EntityRef;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** Filters to sets of rows. What it gives may be the index's own and must not be changed. */
final class Matching {
    private final IndexSnapshot snapshot;
    private final QueryProfile profile;

    Matching(IndexSnapshot snapshot, QueryProfile profile) {
        this.snapshot = snapshot;
        this.profile = profile;
    }

    /** The entities that a query is about. */
    static RoaringBitmap rows(IndexSnapshot snapshot, EntityQuery query) {
        RoaringBitmap passing = new Matching(snapshot, query.profile()).rows(query.filter());
        return FullText.among(snapshot, query, passing);
    }

    /** How many that are. */
    static int count(IndexSnapshot snapshot, EntityQuery query) {
        if (query.fullText().isEmpty()
                && query.filter() instanceof EntityFilter.AllOf all
                && !all.filters().isEmpty()) {
            Matching matching = new Matching(snapshot, query.profile());
            int last = all.filters().size() - 1;
            RoaringBitmap others = matching.allOf(all.filters().subList(0, last));
            return RoaringBitmap.andCardinality(
                    others, matching.rows(all.filters().get(last)));
        }
        return rows(snapshot, query).getCardinality();
    }

    RoaringBitmap rows(EntityFilter filter) {
        if (filter instanceof EntityFilter.HasValue wanted) {
            return hasValue(wanted.key(), wanted.values());
        }
        if (filter instanceof EntityFilter.HasKey wanted) {
            return hasKey(wanted.key());
        }
        if (filter instanceof EntityFilter.HasPrefix wanted) {
            return hasPrefix(wanted.key(), wanted.prefix());
        }
        if (filter instanceof EntityFilter.RelatedTo wanted) {
            return related(wanted.targets(), node -> Relations.toAny(snapshot, node));
        }
        if (filter instanceof EntityFilter.AllOf all) {
            return allOf(all.filters());
        }
        if (filter instanceof EntityFilter.AnyOf any) {
            return anyOf(any.filters());
        }
        return RoaringBitmap.andNot(snapshot.live(), rows(((EntityFilter.Not) filter).filter()));
    }

    private RoaringBitmap allOf(List<EntityFilter> filters) {
        if (filters.isEmpty()) {
            return snapshot.live();
        }
        RoaringBitmap passing = rows(filters.get(0));
        for (EntityFilter each : filters.subList(1, filters.size())) {
            if (passing.isEmpty()) {
                return passing;
            }
            passing = RoaringBitmap.and(passing, rows(each));
        }
        return passing;
    }

    private RoaringBitmap anyOf(List<EntityFilter> filters) {
        RoaringBitmap passing = new RoaringBitmap();
        filters.forEach(each -> passing.or(rows(each)));
        return passing;
    }

    private RoaringBitmap hasKey(String key) {
        if (!profile.searches(key)) {
            return new RoaringBitmap();
        }
        return Relations.isRelation(key)
                ? Relations.having(snapshot, Relations.typeOf(key))
                : snapshot.column(key).present();
    }

    private RoaringBitmap hasValue(String key, Collection<String> values) {
        if (!profile.searches(key)) {
            return new RoaringBitmap();
        }
        if (Relations.isRelation(key)) {
            return related(values, node -> Relations.to(snapshot, Relations.typeOf(key), node));
        }
        Column column = snapshot.column(key);
        Union union = new Union();
        for (String value : values) {
            if (profile.searches(value)) {
                column.at(value, union);
            }
        }
        return union.rows();
    }

    private interface OfNode {
        RoaringBitmap rows(Node node);
    }

    private RoaringBitmap related(Collection<String> targets, OfNode rows) {
        RoaringBitmap passing = new RoaringBitmap();
        for (String target : targets) {
            Node node = profile.searches(target) ? find(target) : null;
            if (node != null) {
                passing.or(rows.rows(node));
            }
        }
        return passing;
    }

    /** The node that this text is the canonical form of. */
    private @Nullable Node find(String text) {
        if (text.indexOf(':') < 1 || text.indexOf('/') < 0) {
            return null;
        }
        try {
            EntityRef ref = EntityRef.parse(text);
            return ref.toString().equals(text) ? snapshot.find(ref) : null;
        } catch (IllegalArgumentException e) {
            return null; // no ref, so nothing is related to it
        }
    }

    private RoaringBitmap hasPrefix(String key, String prefix) {
        if (!profile.searches(key)) {
            return new RoaringBitmap();
        }
        Predicate<String> test =
                text -> profile.searches(text) && SearchTerms.fold(text).startsWith(prefix);
        if (Relations.isRelation(key)) {
            RoaringBitmap passing = new RoaringBitmap();
            String type = Relations.typeOf(key);
            Relations.forEachTarget(snapshot, type, target -> {
                if (test.test(target.ref().toString())) {
                    passing.or(Relations.to(snapshot, type, target));
                }
            });
            return passing;
        }
        Union union = new Union();
        snapshot.column(key).forEach(term -> {
            if (test.test(term.value())) {
                union.accept(term);
            }
        });
        return union.rows();
    }

    /** The rows of some terms: of a single one without a copy. */
    private static final class Union implements Consumer<Term> {
        private @Nullable Posting only;
        private @Nullable RoaringBitmap several;

        @Override
        public void accept(Term term) {
            if (several != null) {
                term.rows().addTo(several);
            } else if (only == null) {
                only = term.rows();
            } else {
                several = only.bitmap().clone();
                term.rows().addTo(several);
            }
        }

        RoaringBitmap rows() {
            if (several != null) {
                return several;
            }
            return only == null ? new RoaringBitmap() : only.bitmap();
        }
    }
}
