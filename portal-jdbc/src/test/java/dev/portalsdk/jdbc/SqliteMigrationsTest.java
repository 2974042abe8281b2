package dev.portalsdk.jdbc;

import dev.portalsdk.fakes.TestDatabase;
import dev.portalsdk.fakes.TestDatabases;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteMigrationsTest extends MigrationCases {
    @TempDir
    Path directory;

    @Override
    TestDatabase emptyDatabase() {
        return TestDatabases.sqlite(directory.resolve("test.db"));
    }
}
