package dev.portalsdk.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portalsdk.fakes.TestDatabase;
import dev.portalsdk.fakes.TestDatabases;
import org.junit.jupiter.api.Test;

class PostgresDatabaseTest extends DatabaseCases {
    @Override
    TestDatabase emptyDatabase() {
        return TestDatabases.postgres();
    }

    @Override
    String select() {
        return "SELECT n FROM t WHERE id = 1 FOR UPDATE";
    }

    @Test
    void isPostgres() {
        assertEquals(Dialect.POSTGRESQL, database.dialect());
    }
}
