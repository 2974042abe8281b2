package dev.portalsdk.catalog.jdbc;

import dev.portalsdk.catalog.query.EntityFilter;
import dev.portalsdk.catalog.query.EntityQuery;
import dev.portalsdk.catalog.query.FacetValue;
import dev.portalsdk.catalog.query.Searchable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The values of keys among the entities that a query is about, counted. */
final class QueryFacets {
    /** Up to so many values each is counted by itself, from the index; of more, all terms of all entities are looked at. */
    private static final int FEW = 64;

    private final QueryRead read;
    private final EntityQuery query;
    private final QueryFilters filters;

    QueryFacets(QueryRead read, EntityQuery query) {
        this.read = read;
        this.query = query;
        this.filters = new QueryFilters(read, query.profile());
    }

    Map<String, List<FacetValue>> of(Collection<String> keys) throws SQLException {
        Map<String, List<FacetValue>> facets = new LinkedHashMap<>();
        for (String key : keys) {
            List<FacetValue> values = new ArrayList<>(counts(Searchable.fold(key)));
            values.sort(Comparator.comparing(FacetValue::value));
            facets.put(key, List.copyOf(values));
        }
        return facets;
    }

    private List<FacetValue> counts(String key) throws SQLException {
        if (!filters.searches(key)) {
            return List.of();
        }
        if (QueryFilters.isRelation(key)) {
            return targets(QueryFilters.typeOf(key));
        }
        Optional<Integer> number = read.key(key);
        if (number.isEmpty()) {
            return List.of();
        }
        boolean everyone = query.fullText().isEmpty()
                && query.filter() instanceof EntityFilter.AllOf all
                && all.filters().isEmpty();
        if (everyone) {
            return list(Sql.of(
                    "SELECT coalesce(t.written, t.folded), sum(t.uses) FROM catalog_q_term t WHERE t.key = ? AND "
                            + filters.counting() + " GROUP BY 1",
                    number.get()));
        }
        long values = Sql.of(
                        "SELECT count(*) FROM (SELECT 1 FROM catalog_q_term t WHERE t.key = ? AND " + filters.counting()
                                + " LIMIT " + (FEW + 1) + ") counted",
                        number.get())
                .number(read.connection());
        return list(values <= FEW ? each(number.get()) : together(number.get()));
    }

    private List<FacetValue> list(Sql counts) throws SQLException {
        return counts.list(read.connection(), row -> new FacetValue(row.getString(1), row.getInt(2)));
    }

    private Sql each(int key) throws SQLException {
        return Sql.of("SELECT value, sum(found) FROM (SELECT coalesce(t.written, t.folded) AS value,"
                        + " (SELECT count(*) FROM catalog_q_entity e WHERE e.terms @> ARRAY[t.id] AND ")
                .add(filters.condition(query))
                .add(
                        ") AS found FROM catalog_q_term t WHERE t.key = ? AND " + filters.counting()
                                + " OFFSET 0) counted WHERE found > 0 GROUP BY 1", // so that each is counted once
                        key);
    }

    private Sql together(int key) throws SQLException {
        return Sql.of(
                        "SELECT coalesce(t.written, t.folded), count(*) FROM catalog_q_entity e"
                                + " CROSS JOIN LATERAL unnest(e.terms) AS term(id) JOIN catalog_q_term t ON t.id = term.id"
                                + " WHERE t.key = ? AND " + filters.counting() + " AND ",
                        key)
                .add(filters.condition(query))
                .add(" GROUP BY 1");
    }

    private List<FacetValue> targets(String type) throws SQLException {
        Sql counts = Sql.of("""
                        SELECT t.ref, count(DISTINCT ends.id) FROM (
                        SELECT r.source AS id, r.target AS far FROM catalog_q_relation r WHERE r.type = ANY (?)
                        UNION ALL
                        SELECT r.target, r.source FROM catalog_q_relation r WHERE r.type = ANY (?)) ends
                        JOIN catalog_q_entity e ON e.id = ends.id JOIN catalog_q_ref t ON t.id = ends.far WHERE\s""", Sql.ints(read.named(type)), Sql.ints(read.inverse(type)))
                .add(filters.condition(query))
                .add(" GROUP BY t.ref");
        return list(counts).stream()
                .filter(value -> filters.searches(value.value()))
                .toList();
    }
}
