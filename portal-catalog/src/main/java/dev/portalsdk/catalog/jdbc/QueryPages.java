package dev.portalsdk.catalog.jdbc;

import dev.portalsdk.catalog.query.EntityPage;
import dev.portalsdk.catalog.query.EntityQuery;
import dev.portalsdk.catalog.query.QueryProfile;
import dev.portalsdk.catalog.query.Searchable;
import dev.portalsdk.catalog.store.StitchedEntity;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Pages of what a query is about, in its order, and the queries for the pages before and after. */
final class QueryPages {
    /** Columns of what is ordered by most. */
    private static final Map<String, String> COLUMNS =
            Map.of("metadata.name", "e.by_name", "metadata.title", "e.by_title", "spec.type", "e.by_type");

    /** Up to so many values of a key an entity is asked for each; of more, the dictionary for those of the entity. */
    private static final int FEW = 16;

    private final QueryRead read;
    private final EntityQuery query;
    private final QueryFilters filters;
    private final List<EntityQuery.Order> fields;

    /** Whether an entity stands at each of its values, and nowhere if it has none. */
    private final boolean atEachValue;

    /** What the query is about. */
    private final Sql condition;

    /** All that is asked for: id, sort, and the values v0, v1 … that it is ordered by. */
    private final Sql rows;

    private QueryPages(QueryRead read, EntityQuery query) throws SQLException {
        this.read = read;
        this.query = query;
        this.filters = new QueryFilters(read, query.profile());
        this.fields = query.effectiveOrder().stream()
                .map(field -> new EntityQuery.Order(Searchable.fold(field.field()), field.descending()))
                .toList();
        this.atEachValue = query.profile() == QueryProfile.BACKSTAGE && !fields.isEmpty();
        this.condition = filters.condition(query);
        this.rows = placedRows();
    }

    static EntityPage find(QueryRead read, EntityQuery query) throws SQLException {
        return new QueryPages(read, query).page();
    }

    /** Where an entity stands. */
    private record Placed(int id, String sort, List<Optional<String>> values) {}

    /** How many entities a query is about. */
    static int count(QueryRead read, EntityQuery query) throws SQLException {
        QueryFilters filters = new QueryFilters(read, query.profile());
        OptionalInt only = filters.onlyTerm(query);
        return only.isPresent() ? uses(read, only.getAsInt()) : matching(read, filters.condition(query));
    }

    private static int uses(QueryRead read, int term) throws SQLException {
        return number(read, Sql.of("SELECT coalesce(max(uses), 0) FROM catalog_q_term WHERE id = ?", term));
    }

    private static int matching(QueryRead read, Sql condition) throws SQLException {
        return number(
                read, Sql.of("SELECT count(*) FROM catalog_q_entity e WHERE ").add(condition));
    }

    private static int number(QueryRead read, Sql count) throws SQLException {
        return Math.toIntExact(count.number(read.connection()));
    }

    private int total() throws SQLException {
        if (atEachValue) {
            return number(
                    read, Sql.of("SELECT count(DISTINCT q.id) FROM (").add(rows).add(") q"));
        }
        OptionalInt only = filters.onlyTerm(query);
        return only.isPresent() ? uses(read, only.getAsInt()) : matching(read, condition);
    }

    private EntityPage page() throws SQLException {
        int total = total();
        int limit = query.limit().orElse(Integer.MAX_VALUE - 1);
        if (limit == 0 || total == 0) {
            return new EntityPage(List.of(), total, Optional.empty(), Optional.empty());
        }
        boolean backwards =
                query.position().filter(EntityQuery.Position::backwards).isPresent();
        @Nullable Placed place = query.position().map(QueryPages::placed).orElse(null);
        List<Placed> taken = take(place, backwards, query.offset(), limit + 1);
        boolean more = taken.size() > limit;
        List<Placed> placed = new ArrayList<>(more ? taken.subList(0, limit) : taken);
        if (backwards) {
            Collections.reverse(placed);
        }
        boolean none = placed.isEmpty();
        Placed first = none ? place : placed.get(0);
        Placed last = none ? place : placed.get(placed.size() - 1);
        boolean before = (backwards && !none) ? more : isMore(first, true, place == null);
        boolean after = (!backwards && !none) ? more : isMore(last, false, false);
        Map<Integer, StitchedEntity> loaded =
                read.load(placed.stream().map(Placed::id).toList());
        return new EntityPage(
                placed.stream()
                        .map(at -> Objects.requireNonNull(loaded.get(at.id())))
                        .toList(),
                total,
                beyond(last, after, false, loaded),
                beyond(first, before, true, loaded));
    }

    private static Placed placed(EntityQuery.Position position) {
        return new Placed(
                -1,
                SqlText.sort(position.ref()),
                position.values().stream().map(value -> value.map(SqlText::of)).toList());
    }

    private boolean isMore(@Nullable Placed from, boolean back, boolean fromStart) throws SQLException {
        boolean isStart = back && fromStart && query.offset() == 0;
        return from != null && !isStart && !take(from, back, 0, 1).isEmpty();
    }

    private Optional<EntityQuery> beyond(
            @Nullable Placed at, boolean isThere, boolean back, Map<Integer, StitchedEntity> loaded) {
        if (!isThere || at == null) {
            return Optional.empty();
        }
        StitchedEntity entity = loaded.get(at.id());
        EntityQuery.Position position = entity == null
                ? query.position().orElseThrow() // an empty page: from where it would have been
                : new EntityQuery.Position(at.values(), entity.ref(), back);
        return Optional.of(query.offset(0).at(new EntityQuery.Position(position.values(), position.ref(), back)));
    }

