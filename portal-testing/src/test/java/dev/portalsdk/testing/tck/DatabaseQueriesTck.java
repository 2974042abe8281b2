package dev.portalsdk.testing.tck;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.jdbc.JdbcCatalogStore;
import dev.portalsdk.fakes.TestDatabase;
import java.util.ArrayDeque;
import java.util.Deque;
import net.jqwik.api.lifecycle.AfterTry;

/** Nodes on databases answer as all others do. Each life has an empty database. */
abstract class DatabaseQueriesTck extends EntityQueriesTck {
    private final JdbcStores.Databases databases;
    private final Deque<TestDatabase> open = new ArrayDeque<>();
    private final Deque<JdbcCatalogStore> stores = new ArrayDeque<>();

    DatabaseQueriesTck(JdbcStores.Databases databases) {
        this.databases = databases;
    }

    @Override
    protected Subject start() {
        TestDatabase database = databases.empty();
        open.add(database);
        JdbcCatalogStore store = JdbcCatalogStore.of(database.dataSource());
        stores.add(store);
        return CatalogQueriesTckTest.of(Catalog.builder().store(store));
    }

    /** A store that is left open listens on a connection, and the database's next lives have that many fewer. */
    @AfterTry
    void end() {
        while (!stores.isEmpty()) {
            stores.remove().close();
        }
        while (!open.isEmpty()) {
            databases.over(open.remove());
        }
    }
}
