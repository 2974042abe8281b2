package dev.portalsdk.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portalsdk.fakes.TestDatabase;
import dev.portalsdk.fakes.TestDatabases;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteDatabaseTest extends DatabaseCases {
    @TempDir
    Path directory;

    @Override
    TestDatabase emptyDatabase() {
        return TestDatabases.sqlite(directory.resolve("test.db"));
    }

    /** A pool does not notice when a connection of SQLite is closed under it; nor does that happen but by our own cutting. */
    @Override
    DataSource source() {
        return test.direct();
    }

    @Override
    String select() {
        return "SELECT n FROM t WHERE id = 1";
    }

    @Test
    void isSqlite() {
        assertEquals(Dialect.SQLITE, database.dialect());
    }
}
