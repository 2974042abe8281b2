package dev.portalsdk.catalog.history;

import dev.portalsdk.catalog.jdbc.JdbcCatalogStore;
import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.fakes.TestClock;
import dev.portalsdk.fakes.TestDatabase;
import dev.portalsdk.fakes.TestDatabases;
import dev.portalsdk.jdbc.Database;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;

/** The past of a catalog on PostgreSQL. */
class PostgresCatalogHistoryTest extends CatalogHistoryTest {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    @Override
    CatalogStore store(TestClock by) {
        TestDatabase on = TestDatabases.postgres();
        open.push(on);
        Database database = Database.builder(on.dataSource()).clock(by).build();
        open.push(database);
        return JdbcCatalogStore.builder(database).build();
    }

    @Override
    @AfterEach
    void close() {
        super.close();
        open.forEach(each -> {
            try {
                each.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
