package dev.portalsdk.testing;

import dev.portalsdk.fakes.TestDatabase;
import dev.portalsdk.fakes.TestDatabases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** Files, each in a directory of its own. */
final class SqliteDatabases implements JdbcStores.Databases {
    @Override
    public TestDatabase empty() {
        try {
            return TestDatabases.sqlite(
                    Files.createTempDirectory("portal-catalog").resolve("catalog.db"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void over(TestDatabase database) {
        database.close();
    }
}
