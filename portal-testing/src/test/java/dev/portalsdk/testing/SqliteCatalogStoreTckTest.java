package dev.portalsdk.testing;

import dev.portalsdk.fakes.TestDatabase;
import dev.portalsdk.fakes.TestDatabases;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Tag;

/** The contract of stores, for SQLite. */
@Tag("slow")
@net.jqwik.api.Tag("slow")
class SqliteCatalogStoreTckTest extends JdbcCatalogStoreTck {
    SqliteCatalogStoreTckTest() {
        super(new Files());
    }

    /** Each in a directory of its own. */
    private static final class Files implements JdbcStores.Databases {
        @Override
        public TestDatabase empty() {
            try {
                return TestDatabases.sqlite(java.nio.file.Files.createTempDirectory("portal-catalog")
                        .resolve("catalog.db"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void over(TestDatabase database) {
            database.close();
        }
    }
}
