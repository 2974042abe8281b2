package dev.portalsdk.testing.tck;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.fakes.TestDatabase;
import dev.portalsdk.fakes.TestDatabases;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What PostgreSQL itself counted: reading sources again that are as they were writes their due times and nothing else. */
@Timeout(60)
class UnchangedRoundTest {
    private static final int COMPONENTS = 1_000;
    private static final Set<String> WORK_ON_SOURCES = Set.of("catalog_source", "catalog_work");

    @TempDir
    Path directory;

    @Test
    void aRoundOverUnchangedSourcesWritesNoEntity() throws Exception {
        SourceTree tree = SourceTree.of(directory, COMPONENTS);
        try (TestDatabase database = TestDatabases.postgres();
                StoreNode node = StoreNode.open(
                        database.dataSource(), Optional.of(tree), Duration.ofMinutes(1), Clock.systemUTC())) {
            node.catalog().settle();
            Map<String, Long> before = written(database);
            assertTrue(before.values().stream().mapToLong(Long::longValue).sum() > COMPONENTS, before::toString);
            int rounds = 3;
            for (int i = 0; i < rounds; i++) {
                node.catalog().refresh().await();
            }
            Map<String, Long> during = new TreeMap<>();
            written(database).forEach((table, rows) -> during.put(table, rows - before.getOrDefault(table, 0L)));
            during.values().removeIf(rows -> rows == 0);
            long sources = COMPONENTS / 50 + 1;
            assertTrue(WORK_ON_SOURCES.containsAll(during.keySet()), during::toString);
            long rows = during.values().stream().mapToLong(Long::longValue).sum();
            assertTrue(rows <= rounds * sources * 5, during::toString); // due, handed out, answered
        }
    }

    /** Rows inserted, updated and deleted so far, by table. Sessions tell their counts after ten seconds without work, or when they end. */
    private static Map<String, Long> written(TestDatabase database) throws SQLException, InterruptedException {
        Thread.sleep(12_000);
        Map<String, Long> written = new TreeMap<>();
        try (Connection connection = database.direct().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_user_tables")) {
            while (rows.next()) {
                written.put(rows.getString(1), rows.getLong(2));
            }
        }
        return written;
    }
}
