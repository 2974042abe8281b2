package dev.portalsdk.testing.tck;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.jdbc.JdbcCatalogStore;
import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.InMemoryCatalogStore;
import dev.portalsdk.fakes.FaultyDataSource;
import dev.portalsdk.fakes.SqlFault;
import dev.portalsdk.fakes.TestClock;
import dev.portalsdk.fakes.TestDatabase;
import dev.portalsdk.jdbc.Database;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A life of a catalog in which one statement fails: each in turn. What was asked of the store is then done as if nothing had been, or it throws, and is
 * asked again; the feed tells no more and no less than what is visible, and the end is the catalog of a fresh load.
 */
abstract class StatementFaultCases {
    private static final int STRIDE = 37;
    private static final Step WORK = new Step.Work(0, 1000, 1000, List.of(), -1, true);

    /** Files under a Location, and what providers hold: they come, change, conflict with nobody, move and go. */
    private static final List<Step> LIFE = List.of(
            new Step.Put(World.COMPONENTS, World.FILES, 0b0011),
            new Step.Put(0, 0, 0),
            new Step.Put(1, 1, 0),
            new Step.Put(2, World.FILES + 1, 0),
            new Step.Say(0, 0),
            new Step.Say(1, 2),
            WORK,
            new Step.Put(0, 1, 1),
            new Step.Look(World.FILES),
            new Step.Work(1, 1, 3, List.of(), -1, true),
            WORK,
            new Step.Remove(World.COMPONENTS),
            new Step.Say(0, 1),
            WORK);

    private final JdbcStores.Databases databases;

    StatementFaultCases(JdbcStores.Databases databases) {
        this.databases = databases;
    }

    /** What a node's store stands on. */
    abstract DataSource under(TestDatabase database);

    /** A refusal that does not pass: a full disk. */
    abstract SqlFault full();

    @Test
    void aFaultInSomeStatementsMakesNoDifference() {
        List<String> statements = live(Long.MAX_VALUE, SqlFault.CUT_BEFORE);
        int lives = 0;
        for (int number = 1; number <= statements.size(); number += STRIDE) {
            SqlFault fault = faults(statements.get(number - 1)).get(lives++ % 2);
            live(number, fault);
        }
        assertTrue(lives > 5, "only " + lives + " of " + statements.size());
    }

    @Test
    @Tag("slow")
    void aFaultInAnyStatementMakesNoDifference() {
        List<String> statements = live(Long.MAX_VALUE, SqlFault.CUT_BEFORE);
        assertTrue(statements.size() > 200, "only " + statements.size());
        for (int number = 1; number <= statements.size(); number++) {
            for (SqlFault fault : faults(statements.get(number - 1))) {
                live(number, fault);
            }
        }
    }

    /** A full disk refuses what writes, and nothing else. */
    private List<SqlFault> faults(String statement) {
        String start = statement.strip().toUpperCase(Locale.ROOT);
        boolean writes = Stream.of("INSERT", "UPDATE", "DELETE").anyMatch(start::startsWith);
        return writes
                ? List.of(SqlFault.CUT_BEFORE, full(), SqlFault.CUT_AFTER)
                : List.of(SqlFault.CUT_BEFORE, SqlFault.CUT_AFTER);
    }

    /** @return the statements that the life had */
    private List<String> live(long number, SqlFault fault) {
        TestDatabase database = databases.empty();
        FaultyDataSource faulty = FaultyDataSource.over(under(database));
        Stores stores = new Stores(faulty);
        try (Cluster cluster = new Cluster(stores, new World(false))) {
            faulty.failAt(number, fault);
            cluster.doAll(LIFE);
            List<String> statements = faulty.statements();
            faulty.heal();
            CrashCases.assertOneCatalog(cluster);
            cluster.comeToRest((int) (number % 2));
            CrashCases.assertOneCatalog(cluster);
            cluster.assertFresh();
            return statements;
        } catch (RuntimeException | AssertionError e) {
            List<String> texts = faulty.statements();
            String at = number <= texts.size() ? texts.get((int) number - 1) : "?";
            throw new AssertionError("after a fault in statement " + number + ": " + at, e);
        } finally {
            stores.close();
            databases.over(database);
        }
    }

    /** The nodes of a cluster have their stores on one database; what it is compared with is in memory. */
    private static final class Stores extends CatalogStoreProperties {
        private final FaultyDataSource database;
        private final List<Database> opened = new ArrayList<>();
        private TestClock clock;

        Stores(FaultyDataSource database) {
            this.database = database;
        }

        @Override
        protected CatalogStore emptyStore(TestClock by) {
            if (clock != null) {
                return new InMemoryCatalogStore(by);
            }
            clock = by;
            return node();
        }

        @Override
        protected CatalogStore reopened(CatalogStore store) {
            return store instanceof InMemoryCatalogStore ? store : node();
        }

        private CatalogStore node() {
            Database node = Database.builder(database).clock(clock).build();
            opened.add(node);
            return asksAgain(JdbcCatalogStore.builder(node).build());
        }

        void close() {
            opened.forEach(Database::close);
        }
    }

    /** Whoever does not know whether something was done asks again, once. */
    private static CatalogStore asksAgain(CatalogStore store) {
        return (CatalogStore) Proxy.newProxyInstance(
                StatementFaultCases.class.getClassLoader(),
                new Class<?>[] {CatalogStore.class},
                (proxy, method, arguments) -> {
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        try {
                            return method.invoke(store, arguments);
                        } catch (InvocationTargetException again) {
                            throw again.getCause();
                        }
                    }
                });
    }
}
