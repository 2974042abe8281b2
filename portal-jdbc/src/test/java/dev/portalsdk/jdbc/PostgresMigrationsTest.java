package dev.portalsdk.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.fakes.TestDatabase;
import dev.portalsdk.fakes.TestDatabases;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresMigrationsTest extends MigrationCases {
    @Override
    TestDatabase emptyDatabase() {
        return TestDatabases.postgres();
    }

    /** A program may run as a user who cannot create tables, once somebody else has. */
    @Test
    void aUserWhoMayOnlyReadStartsOnAFinishedSchema() {
        String user = "reader_" + UUID.randomUUID().toString().replace("-", "");
        test.execute("CREATE ROLE " + user + " LOGIN PASSWORD 'p'");
        test.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC"); // as it is from version 15 on
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(test.url());
        source.setUser(user);
        source.setPassword("p");
        try (Database reader = Database.of(source)) {
            DatabaseException denied = assertThrows(DatabaseException.class, () -> FIRST.migrate(reader));
            assertEquals(DatabaseFault.DENIED, denied.fault());
            assertTrue(denied.getMessage().contains("permission"), denied.getMessage());
            FIRST.migrate(database);
            test.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO " + user);
            assertEquals(List.of(), FIRST.migrate(reader));
        } finally {
            test.execute("DROP OWNED BY " + user + "; DROP ROLE " + user);
        }
    }

    @Test
    void schemasOfOneDatabaseDoNotMeet() {
        FIRST.migrate(database);
        test.execute("CREATE SCHEMA other");
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(test.url() + "&currentSchema=other");
        try (Database other = Database.of(source)) {
            assertEquals(List.of("V001__shelf.sql"), FIRST.migrate(other));
        }
    }
}
