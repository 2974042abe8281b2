package dev.portalsdk.testing;

import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.fakes.TestClock;
import dev.portalsdk.fakes.TestDatabases;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;

/** The contract of stores, for PostgreSQL. */
@Tag("slow")
@net.jqwik.api.Tag("slow")
class PostgresCatalogStoreTckTest extends JdbcCatalogStoreTck {
    private final JdbcStores stores = new JdbcStores();

    @Override
    protected CatalogStore emptyStore(TestClock clock) {
        return stores.store(TestDatabases.postgres(), clock);
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
