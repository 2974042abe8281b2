package dev.portalsdk.testing.tck;

import dev.portalsdk.fakes.TestDatabase;
import dev.portalsdk.fakes.TestDatabases;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Databases that are emptied and used again: making and dropping one takes a second of a busy disk, and the contract wants some thousand. They are
 * dropped when the JVM ends.
 */
final class PostgresDatabases implements JdbcStores.Databases {
    /** All rows of all tables but the histories of their migrations, and then what migrations leave there. */
    private static final String EMPTY = """
            DO $$
            DECLARE one text;
            BEGIN
              FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename LIKE 'catalog%' LOOP
                EXECUTE 'DELETE FROM ' || one;
              END LOOP;
              INSERT INTO catalog_feed_head (one, version, forgotten) VALUES (1, 0, 0);
              INSERT INTO catalog_store VALUES (1, NULL);
              ALTER SEQUENCE catalog_id RESTART;
            END $$
            """;

    private static final Deque<TestDatabase> FREE = new ConcurrentLinkedDeque<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(PostgresDatabases::drop));
    }

    private static void drop() {
        for (TestDatabase each : FREE) {
            try {
                each.close();
            } catch (IllegalStateException e) {
                return; // the server is of this JVM, and was faster
            }
        }
    }

    @Override
    public TestDatabase empty() {
        TestDatabase used = FREE.poll();
        if (used == null) {
            return made();
        }
        used.execute(EMPTY);
        return used;
    }

    /** Commits do not wait for the disk: no server crashes here, and nodes that do cannot tell. Tests of faults run with the server's default. */
    private static TestDatabase made() {
        TestDatabase made = TestDatabases.postgres();
        made.execute(
                "DO $$ BEGIN EXECUTE 'ALTER DATABASE ' || current_database() || ' SET synchronous_commit = off'; END $$");
        return made;
    }

    @Override
    public void over(TestDatabase database) {
        FREE.push(database);
    }
}
