package dev.portalsdk.catalog.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portalsdk.catalog.store.CatalogException;
import dev.portalsdk.fakes.TestDatabase;
import dev.portalsdk.fakes.TestDatabases;
import dev.portalsdk.jdbc.Database;
import dev.portalsdk.jdbc.Dialect;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A feed of 80,000 changes of 1,000 entities in turn, each with a body of its own; entities 1 to 10 were changed for the last time by the first of
 * them, and 11 to 20 were removed by them.
 */
class FeedTrimTest {
    private static final long VERSIONS = 80_000;
    private static final long FORGOTTEN = VERSIONS - FeedTrim.KEPT;

    @TempDir
    Path directory;

    /** What is asked of a feed when it was trimmed. */
    private record Trimmed(BulkSql sql) {
        long one(String query) throws java.sql.SQLException {
            return sql.query("SELECT " + query, row -> row.getLong(1)).get(0);
        }
    }

    @Test
    void whatIsVisibleIsKeptWhateverItsAgeOnSqlite() throws Exception {
        try (TestDatabase on = TestDatabases.sqlite(directory.resolve("catalog.db"))) {
            whatIsVisibleIsKeptWhateverItsAge(on);
        }
    }

    @Test
    @Tag("slow")
    void whatIsVisibleIsKeptWhateverItsAgeOnPostgres() {
        try (TestDatabase on = TestDatabases.postgres()) {
            whatIsVisibleIsKeptWhateverItsAge(on);
        }
    }

    private static void whatIsVisibleIsKeptWhateverItsAge(TestDatabase on) {
        try (Database database = Database.of(on.dataSource());
                JdbcCatalogStore store = JdbcCatalogStore.builder(database).build()) {
            fill(database);
            trim(database, OptionalLong.empty());
            database.read(connection -> {
                Trimmed feed = new Trimmed(new BulkSql(connection, database.dialect()));
                assertEquals(FORGOTTEN, feed.one("forgotten FROM catalog_feed_head"));
                assertEquals(10, feed.one("count(*) FROM catalog_feed WHERE version <= " + FORGOTTEN));
                assertEquals(FeedTrim.KEPT, feed.one("count(*) FROM catalog_feed WHERE version > " + FORGOTTEN));
                assertEquals(
                        0,
                        feed.one(
                                "count(*) FROM catalog_visible WHERE version NOT IN (SELECT version FROM catalog_feed)"));
                assertEquals(
                        0,
                        feed.one("count(*) FROM catalog_feed f WHERE type <> 2 AND NOT EXISTS"
                                + " (SELECT 1 FROM catalog_body b WHERE b.id = f.body)"));
                assertEquals(FeedTrim.KEPT + 10, feed.one("count(*) FROM catalog_body"));
                return true;
            });
            assertThrows(CatalogException.class, () -> store.feed().after(FORGOTTEN - 1, 1));
            assertEquals(
                    List.of(FORGOTTEN + 1),
                    store.feed().after(FORGOTTEN, 1).stream()
                            .map(change -> change.version())
                            .toList());
        }
    }

    @Test
    void aFewMoreThanAreKeptStay() {
        try (TestDatabase on = TestDatabases.sqlite(directory.resolve("catalog.db"));
                Database database = Database.of(on.dataSource());
                JdbcCatalogStore store = JdbcCatalogStore.builder(database).build()) {
            fill(database);
            trim(database, FeedTrim.KEPT + 10);
            assertEquals(1, store.feed().after(0, 1).size());
        }
    }

    @Test
    void aHistoryKeepsWhatItsOldestVersionShows() {
        long reach = FORGOTTEN - 5_000;
        try (TestDatabase on = TestDatabases.sqlite(directory.resolve("catalog.db"));
                Database database = Database.of(on.dataSource());
                JdbcCatalogStore store = JdbcCatalogStore.builder(database).build()) {
            assertEquals(0, store.feed().version());
            fill(database);
            trim(database, OptionalLong.of(reach));
            database.read(connection -> {
                Trimmed feed = new Trimmed(new BulkSql(connection, database.dialect()));
                assertEquals(reach, feed.one("forgotten FROM catalog_feed_head"));
                // The last change of each entity before that, and none of those that were removed.
                assertEquals(990, feed.one("count(*) FROM catalog_feed WHERE version <= " + reach));
                assertEquals(990, feed.one("count(DISTINCT key) FROM catalog_feed WHERE version <= " + reach));
                return true;
            });
        }
    }

    private static void trim(Database database, OptionalLong reach) {
        database.write(connection -> {
            new FeedTrim(new BulkSql(connection, database.dialect())).trim(VERSIONS, reach);
            return true;
        });
    }

    private static void trim(Database database, long version) {
        database.write(connection -> {
            new FeedTrim(new BulkSql(connection, database.dialect())).trim(version, OptionalLong.empty());
            return true;
        });
    }

    /** Versions 1 to 20 are of entities 1 to 20, and all others of entities 21 to 1,000 in turn. */
    private static void fill(Database database) {
        String entity = "CASE WHEN v <= 20 THEN v ELSE 21 + (v - 21) % 980 END";
        String numbers = database.dialect() == Dialect.POSTGRESQL
                ? "(SELECT v FROM generate_series(1, " + VERSIONS + ") v) n"
                : "(WITH RECURSIVE s(v) AS (SELECT 1 UNION ALL SELECT v + 1 FROM s WHERE v < " + VERSIONS
                        + ") SELECT v FROM s) n";
        database.write(connection -> {
            BulkSql sql = new BulkSql(connection, database.dialect());
            sql.update(
                    "INSERT INTO catalog_body (id, body) SELECT v, '{\"kind\":\"Component\",\"metadata\":{\"name\":\"c\"}}' FROM "
                            + numbers + " WHERE v NOT BETWEEN 11 AND 20");
            sql.update(
                    "INSERT INTO catalog_feed (version, at, type, entity, key, location, origin, orphan, body) SELECT v, v,"
                            + " CASE WHEN v BETWEEN 11 AND 20 THEN 2 ELSE 1 END, " + entity
                            + ", 'component:default/c' || " + entity
                            + ", 'file:a', 'file:a', false, CASE WHEN v BETWEEN 11 AND 20 THEN NULL ELSE v END FROM "
                            + numbers);
            sql.update(
                    "INSERT INTO catalog_visible (id, ref, version, location, body)"
                            + " SELECT entity, max(key), max(version), 'file:a', max(body) FROM catalog_feed WHERE type <> 2 GROUP BY entity");
            return sql.update("UPDATE catalog_feed_head SET version = ?", VERSIONS);
        });
    }
}
