package dev.portalsdk.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.fakes.TestDatabase;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
abstract class MigrationCases {
    static final Migrations FIRST = Migrations.of("library", MigrationCases.class, "first");
    static final Migrations SECOND = Migrations.of("library", MigrationCases.class, "second");

    TestDatabase test;
    Database database;

    abstract TestDatabase emptyDatabase();

    @BeforeEach
    void open() {
        test = emptyDatabase();
        database = Database.of(test.dataSource());
    }

    @AfterEach
    void close() {
        database.close();
        test.close();
    }

    private long count(String table) {
        return database.read(connection -> DatabaseCases.number(connection, "SELECT count(*) FROM " + table));
    }

    @Test
    void filesAreAppliedInOrderAndOnce() {
        assertEquals(List.of("V001__shelf.sql", "V002__books.sql"), SECOND.pending(database));
        assertEquals(List.of("V001__shelf.sql", "V002__books.sql"), SECOND.migrate(database));
        assertEquals(List.of(), SECOND.pending(database));
        assertEquals(List.of(), SECOND.migrate(database));
        assertEquals(
                1L, database.<Long>read(c -> DatabaseCases.number(c, "SELECT count(*) FROM book WHERE title = 'one'")));
        assertEquals(1, count("shelf"));
    }

    @Test
    void anOlderSchemaIsBroughtUpToDate() {
        FIRST.migrate(database);
        assertEquals(List.of("V002__books.sql"), SECOND.migrate(database));
    }

    @Test
    void aNewerSchemaIsRefused() {
        SECOND.migrate(database);
        for (Runnable use : List.<Runnable>of(() -> FIRST.migrate(database), () -> FIRST.pending(database))) {
            DatabaseException refused = assertThrows(DatabaseException.class, use::run);
            assertTrue(refused.getMessage().contains("is at version 2"), refused.getMessage());
            assertTrue(refused.getMessage().contains("Update this program"), refused.getMessage());
        }
    }

    @Test
    void anotherFileOfTheSameNameIsRefused() {
        FIRST.migrate(database);
        Migrations other = Migrations.of("library", MigrationCases.class, "other");
        DatabaseException refused = assertThrows(DatabaseException.class, () -> other.migrate(database));
        assertTrue(refused.getMessage().contains("V001__shelf.sql"), refused.getMessage());
    }

    @Test
    void aHistoryWithAHoleIsRefused() {
        SECOND.migrate(database);
        test.execute("DELETE FROM portal_library_schema WHERE version = 1");
        DatabaseException refused = assertThrows(DatabaseException.class, () -> SECOND.migrate(database));
        assertTrue(refused.getMessage().contains("only 1 versions"), refused.getMessage());
    }

    @Test
    void aFailureIsUndoneNamedAndLeavesWhatWasBeforeIt() {
        Migrations broken = Migrations.of("library", MigrationCases.class, "broken");
        DatabaseException failure = assertThrows(DatabaseException.class, () -> broken.migrate(database));
        assertTrue(failure.getMessage().contains("V002__broken.sql"), failure.getMessage());
        assertTrue(failure.getMessage().contains("nowhere"), failure.getMessage());
        assertEquals(1, count("shelf"));
        assertEquals(List.of("V002__books.sql"), SECOND.migrate(database));
    }

    @Test
    void nodesThatStartTogetherTakeTurns() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(6);
        List<Database> nodes = new ArrayList<>();
        try {
            List<Future<List<String>>> starts = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                Database node = Database.of(test.dataSource());
                nodes.add(node);
                starts.add(pool.submit(() -> SECOND.migrate(node)));
            }
            List<String> applied = new ArrayList<>();
            for (Future<List<String>> start : starts) {
                applied.addAll(start.get());
            }
            applied.sort(null);
            assertEquals(List.of("V001__shelf.sql", "V002__books.sql"), applied);
        } finally {
            pool.shutdownNow();
            nodes.forEach(Database::close);
        }
        assertEquals(1, count("book"));
    }

    /** As Flyway and Liquibase run them: each file as one text, in the order of their versions, with nothing of ours. */
    @Test
    void theFilesRunByThemselves() throws Exception {
        for (String file : List.of("V001__shelf.sql", "V002__books.sql")) {
            String path = "second/" + database.dialect().name().toLowerCase(Locale.ROOT) + '/' + file;
            try (InputStream in = MigrationCases.class.getResourceAsStream(path)) {
                test.execute(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        assertEquals(1, count("book"));
    }

    @Test
    void storesOfOneDatabaseDoNotMeet() {
        FIRST.migrate(database);
        test.execute("DROP TABLE shelf");
        assertEquals(
                List.of("V001__shelf.sql"),
                Migrations.of("archive", MigrationCases.class, "first").migrate(database));
    }
}
