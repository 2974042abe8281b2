package dev.portalsdk.catalog.history;

import dev.portalsdk.catalog.jdbc.JdbcCatalogStore;
import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.fakes.TestClock;
import dev.portalsdk.fakes.TestDatabase;
import dev.portalsdk.fakes.TestDatabases;
import dev.portalsdk.jdbc.Database;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The past of a catalog on SQLite. */
class SqliteCatalogHistoryTest extends CatalogHistoryTest {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    @TempDir
    Path directory;

    @Override
    CatalogStore store(TestClock by) {
        TestDatabase on = TestDatabases.sqlite(directory.resolve("catalog-" + open.size() + ".db"));
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
