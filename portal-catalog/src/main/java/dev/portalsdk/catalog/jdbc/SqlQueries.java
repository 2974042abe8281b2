package dev.portalsdk.catalog.jdbc;

import dev.portalsdk.catalog.query.EntityFilter;
import dev.portalsdk.catalog.query.EntityPage;
import dev.portalsdk.catalog.query.EntityQuery;
import dev.portalsdk.catalog.query.FacetValue;
import dev.portalsdk.catalog.query.QueryIndex;
import dev.portalsdk.catalog.query.QueryProfile;
import dev.portalsdk.catalog.query.RelationWalk;
import dev.portalsdk.catalog.store.CatalogException;
import dev.portalsdk.catalog.store.Change;
import dev.portalsdk.catalog.store.ChangeFeed;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.jdbc.Database;
import dev.portalsdk.model.EntityRef;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers from tables of PostgreSQL that follow a change feed. Any number of nodes share the tables; whoever comes first takes changes over. */
final class SqlQueries implements QueryIndex {
    private static final int BATCH = 2000;

    private final Database database;
    private final ChangeFeed feed;
    private final IndexedEntities entities;

    SqlQueries(Database database, ChangeFeed feed, IndexedEntities entities) {
        this.database = database;
        this.feed = feed;
        this.entities = entities;
    }

    @Override
    public void catchUp() {
        long version = version();
        while (version < feed.version()) {
            version = follow(version);
        }
        if (version > feed.version()) {
            rebuild(); // the tables follow a feed that is no more
        }
    }

    private long version() {
        return database.read(
                connection -> Sql.of("SELECT version FROM catalog_q_head").number(connection));
    }

    private long follow(long from) {
        List<Change> changes;
        try {
            changes = feed.after(from, BATCH);
        } catch (CatalogException e) {
            return rebuild();
        }
        if (changes.isEmpty()) {
            return from;
        }
        Map<EntityRef, Optional<StitchedEntity>> last = new LinkedHashMap<>();
        changes.forEach(change -> last.put(change.ref(), change.entity()));
        long to = changes.get(changes.size() - 1).version();
        return database.write(connection -> {
            long now = lockedVersion(connection);
            if (now != from) {
                return now; // another node was faster
            }
            new QueryWriter(connection).write(last);
            return setVersion(connection, to);
        });
    }

    private static long lockedVersion(Connection connection) throws SQLException {
        return Sql.of("SELECT version FROM catalog_q_head FOR UPDATE").number(connection);
    }

    private static long setVersion(Connection connection, long version) throws SQLException {
        Sql.of("UPDATE catalog_q_head SET version = ?", version).update(connection);
        return version;
    }

    /** From all that is visible, in one transaction, so that readers see the old until the new is complete. */
    private long rebuild() {
        ChangeFeed.Snapshot snapshot = feed.snapshot();
        return database.write(connection -> {
            TextIndex.takeTime(connection);
            lockedVersion(connection);
            for (String table : List.of("entity", "body", "relation", "term", "key", "ref")) {
                Sql.of("DELETE FROM catalog_q_" + table).update(connection);
            }
            List<StitchedEntity> all = snapshot.entities();
            for (int from = 0; from < all.size(); from += BATCH) {
                Map<EntityRef, Optional<StitchedEntity>> batch = new LinkedHashMap<>();
                all.subList(from, Math.min(all.size(), from + BATCH))
                        .forEach(entity -> batch.put(entity.ref(), Optional.of(entity)));
                new QueryWriter(connection).write(batch);
                if (from == 0) {
                    analyze(connection); // so that the next ones are not planned for empty tables
                }
            }
            TextIndex.make(connection);
            analyze(connection);
            return setVersion(connection, snapshot.version());
        });
    }

    private static void analyze(Connection connection) throws SQLException {
        for (String table : List.of("entity", "body", "relation", "term", "ref")) {
            Sql.of("ANALYZE catalog_q_" + table).update(connection);
        }
    }

    @Override
    public void close() {
        database.close();
    }

    /** A question that the planner is to think about. */
    @FunctionalInterface
    private interface Question<T> {
        T answer(QueryRead read) throws SQLException;
    }

    private <T> T ask(Question<T> question) {
        return database.read(connection -> {
            QueryRead read = new QueryRead(connection, entities);
            read.planForValues();
            return question.answer(read);
        });
    }

    @Override
    public Optional<StitchedEntity> byRef(EntityRef ref) {
        return byRefs(List.of(ref)).get(0);
    }

    @Override
    public List<Optional<StitchedEntity>> byRefs(Collection<EntityRef> refs) {
        return database.read(connection -> byRefs(new QueryRead(connection, entities), refs, Sql.of("true")));
    }

    @Override
    public List<Optional<StitchedEntity>> byRefs(Collection<EntityRef> refs, EntityFilter filter) {
        return ask(read -> byRefs(read, refs, new QueryFilters(read, QueryProfile.STANDARD).condition(filter)));
    }

    private static List<Optional<StitchedEntity>> byRefs(QueryRead read, Collection<EntityRef> refs, Sql condition)
            throws SQLException {
        Map<String, Integer> ids = new HashMap<>();
        Sql.of(
                        "SELECT e.sort, e.id FROM catalog_q_entity e WHERE e.sort = ANY (?) AND ",
                        Sql.texts(refs.stream().map(SqlText::sort).toList()))
                .add(condition)
                .list(read.connection(), row -> ids.put(row.getString(1), row.getInt(2)));
        Map<Integer, StitchedEntity> loaded = read.load(ids.values());
        return refs.stream()
                .map(ref -> Optional.ofNullable(ids.get(SqlText.sort(ref))).map(loaded::get))
                .toList();
    }

    @Override
    public EntityPage find(EntityQuery query) {
        return ask(read -> QueryPages.find(read, query));
    }

    @Override
    public int count(EntityQuery query) {
        return ask(read -> QueryPages.count(read, query));
    }

    @Override
    public Map<String, List<FacetValue>> facets(EntityQuery query, Collection<String> keys) {
        return ask(read -> new QueryFacets(read, query).of(keys));
    }

    @Override
    public RelationWalk.Result walk(RelationWalk walk) {
        return database.read(connection -> new QueryWalks(new QueryRead(connection, entities), walk).result());
    }
}
