package dev.portalsdk.testing.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.jdbc.JdbcCatalogStore;
import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.facts.InMemoryCatalogStore;
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
 * A life of a catalog in which statements fail: each in turn, in each way. What was asked of the store is then done as if nothing had been, or it throws, and is
 * asked again; the feed tells no more and no less than what is visible, and the end is the catalog of a fresh load.
 */
abstract class StatementFaultCases {
    private static final int STRIDE = 71;
    private static final int IN_ONE_LIFE = 8;
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

    /** One at a time. */
    @Test
    void aFaultInSomeStatementsMakesNoDifference() {
        List<PlannedFaults.Planned> all = faults();
        int lives = 0;
        for (int number = 0; number < all.size(); number += STRIDE) {
            List<PlannedFaults.Planned> one = List.of(all.get(number));
            assertEquals(one, live(one).met());
            lives++;
        }
        assertTrue(lives > 5, "only " + lives + " of " + all.size());
    }

    /** Several in one life, each in another call of the store; who was not met because of another one, later or alone. */
    @Test
    @Tag("slow")
    void aFaultInAnyStatementMakesNoDifference() {
        List<PlannedFaults.Planned> left = faults();
        assertTrue(left.size() > 400, "only " + left.size());
        int inOneLife = IN_ONE_LIFE;
        while (!left.isEmpty()) {
            List<PlannedFaults.Planned> group = group(left, inOneLife);
            List<PlannedFaults.Planned> met = live(group).met();
            assertTrue(inOneLife > 1 || !met.isEmpty(), () -> "no life has " + group);
            inOneLife = met.isEmpty() ? 1 : inOneLife;
            left.removeAll(met);
        }
    }

    /** The first that is left of as many calls, none next to another. */
    private static List<PlannedFaults.Planned> group(List<PlannedFaults.Planned> left, int most) {
        List<PlannedFaults.Planned> group = new ArrayList<>();
        int last = Integer.MIN_VALUE / 2;
        for (PlannedFaults.Planned fault : left) {
            if (group.size() < most && fault.at().call() > last + 1) {
                group.add(fault);
                last = fault.at().call();
            }
        }
        return group;
    }

    /** Every statement of the life, with each fault that it can have. */
    private List<PlannedFaults.Planned> faults() {
        List<PlannedFaults.Planned> all = new ArrayList<>();
        live(List.of()).statements().forEach((at, sql) -> faults(sql)
                .forEach(fault -> all.add(new PlannedFaults.Planned(at, sql, fault))));
        return all;
    }

    /** A full disk refuses what writes, and nothing else. */
    private List<SqlFault> faults(String statement) {
        String start = statement.strip().toUpperCase(Locale.ROOT);
        boolean writes = Stream.of("INSERT", "UPDATE", "DELETE").anyMatch(start::startsWith);
        return writes
                ? List.of(SqlFault.CUT_BEFORE, full(), SqlFault.CUT_AFTER)
                : List.of(SqlFault.CUT_BEFORE, SqlFault.CUT_AFTER);
    }

    /** @return what the life had of these */
    private PlannedFaults live(List<PlannedFaults.Planned> faults) {
        TestDatabase database = databases.empty();
        FaultyDataSource faulty = FaultyDataSource.over(under(database));
        PlannedFaults plan = new PlannedFaults(faults);
        Stores stores = new Stores(faulty, plan);
        try (Cluster cluster = new Cluster(stores, new World(false))) {
            faulty.plan(plan);
            cluster.doAll(LIFE);
            faulty.heal();
            CrashCases.assertOneCatalog(cluster);
            cluster.comeToRest(faults.size() % 2);
            CrashCases.assertOneCatalog(cluster);
            cluster.assertFresh();
            return plan;
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("after faults in " + plan.met() + " of " + faults, e);
        } finally {
            stores.close();
            databases.over(database);
        }
    }

    /** The nodes of a cluster have their stores on one database; what it is compared with is in memory. */
    private static final class Stores extends CatalogStoreProperties {
        private final FaultyDataSource database;
        private final List<Database> opened = new ArrayList<>();
        private final PlannedFaults plan;
        private TestClock clock;

        Stores(FaultyDataSource database, PlannedFaults plan) {
            this.database = database;
            this.plan = plan;
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
            return asksAgain(JdbcCatalogStore.builder(node).build(), plan);
        }

        void close() {
            opened.forEach(Database::close);
        }
    }

    /** Whoever does not know whether something was done asks again, once. */
    private static CatalogStore asksAgain(CatalogStore store, PlannedFaults plan) {
        return (CatalogStore) Proxy.newProxyInstance(
                StatementFaultCases.class.getClassLoader(),
                new Class<?>[] {CatalogStore.class},
                (proxy, method, arguments) -> {
                    plan.called();
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
