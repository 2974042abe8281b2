package dev.portalsdk.testing;

import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.fakes.TestClock;
import dev.portalsdk.fakes.TestDatabases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

/** The contract of stores, for SQLite. */
@Tag("slow")
@net.jqwik.api.Tag("slow")
class SqliteCatalogStoreTckTest extends JdbcCatalogStoreTck {
    private final JdbcStores stores = new JdbcStores();

    @Override
    protected CatalogStore emptyStore(TestClock clock) {
        try {
            Path directory = Files.createTempDirectory("portal-catalog");
            return stores.store(TestDatabases.sqlite(directory.resolve("catalog.db")), clock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected CatalogStore reopened(CatalogStore store) {
        return stores.again(store);
    }

    @Override
    protected void ended(CatalogStore store) {
        stores.ended(store);
    }

    @AfterEach
    void close() {
        stores.close();
    }
}
