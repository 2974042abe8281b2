package dev.portalsdk.testing.tck;

import dev.portalsdk.catalog.jdbc.JdbcCatalogStore;
import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.fakes.TestClock;
import dev.portalsdk.fakes.TestDatabase;
import dev.portalsdk.jdbc.Database;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.function.UnaryOperator;

/** Stores of one test, each on a database of its own or, reopened, on that of another. */
final class JdbcStores implements AutoCloseable {
    /** Where stores get their databases, and what becomes of one that is over. */
    interface Databases {
        TestDatabase empty();

        void over(TestDatabase database);
    }

    private record Opened(TestDatabase on, Database database, UnaryOperator<Database.Builder> settings) {}

    /** Some tests make hundreds, and no server has so many connections. */
    private static final int AT_ONCE = 8;

    private final Databases source;
    private final IdentityHashMap<CatalogStore, Opened> opened = new IdentityHashMap<>();
    private final Deque<TestDatabase> databases = new ArrayDeque<>();

    JdbcStores(Databases source) {
        this.source = source;
    }

    CatalogStore store(TestClock clock) {
        return store(settings -> settings.clock(clock));
    }

    /** By the database's own clock. */
    CatalogStore store() {
        return store(UnaryOperator.identity());
    }

    private CatalogStore store(UnaryOperator<Database.Builder> settings) {
        if (databases.size() == AT_ONCE) {
            close(databases.remove());
        }
        TestDatabase on = source.empty();
        databases.add(on);
        return open(on, settings);
    }

    private void close(TestDatabase on) {
        opened.values().removeIf(each -> {
            boolean over = each.on() == on;
            if (over) {
                each.database().close();
            }
            return over;
        });
        source.over(on);
    }

    private CatalogStore open(TestDatabase on, UnaryOperator<Database.Builder> settings) {
        Database database = settings.apply(Database.builder(on.dataSource())).build();
        CatalogStore store = JdbcCatalogStore.builder(database).build();
        opened.put(store, new Opened(on, database, settings));
        return store;
    }

    CatalogStore again(CatalogStore store) {
        Opened before = opened.get(store);
        return open(before.on(), before.settings());
    }

    void ended(CatalogStore store) {
        Opened over = opened.remove(store);
        if (over != null) {
            over.database().close();
        }
    }

    @Override
    public void close() {
        while (!databases.isEmpty()) {
            close(databases.remove());
        }
    }
}
