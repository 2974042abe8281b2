package dev.portalsdk.testing;

import dev.portalsdk.fakes.TestDatabase;
import dev.portalsdk.fakes.TestDatabases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import net.jqwik.api.Tag;

/** Queries of a node on SQLite. */
@Tag("slow")
class SqliteQueriesTckTest extends DatabaseQueriesTck {
    @Override
    TestDatabase emptyDatabase() {
        try {
            return TestDatabases.sqlite(
                    Files.createTempDirectory("portal-queries").resolve("catalog.db"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
