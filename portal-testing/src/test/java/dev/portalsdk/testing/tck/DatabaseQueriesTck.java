package dev.portalsdk.testing.tck;

import dev.portalsdk.catalog.Catalog;
import net.jqwik.api.lifecycle.AfterTry;

/** Nodes on databases answer as all others do. Each life has an empty database. */
abstract class DatabaseQueriesTck extends EntityQueriesTck {
    private final JdbcStores stores;

    DatabaseQueriesTck(JdbcStores.Databases databases) {
        this.stores = new JdbcStores(databases);
    }

    @Override
    protected Subject start() {
        return CatalogQueriesTckTest.of(Catalog.builder().store(stores.store()));
    }

    /** A store that is left open listens on a connection, and the database's next lives have that many fewer. */
    @AfterTry
    void end() {
        stores.close();
    }
}
