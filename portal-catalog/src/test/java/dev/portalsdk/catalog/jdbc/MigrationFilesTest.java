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
import javax.sql.DataSource;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The catalog's tables as tools of a host make them from the files in the class path: they are those that the store makes by itself. */
class MigrationFilesTest {
    private static final String FLYWAY_TABLE = "portal_catalog_history";

    @TempDir
    Path directory;

    private static final String POSTGRES_SCHEMA =
            "SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable"
                    + " FROM information_schema.columns WHERE table_schema = current_schema()"
                    + " UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema()";

    private static final String SQLITE_SCHEMA = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL";

    /** What a host runs them with. Each may be run again, and then does nothing. */
    enum Tool {
        SCRIPTS {
            @Override
            void run(String dialect, TestDatabase on) throws IOException {
                List<String> files = text(dialect + "/migrations.txt").lines().toList();
                assertFalse(files.isEmpty());
                for (String file : files) {
                    assertTrue(file.matches("V[0-9]+__[a-z_]+\\.sql"), file);
                    on.execute(text(dialect + "/" + file));
                }
            }
        },

        FLYWAY {
            @Override
            void run(String dialect, TestDatabase on) {
                Flyway flyway = Flyway.configure()
                        .dataSource(on.direct())
                        .locations("classpath:dev/portalsdk/catalog/jdbc/facts/" + dialect)
                        .table(FLYWAY_TABLE)
                        .load();
                assertTrue(flyway.migrate().migrationsExecuted > 0);
                assertEquals(0, flyway.migrate().migrationsExecuted);
                flyway.validate();
            }
        },

        LIQUIBASE {
            @Override
            void run(String dialect, TestDatabase on) throws SQLException, LiquibaseException {
                update(dialect, on.direct());
                update(dialect, on.direct());
            }

            private static void update(String dialect, DataSource on) throws SQLException, LiquibaseException {
                try (Connection connection = on.getConnection()) {
                    liquibase.database.Database database = DatabaseFactory.getInstance()
                            .findCorrectDatabaseImplementation(new JdbcConnection(connection));
                    new Liquibase(
                                    "host-changelogs/" + dialect + ".xml",
                                    new ClassLoaderResourceAccessor(MigrationFilesTest.class.getClassLoader()),
                                    database)
                            .update(new Contexts(), new LabelExpression());
                }
            }
        };

        abstract void run(String dialect, TestDatabase on) throws Exception;

        private static String text(String file) throws IOException {
            try (InputStream in = JdbcCatalogStore.class.getResourceAsStream("facts/" + file)) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Tool.class)
    void makeTheSameTablesOnPostgres(Tool tool) throws Exception {
        try (TestDatabase files = TestDatabases.postgres();
                TestDatabase ours = TestDatabases.postgres()) {
            tool.run("postgresql", files);
            compare(files, ours, POSTGRES_SCHEMA);
        }
    }

    @ParameterizedTest
    @EnumSource(Tool.class)
    void makeTheSameTablesOnSqlite(Tool tool) throws Exception {
        try (TestDatabase files = TestDatabases.sqlite(directory.resolve("files.db"));
                TestDatabase ours = TestDatabases.sqlite(directory.resolve("ours.db"))) {
            tool.run("sqlite", files);
            compare(files, ours, SQLITE_SCHEMA);
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

    /** But for the histories that ours and the tools keep. */
    private static Set<String> schema(TestDatabase of, String query) throws SQLException {
        Set<String> all = new TreeSet<>();
        try (Connection connection = of.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                all.add(rows.getString(1));
            }
        }
        all.removeIf(line -> line.contains("portal_catalog_schema")
                || line.contains(FLYWAY_TABLE)
                || line.toLowerCase(java.util.Locale.ROOT).contains("databasechangelog"));
        return all;
    }
}
