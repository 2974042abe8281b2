package dev.portalsdk.catalog.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;

/** The values of keys among the entities that a query is about, counted. */
final class Facets {
    /** Reading a value costs about as much as counting the entities of so many. */
    private static final int TERMS_PER_ROW = 4;

    private final IndexSnapshot snapshot;
    private final QueryProfile profile;
    private final RoaringBitmap rows;

    private Facets(IndexSnapshot snapshot, QueryProfile profile, RoaringBitmap rows) {
        this.snapshot = snapshot;
        this.profile = profile;
        this.rows = rows;
    }

    static Map<String, List<FacetValue>> of(IndexSnapshot snapshot, EntityQuery query, Collection<String> keys) {
        Facets facets = new Facets(snapshot, query.profile(), Matching.rows(snapshot, query));
        Map<String, List<FacetValue>> all = new LinkedHashMap<>();
        keys.forEach(key -> all.put(key, facets.values(SearchTerms.fold(key))));
        return all;
    }

    private List<FacetValue> values(String key) {
        if (!profile.searches(key)) {
            return List.of();
        }
        List<FacetValue> values = new ArrayList<>();
        if (Relations.isRelation(key)) {
            addTargets(Relations.typeOf(key), values);
        } else {
            Column column = snapshot.column(key);
            if (column.termCount() > rows.getLongCardinality() * TERMS_PER_ROW) {
                addByRow(key, values);
            } else {
                addByTerm(column, values);
            }
        }
        values.sort(Comparator.comparing(FacetValue::value));
        return List.copyOf(values);
    }

    private void addByTerm(Column column, List<FacetValue> values) {
        boolean everyone = rows.getLongCardinality() == snapshot.live().getLongCardinality();
        column.forEach(term -> {
            int count = everyone ? term.rows().cardinality() : term.rows().andCardinality(rows);
            add(term.value(), count, values);
        });
    }

    private void addByRow(String key, List<FacetValue> values) {
        Map<String, Integer> counts = new HashMap<>();
        rows.forEach((org.roaringbitmap.IntConsumer) row -> {
            for (String value : Ordering.valuesOf(snapshot, snapshot.node(row), key)) {
                if (value != null) {
                    counts.merge(value, 1, Integer::sum);
                }
            }
        });
        counts.forEach((value, count) -> add(value, count, values));
    }

    private void addTargets(String type, List<FacetValue> values) {
        Relations.forEachTarget(
                snapshot,
                type,
                target -> add(
                        target.ref().toString(),
                        RoaringBitmap.andCardinality(Relations.to(snapshot, type, target), rows),
                        values));
    }

    private void add(String value, int count, List<FacetValue> values) {
        if (count > 0 && profile.searches(value)) {
            values.add(new FacetValue(value, count));
        }
    }
}
