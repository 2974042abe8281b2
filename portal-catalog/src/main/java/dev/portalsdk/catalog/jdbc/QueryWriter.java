package dev.portalsdk.catalog.jdbc;

import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Relation;
import dev.portalsdk.model.RelationType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the tables of queries follow some changes. For one transaction, which holds the row of the head. */
final class QueryWriter {
    private final Connection connection;
    private final Map<String, Integer> refs = new HashMap<>();
    private final Map<RelationType, Integer> types = new HashMap<>();

    QueryWriter(Connection connection) {
        this.connection = connection;
    }

    /** Makes each of these entities what it is now; empty removes it. */
    void write(Map<EntityRef, Optional<StitchedEntity>> changes) throws SQLException {
        Map<EntityRef, StitchedEntity> present = new LinkedHashMap<>();
        changes.forEach((ref, entity) -> entity.ifPresent(now -> present.put(ref, now)));
        internRefs(changes.keySet(), present.values());
        List<Integer> all = changes.keySet().stream().map(this::id).toList();
        QueryTerms terms = new QueryTerms(connection);
        Map<Integer, Set<Integer>> before = new HashMap<>();
        Sql.of("SELECT id, terms FROM catalog_q_entity WHERE id = ANY (?)", Sql.ints(all))
                .list(
                        connection,
                        row -> before.put(row.getInt(1), Set.of((Integer[])
                                row.getArray(2).getArray())));
        Map<Integer, Set<QueryTerms.Term>> termsOf = new LinkedHashMap<>();
        present.forEach((ref, entity) -> termsOf.put(id(ref), QueryTerms.of(entity)));
        terms.intern(termsOf);
        for (Integer id : all) {
            Set<Integer> after = new HashSet<>();
            termsOf.getOrDefault(id, Set.of()).forEach(term -> after.add(terms.id(term)));
            terms.change(before.getOrDefault(id, Set.of()), after);
        }
        delete(changes, all);
        insert(present, termsOf, terms);
        insertRelations(present.values());
        terms.flush();
    }

    private void delete(Map<EntityRef, Optional<StitchedEntity>> changes, List<Integer> all) throws SQLException {
        List<Integer> gone = new ArrayList<>();
        changes.forEach((ref, entity) -> {
            if (entity.isEmpty()) {
                gone.add(id(ref));
            }
        });
        if (!gone.isEmpty()) {
            for (String table : List.of("entity", "body")) {
                Sql.of("DELETE FROM catalog_q_" + table + " WHERE id = ANY (?)", Sql.ints(gone))
                        .update(connection);
            }
        }
        Sql.of("DELETE FROM catalog_q_relation WHERE declarer = ANY (?)", Sql.ints(all))
                .update(connection);
    }

    private void insert(
            Map<EntityRef, StitchedEntity> present, Map<Integer, Set<QueryTerms.Term>> termsOf, QueryTerms terms)
            throws SQLException {
        if (present.isEmpty()) {
            return;
        }
        List<EntityRef> order = List.copyOf(present.keySet());
        Object ids = Sql.ints(order.stream().map(this::id).toList());
        Function<EntityRef, String> literals = ref -> literal(termsOf.getOrDefault(id(ref), Set.of()), terms);
        Sql.of(
                        """
                        INSERT INTO catalog_q_entity (id, sort, terms, by_name, by_title, by_type)
                        SELECT id, sort, terms::int[], by_name, by_title, by_type
                        FROM unnest(?, ?, ?, ?, ?, ?) AS new(id, sort, terms, by_name, by_title, by_type)
                        ON CONFLICT (id) DO UPDATE SET terms = excluded.terms, by_name = excluded.by_name,
                        by_title = excluded.by_title, by_type = excluded.by_type""",
                        ids,
                        Sql.texts(order.stream().map(SqlText::sort).toList()),
                        Sql.texts(order.stream().map(literals).toList()),
                        column(order, termsOf, "metadata.name"),
                        column(order, termsOf, "metadata.title"),
                        column(order, termsOf, "spec.type"))
                .update(connection);
        Sql.of(
                        "INSERT INTO catalog_q_body (id, body) SELECT * FROM unnest(?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body",
                        ids,
                        Sql.texts(present.values().stream()
                                .map(IndexedEntities::write)
                                .toList()))
                .update(connection);
    }

    /** Arrays of arrays must all be of one length in PostgreSQL, so that each goes as a text. */
    private static String literal(Set<QueryTerms.Term> of, QueryTerms terms) {
        StringBuilder text = new StringBuilder("{");
        for (Integer id : new TreeSet<>(of.stream().map(terms::id).toList())) {
            text.append(text.length() == 1 ? "" : ",").append(id);
        }
        return text.append('}').toString();
    }