    private Sql placedRows() throws SQLException {
        Sql select = Sql.of("SELECT e.id, e.sort");
        if (atEachValue) {
            String field = fields.get(0).field();
            String column = COLUMNS.get(field);
            return column == null
                    ? select.add(", v.v0 FROM catalog_q_entity e CROSS JOIN LATERAL (")
                            .add(values(field, "v0"))
                            .add(") v WHERE ")
                            .add(condition)
                    : select.add(", " + column + " AS v0 FROM catalog_q_entity e WHERE length(" + column
                                    + ") <= 200 AND ")
                            .add(condition);
        }
        for (int i = 0; i < fields.size(); i++) {
            select.add(", ").add(smallest(fields.get(i).field())).add(" AS v" + i);
        }
        return select.add(" FROM catalog_q_entity e WHERE ").add(condition);
    }

    private Sql smallest(String field) throws SQLException {
        String column = COLUMNS.get(field);
        if (column != null) {
            return Sql.of(column);
        }
        Optional<Integer> key = QueryFilters.isRelation(field) ? Optional.empty() : read.key(field);
        List<Known> known = key.isPresent() ? fewValues(key.get()) : List.of();
        if (known.isEmpty()) {
            return Sql.of("(SELECT min(x.v) FROM (").add(values(field, "v")).add(") x)");
        }
        Sql first = Sql.of("CASE");
        for (Known value : known) {
            first.add(" WHEN e.terms @> ? THEN ?", Sql.ints(List.of(value.id())), value.folded());
        }
        return first.add(" END COLLATE \"C\"");
    }

    /** A value of a key, and its term. */
    private record Known(int id, String folded) {}

    /** The values of a key in order; none if there are too many to be looked for one after the other. */
    private List<Known> fewValues(int key) throws SQLException {
        List<Known> known = Sql.of(
                        "SELECT t.id, t.folded FROM catalog_q_term t WHERE t.key = ? AND " + filters.counting()
                                + " ORDER BY t.folded LIMIT " + (FEW + 1),
                        key)
                .list(read.connection(), row -> new Known(row.getInt(1), row.getString(2)));
        return known.size() <= FEW ? known : List.of();
    }

    /** The values of an entity at a field, in lower case, as often as it has others. */
    private Sql values(String field, String as) throws SQLException {
        if (QueryFilters.isRelation(field)) {
            String type = QueryFilters.typeOf(field);
            return Sql.of(
                    "SELECT t.ref AS " + as + " FROM catalog_q_relation r JOIN catalog_q_ref t ON t.id = r.target"
                            + " WHERE r.source = e.id AND r.type = ANY (?)" + longest("t.ref")
                            + " UNION SELECT t.ref FROM catalog_q_relation r JOIN catalog_q_ref t ON t.id = r.source"
                            + " WHERE r.target = e.id AND r.type = ANY (?)" + longest("t.ref"),
                    Sql.ints(read.named(type)),
                    Sql.ints(read.inverse(type)));
        }
        Optional<Integer> key = filters.searches(field) ? read.key(field) : Optional.empty();
        return Sql.of(
                "SELECT t.folded AS " + as + " FROM catalog_q_term t WHERE t.id = ANY (e.terms) AND t.key = ? AND "
                        + filters.counting(),
                key.orElse(-1));
    }

    private String longest(String text) {
        return atEachValue ? " AND length(" + text + ") <= 200" : "";
    }

    private List<Placed> take(@Nullable Placed from, boolean backwards, int skip, int limit) throws SQLException {
        Sql select = Sql.of("SELECT * FROM (").add(rows).add(") q");
        if (from != null) {
            select.add(" WHERE ").add(beyond(from, backwards, 0));
        }
        select.add(" ORDER BY ");
        for (int i = 0; i < fields.size(); i++) {
            boolean descending = fields.get(i).descending() != backwards;
            select.add("q.v" + i + (descending ? " DESC" : "") + (backwards ? " NULLS FIRST, " : " NULLS LAST, "));
        }
        select.add(backwards ? "q.sort DESC" : "q.sort").add(" LIMIT ? OFFSET ?", limit, skip);
        return select.list(read.connection(), row -> {
            List<Optional<String>> values = new ArrayList<>();
            for (int i = 0; i < fields.size(); i++) {
                values.add(Optional.ofNullable(row.getString(3 + i)));
            }
            return new Placed(row.getInt(1), row.getString(2), values);
        });
    }

    /** What comes after a place, or before it: by the fields from one on, then by ref. */
    private Sql beyond(Placed place, boolean backwards, int field) {
        if (field == fields.size()) {
            return Sql.of("q.sort " + (backwards ? "<" : ">") + " ?", place.sort());
        }
        String value = "q.v" + field;
        Sql further = beyond(place, backwards, field + 1);
        Optional<String> at = place.values().get(field);
        if (at.isEmpty()) {
            return backwards
                    ? Sql.of("(" + value + " IS NOT NULL OR ").add(further).add(")")
                    : Sql.of("(" + value + " IS NULL AND ").add(further).add(")");
        }
        String compare = fields.get(field).descending() == backwards ? " > ?" : " < ?";
        return Sql.of(
                        "(" + value + compare + (backwards ? "" : " OR " + value + " IS NULL") + " OR (" + value
                                + " = ? AND ",
                        at.get(),
                        at.get())
                .add(further)
                .add("))");
    }
}
