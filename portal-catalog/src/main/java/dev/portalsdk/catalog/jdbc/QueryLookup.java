package dev.portalsdk.catalog.jdbc;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Terms that were looked up: the entities that alone have one, and those that several have.
 *
 * @param owners may repeat
 */
record QueryLookup(List<Integer> owners, List<Integer> shared) {
    /** Looking for many terms at once costs GIN their number squared. */
    private static final int AT_ONCE = 16;

    /**
     * Those with a term of which something holds. The terms are looked up first, and once: most have one owner, who need not be looked for, and the database
     * knows how many there are before it plans.
     */
    static Sql anyTerm(QueryRead read, Sql condition) throws SQLException {
        QueryLookup found = Sql.of("SELECT array_agg(t.owner) FILTER (WHERE t.owner IS NOT NULL),"
                        + " array_agg(t.id) FILTER (WHERE t.owner IS NULL) FROM catalog_q_term t WHERE ")
                .add(condition)
                .first(read.connection(), row -> new QueryLookup(ids(row, 1), ids(row, 2)))
                .orElseThrow();
        if (found.owners().isEmpty() && found.shared().size() <= AT_ONCE) {
            return QueryFilters.having(found.shared());
        }
        if (found.shared().isEmpty()) {
            return Sql.of("e.id = ANY (?)", Sql.ints(found.owners()));
        }
        return Sql.of(
                "e.id IN (SELECT unnest(?) UNION ALL SELECT x.id FROM unnest(?) AS term(id)"
                        + " JOIN catalog_q_entity x ON x.terms @> ARRAY[term.id])",
                Sql.ints(found.owners()),
                Sql.ints(found.shared()));
    }

    private static List<Integer> ids(ResultSet row, int column) throws SQLException {
        Array ids = row.getArray(column);
        return ids == null ? List.of() : List.of((Integer[]) ids.getArray());
    }
}