    private Object column(List<EntityRef> order, Map<Integer, Set<QueryTerms.Term>> termsOf, String key) {
        Stream<@Nullable String> values =
                order.stream().map(ref -> smallest(termsOf.getOrDefault(id(ref), Set.of()), key));
        return Sql.nullableTexts(values);
    }

    private static @Nullable String smallest(Set<QueryTerms.Term> terms, String key) {
        return terms.stream()
                .filter(term -> term.kind() <= QueryTerms.DERIVED && term.key().equals(key))
                .map(term -> SqlText.order(term.folded()))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private void insertRelations(Collection<StitchedEntity> entities) throws SQLException {
        List<Integer> declarers = new ArrayList<>();
        List<Relation> relations = new ArrayList<>();
        for (StitchedEntity entity : entities) {
            for (Relation relation : new LinkedHashSet<>(entity.relations())) {
                declarers.add(id(entity.ref()));
                relations.add(relation);
            }
        }
        if (relations.isEmpty()) {
            return;
        }
        internTypes(relations);
        Sql.of(
                        "INSERT INTO catalog_q_relation (declarer, type, source, target) SELECT * FROM unnest(?, ?, ?, ?)",
                        Sql.ints(declarers),
                        Sql.ints(relations.stream()
                                .map(relation -> types.get(relation.type()))
                                .toList()),
                        Sql.ints(relations.stream()
                                .map(relation -> id(relation.source()))
                                .toList()),
                        Sql.ints(relations.stream()
                                .map(relation -> id(relation.target()))
                                .toList()))
                .update(connection);
    }

    private void internTypes(List<Relation> relations) throws SQLException {
        Set<RelationType> wanted = new LinkedHashSet<>();
        relations.forEach(relation -> wanted.add(relation.type()));
        Sql.of(
                        "INSERT INTO catalog_q_relation_type (name, inverse) SELECT * FROM unnest(?, ?) ON CONFLICT DO NOTHING",
                        Sql.texts(wanted.stream()
                                .map(type -> SqlText.of(type.name()))
                                .toList()),
                        Sql.texts(wanted.stream()
                                .map(type -> SqlText.of(type.inverseName()))
                                .toList()))
                .update(connection);
        Map<RelationType, Integer> known = new HashMap<>();
        Sql.of("SELECT name, inverse, id FROM catalog_q_relation_type")
                .list(
                        connection,
                        row -> known.put(new RelationType(row.getString(1), row.getString(2)), row.getInt(3)));
        wanted.forEach(type ->
                types.put(type, known.get(new RelationType(SqlText.of(type.name()), SqlText.of(type.inverseName())))));
    }

    private void internRefs(Collection<EntityRef> changed, Collection<StitchedEntity> present) throws SQLException {
        Map<String, EntityRef> wanted = new LinkedHashMap<>();
        changed.forEach(ref -> wanted.put(SqlText.sort(ref), ref));
        present.forEach(entity -> entity.relations().forEach(relation -> {
            wanted.put(SqlText.sort(relation.source()), relation.source());
            wanted.put(SqlText.sort(relation.target()), relation.target());
        }));
        List<String> sorts = List.copyOf(wanted.keySet());
        Map<String, Integer> known = ids(sorts);
        List<String> missing =
                sorts.stream().filter(sort -> !known.containsKey(sort)).toList();
        if (!missing.isEmpty()) {
            Sql.of(
                            "INSERT INTO catalog_q_ref (sort, ref) SELECT * FROM unnest(?, ?)",
                            Sql.texts(missing),
                            Sql.texts(missing.stream()
                                    .map(sort -> SqlText.of(String.valueOf(wanted.get(sort))))
                                    .toList()))
                    .update(connection);
            known.putAll(ids(missing));
        }
        refs.putAll(known);
    }

    private Map<String, Integer> ids(List<String> sorts) throws SQLException {
        Map<String, Integer> ids = new HashMap<>();
        Sql.of("SELECT sort, id FROM catalog_q_ref WHERE sort = ANY (?)", Sql.texts(sorts))
                .list(connection, row -> ids.put(row.getString(1), row.getInt(2)));
        return ids;
    }

    private int id(EntityRef ref) {
        Integer id = refs.get(SqlText.sort(ref));
        if (id == null) {
            throw new IllegalStateException(ref + " was not interned");
        }
        return id;
    }
}
