package dev.portalsdk.testing;

import dev.portalsdk.catalog.jdbc.JdbcCatalogStore;
import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.fakes.TestClock;
import dev.portalsdk.fakes.TestDatabase;
import dev.portalsdk.jdbc.Database;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Stores of one test, each on a database of its own or, reopened, on that of another. */
final class JdbcStores implements AutoCloseable {
    private record Opened(TestDatabase on, Database database, TestClock clock) {}

    private final Map<CatalogStore, Opened> opened = new IdentityHashMap<>();
    private final List<TestDatabase> databases = new ArrayList<>();

    CatalogStore store(TestDatabase on, TestClock clock) {
        databases.add(on);
        return open(on, clock);
    }

    private CatalogStore open(TestDatabase on, TestClock clock) {
        Database database = Database.builder(on.dataSource()).clock(clock).build();
        CatalogStore store = JdbcCatalogStore.builder(database).build();
        opened.put(store, new Opened(on, database, clock));
        return store;
    }

    CatalogStore again(CatalogStore store) {
        Opened before = opened.get(store);
        return open(before.on(), before.clock());
    }

    @Override
    public void close() {
        opened.values().forEach(each -> each.database().close());
        databases.forEach(TestDatabase::close);
    }
}
