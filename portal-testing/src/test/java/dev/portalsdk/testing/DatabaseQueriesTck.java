package dev.portalsdk.testing;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.CatalogBuilder;
import dev.portalsdk.catalog.jdbc.JdbcCatalogStore;
import dev.portalsdk.fakes.TestDatabase;
import java.util.ArrayDeque;
import java.util.Deque;
import net.jqwik.api.lifecycle.AfterContainer;

/** Nodes on databases answer as all others do. Each life has a database of its own. */
abstract class DatabaseQueriesTck extends EntityQueriesTck {
    private static final int AT_ONCE = 4;
    private static final Deque<TestDatabase> OPEN = new ArrayDeque<>();

    abstract TestDatabase emptyDatabase();

    CatalogBuilder builder(TestDatabase database) {
        return Catalog.builder().store(JdbcCatalogStore.of(database.dataSource()));
    }

    @Override
    protected Subject start() {
        TestDatabase database = emptyDatabase();
        OPEN.add(database);
        while (OPEN.size() > AT_ONCE) {
            OPEN.remove().close();
        }
        return CatalogQueriesTckTest.of(builder(database));
    }

    @AfterContainer
    static void close() {
        while (!OPEN.isEmpty()) {
            OPEN.remove().close();
        }
    }
}
