package dev.portalsdk.catalog.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.store.StoreSetup;
import dev.portalsdk.fakes.TestDatabase;
import dev.portalsdk.fakes.TestDatabases;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The catalog's tables as Flyway and Liquibase make them: each file as it is, in the order of the list, with nothing of ours. */
class MigrationFilesTest {
    @TempDir
    Path directory;

    private static final String POSTGRES_SCHEMA =
            "SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable"
                    + " FROM information_schema.columns WHERE table_schema = current_schema()"
                    + " UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema()";

    private static final String SQLITE_SCHEMA = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL";

    @Test
    void makeTheSameTablesOnPostgres() throws Exception {
        try (TestDatabase files = TestDatabases.postgres();
                TestDatabase ours = TestDatabases.postgres()) {
            run("postgresql", files);
            compare(files, ours, POSTGRES_SCHEMA);
        }
    }

    @Test
    void makeTheSameTablesOnSqlite() throws Exception {
        try (TestDatabase files = TestDatabases.sqlite(directory.resolve("files.db"));
                TestDatabase ours = TestDatabases.sqlite(directory.resolve("ours.db"))) {
            run("sqlite", files);
            compare(files, ours, SQLITE_SCHEMA);
        }
    }

    private static void run(String dialect, TestDatabase on) throws IOException {
        List<String> files = text(dialect + "/migrations.txt").lines().toList();
        assertFalse(files.isEmpty());
        for (String file : files) {
            assertTrue(file.matches("V[0-9]+__[a-z_]+\\.sql"), file);
            on.execute(text(dialect + "/" + file));
        }
    }

    private static String text(String file) throws IOException {
        try (InputStream in = JdbcCatalogStore.class.getResourceAsStream("facts/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void compare(TestDatabase files, TestDatabase ours, String schema) throws SQLException {
        try (JdbcCatalogStore store =
                JdbcCatalogStore.builder(files.dataSource()).migrate(false).build()) {
            store.open(new StoreSetup(List.of("a"), true, "", Duration.ofMinutes(1)));
            assertTrue(store.backlog().isEmpty());
        }
        JdbcCatalogStore.of(ours.dataSource()).close();
        Set<String> made = schema(files, schema);
        assertTrue(made.size() > 20, made::toString);
        assertEquals(made, schema(ours, schema));
    }

    /** But for the history that ours keeps. */
    private static Set<String> schema(TestDatabase of, String query) throws SQLException {
        Set<String> all = new TreeSet<>();
        try (Connection connection = of.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                all.add(rows.getString(1));
            }
        }
        all.removeIf(line -> line.contains("portal_catalog_schema"));
        return all;
    }
}
