package dev.portalsdk.catalog.jdbc;

import dev.portalsdk.catalog.query.Searchable;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Relation;
import dev.portalsdk.model.RelationType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One request: a transaction that sees one version, and what it has looked up. */
final class QueryRead {
    private static final int CHUNK = 1000;

    private final Connection connection;
    private final IndexedEntities entities;
    private final Map<String, Optional<Integer>> keys = new HashMap<>();
    private @Nullable Map<Integer, RelationType> types;

    QueryRead(Connection connection, IndexedEntities entities) {
        this.connection = connection;
        this.entities = entities;
    }

    Connection connection() {
        return connection;
    }

    /** Plans for the values that are asked for: whether an index helps depends on how many have them. A question has one processor: there are others who ask. */
    void planForValues() throws SQLException {
        Sql.of("SELECT set_config('plan_cache_mode', 'force_custom_plan', true), set_config('jit', 'off', true),"
                        + " set_config('max_parallel_workers_per_gather', '0', true)")
                .list(connection, row -> row.getString(1));
    }

    /** Whether parts of texts are found by an index. */
    boolean hasTextIndex() throws SQLException {
        return TextIndex.isThere(connection);
    }

    /** The number of a key, in lower case; empty if no entity has it. */
    Optional<Integer> key(String key) throws SQLException {
        Optional<Integer> known = keys.get(key);
        if (known == null) {
            String text = SqlText.of(key);
            known = Sql.of("SELECT id FROM catalog_q_key WHERE hash = ? AND key = ?", SqlText.hash(text), text)
                    .first(connection, row -> row.getInt(1));
            keys.put(key, known);
        }
        return known;
    }

    /** The number of a ref; empty if it is neither an entity nor the end of a relation. */
    Optional<Integer> ref(EntityRef ref) throws SQLException {
        return Sql.of("SELECT id FROM catalog_q_ref WHERE sort = ?", SqlText.sort(ref))
                .first(connection, row -> row.getInt(1));
    }

    /** The types of relations by number. */
    Map<Integer, RelationType> types() throws SQLException {
        Map<Integer, RelationType> known = types;
        if (known == null) {
            Map<Integer, RelationType> read = new HashMap<>();
            Sql.of("SELECT id, name, inverse FROM catalog_q_relation_type")
                    .list(
                            connection,
                            row -> read.put(row.getInt(1), new RelationType(row.getString(2), row.getString(3))));
            types = read;
            known = read;
        }
        return known;
    }

    private List<Integer> types(Predicate<RelationType> wanted) throws SQLException {
        List<Integer> found = new ArrayList<>();
        types().forEach((id, type) -> {
            if (wanted.test(type)) {
                found.add(id);
            }
        });
        return found;
    }

    /** Types by this name, in lower case. */
    List<Integer> named(String folded) throws SQLException {
        return types(type -> Searchable.fold(type.name()).equals(folded));
    }

    /** Types that are called so from their other end. */
    List<Integer> inverse(String folded) throws SQLException {
        return types(type -> Searchable.fold(type.inverseName()).equals(folded));
    }

    /** The entities of these numbers, with all of their relations. */
    Map<Integer, StitchedEntity> load(Collection<Integer> ids) throws SQLException {
        Map<Integer, StitchedEntity> loaded = new HashMap<>();
        List<Integer> all = List.copyOf(ids);
        for (int from = 0; from < all.size(); from += CHUNK) {
            List<Integer> chunk = all.subList(from, Math.min(all.size(), from + CHUNK));
            Map<Integer, String> bodies = new HashMap<>();
            Sql.of("SELECT id, body FROM catalog_q_body WHERE id = ANY (?)", Sql.ints(chunk))
                    .list(connection, row -> bodies.put(row.getInt(1), row.getString(2)));
            Map<Integer, List<Relation>> relations = relations(chunk);
            bodies.forEach((id, body) ->
                    loaded.put(id, Searchable.joined(entities.read(body), relations.getOrDefault(id, List.of()))));
        }
        return loaded;
    }

    /** What leads from these refs, whoever declares it, in no order and maybe several times. */
    private Map<Integer, List<Relation>> relations(List<Integer> ids) throws SQLException {
        Map<Integer, List<Relation>> relations = new HashMap<>();
        for (Edge edge : edges(ids)) {
            relations.computeIfAbsent(edge.from(), any -> new ArrayList<>()).add(edge.relation());
        }
        return relations;
    }

    /** A relation as it leads from one end. */
    record Edge(int from, Relation relation, int to) {}

    /** A relation of which only one end is named. */
    private record Half(int from, RelationType type, int to) {}

    List<Edge> edges(Collection<Integer> from) throws SQLException {
        Map<Integer, RelationType> known = types();
        Object ids = Sql.ints(from);
        List<Half> halves = Sql.of("""
                        SELECT source, type, target, true FROM catalog_q_relation WHERE source = ANY (?)
                        UNION ALL
                        SELECT target, type, source, false FROM catalog_q_relation WHERE target = ANY (?)""", ids, ids).list(connection, row -> {
            RelationType type = known.getOrDefault(row.getInt(2), RelationType.DEPENDS_ON);
            return new Half(row.getInt(1), row.getBoolean(4) ? type : type.inverse(), row.getInt(3));
        });
        Set<Integer> ends = new HashSet<>(from);
        halves.forEach(half -> ends.add(half.to()));
        Map<Integer, EntityRef> refs = refs(ends);
        List<Edge> edges = new ArrayList<>(halves.size());
        for (Half half : halves) {
            Relation relation = new Relation(ref(refs, half.from()), half.type(), ref(refs, half.to()));
            edges.add(new Edge(half.from(), relation, half.to()));
        }
        return edges;
    }

    private Map<Integer, EntityRef> refs(Collection<Integer> ids) throws SQLException {
        Map<Integer, EntityRef> refs = new HashMap<>();
        if (!ids.isEmpty()) {
            Sql.of("SELECT id, ref FROM catalog_q_ref WHERE id = ANY (?)", Sql.ints(ids))
                    .list(connection, row -> refs.put(row.getInt(1), EntityRef.parse(row.getString(2))));
        }
        return refs;
    }

    private static EntityRef ref(Map<Integer, EntityRef> refs, int id) {
        EntityRef ref = refs.get(id);
        if (ref == null) {
            throw new IllegalStateException("The end " + id + " of a relation is no ref");
        }
        return ref;
    }
}
