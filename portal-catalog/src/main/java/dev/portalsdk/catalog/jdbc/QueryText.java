package dev.portalsdk.catalog.jdbc;

import dev.portalsdk.catalog.query.EntityQuery;
import dev.portalsdk.catalog.query.QueryProfile;
import dev.portalsdk.catalog.query.Searchable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Full text of a query to a condition on {@code catalog_q_entity e}. */
final class QueryText {
    /** Shorter texts are found by no index for parts of texts. */
    private static final int SHORTEST_IN_TEXT_INDEX = 3;

    private final QueryRead read;
    private final QueryFilters filters;
    private final EntityQuery query;

    QueryText(QueryRead read, QueryFilters filters, EntityQuery query) {
        this.read = read;
        this.filters = filters;
        this.query = query;
    }

    Sql condition() throws SQLException {
        String term = Searchable.term(query);
        if (term.isEmpty()) {
            return Sql.of("");
        }
        boolean standard = query.profile() == QueryProfile.STANDARD;
        String pattern = "%" + (standard ? SqlText.literal(SqlText.of(term)) : SqlText.of(term)) + "%";
        String like = standard ? " LIKE ?" : " LIKE ? ESCAPE ''";
        List<String> fields = Searchable.fields(query);
        if (fields.isEmpty()) {
            return Sql.of(" AND ")
                    .add(QueryLookup.anyTerm(
                            read,
                            Sql.of(
                                    "t.kind = 0 AND t.length <= " + Searchable.LONGEST_EVERYWHERE + " AND t.folded"
                                            + like,
                                    pattern)));
        }
        Sql any = Sql.of(" AND (false");
        List<Integer> keys = new ArrayList<>();
        for (String field : fields) {
            if (QueryFilters.isRelation(field)) {
                any.add(" OR ")
                        .add(filters.relatedTo(
                                filters.refs(Sql.of("t.ref" + like, pattern)),
                                Optional.of(QueryFilters.typeOf(field))));
            } else if (filters.searches(field)) {
                read.key(field).ifPresent(keys::add);
            }
        }
        if (!keys.isEmpty()) {
            // All values of a key are found by an index, too, but are many more than those with the text.
            boolean byText = term.length() >= SHORTEST_IN_TEXT_INDEX && read.hasTextIndex();
            any.add(" OR ")
                    .add(QueryLookup.anyTerm(
                            read,
                            Sql.of(
                                    (byText ? "t.key + 0" : "t.key") + " = ANY (?) AND " + filters.counting()
                                            + " AND t.folded" + like,
                                    Sql.ints(keys),
                                    pattern)));
        }
        return any.add(")");
    }
}
