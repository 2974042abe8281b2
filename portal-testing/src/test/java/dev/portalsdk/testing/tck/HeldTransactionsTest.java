package dev.portalsdk.testing.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.Change;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.catalog.store.RemovalGuard;
import dev.portalsdk.fakes.FaultyDataSource;
import dev.portalsdk.fakes.TestDatabase;
import dev.portalsdk.fakes.TestDatabases;
import dev.portalsdk.model.EntityRef;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;

/** One node's transaction is held open at its commit while another's comes by: what would lose a version or leave a child without a parent. */
@Timeout(60)
class HeldTransactionsTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private TestDatabase database;
    private FaultyDataSource faulty;
    private StoreNode held;
    private StoreNode other;

    @BeforeEach
    void open() {
        database = TestDatabases.postgres();
        faulty = FaultyDataSource.over(database.dataSource());
        held = StoreNode.open(faulty, Optional.empty(), Duration.ofMinutes(1), Clock.systemUTC());
        other = StoreNode.open(database.dataSource(), Optional.empty(), Duration.ofMinutes(1), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        held.close();
        other.close();
        database.close();
    }

    /** A commit that waits until it is let go. */
    private final class Hold {
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        Hold() {
            faulty.plan((number, sql) -> {
                if (sql.equals("COMMIT") && Thread.currentThread().getName().startsWith("held")) {
                    reached.countDown();
                    waitFor(released);
                }
                return Optional.empty();
            });
        }

        void awaitReached() {
            waitFor(reached);
        }

        void release() {
            released.countDown();
        }
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS), "waited in vain");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Future<?> inHeldThread(Runnable action) {
        return threads.submit(() -> {
            Thread.currentThread().setName("held");
            action.run();
        });
    }

    private static void give(CatalogStore store, ProvidedEntity entity) {
        store.apply(StoreNode.PROVIDER, Mutation.added(List.of(entity)), RemovalGuard.off());
        new StoreWorker(store).drain();
    }

    /** Versions are drawn in the order of the commits: a reader who has seen one has seen all before it. */
    @Test
    void aVersionThatIsNotCommittedYetIsNotSkipped() throws Exception {
        give(other.store(), Documents.given(Documents.component("zero")));
        long before = other.store().feed().version();
        held.store()
                .apply(
                        StoreNode.PROVIDER,
                        Mutation.added(List.of(Documents.given(Documents.component("one")))),
                        RemovalGuard.off());
        var claims = held.store().claimDue(10);
        held.store()
                .commit(claims.stream()
                        .map(new StoreWorker(held.store())::outcome)
                        .toList());
        var stitchable = held.store().claimStitchable(10);
        assertEquals(1, stitchable.size());
        Hold hold = new Hold();
        Future<?> first = inHeldThread(() -> held.store()
                .publish(stitchable.stream().map(StoreWorker::stitched).toList()));
        hold.awaitReached();
        Future<?> second = threads.submit(() -> give(other.store(), Documents.given(Documents.component("two"))));
        long seen = before;
        for (int i = 0; i < 20; i++) {
            List<Change> changes = other.store().feed().after(seen, 100);
            seen += changes.size();
            assertEquals(before, seen, "a version was told before one that comes earlier");
            Thread.sleep(25);
        }
        hold.release();
        first.get();
        second.get();
        List<String> told = other.store().feed().after(before, 100).stream()
                .map(change -> change.version() - before + " " + change.ref().name())
                .toList();
        assertEquals(List.of("1 one", "2 two"), told);
    }

    /** Each of two nodes takes away one of the two parents of a child: neither sees that the other does. */
    @Test
    void aChildDoesNotOutliveBothItsParents() throws Exception {
        StoreWorker worker = new StoreWorker(other.store()).write("child.yaml", Documents.component("child"));
        for (String parent : List.of("p1", "p2")) {
            other.store()
                    .apply(
                            StoreNode.PROVIDER,
                            Mutation.added(List.of(Documents.given(Documents.location(parent, "child.yaml")))),
                            RemovalGuard.off());
        }
        worker.drain();
        assertEquals(3, other.store().feed().snapshot().entities().size());
        Hold hold = new Hold();
        Future<?> first = inHeldThread(() -> remove(held.store(), "p1"));
        hold.awaitReached();
        Future<?> second = threads.submit(() -> remove(other.store(), "p2"));
        Thread.sleep(500);
        hold.release();
        first.get();
        second.get();
        worker.drain();
        other.store().deleteOrphans(java.time.Instant.now().plusSeconds(3600));
        worker.drain();
        assertEquals(List.of(), other.store().feed().snapshot().entities());
        assertTrue(other.store().backlog().isEmpty());
    }

    private static void remove(CatalogStore store, String location) {
        EntityRef ref = Documents.locationRef(location);
        store.apply(StoreNode.PROVIDER, Mutation.removed(List.of(ref)), RemovalGuard.off());
    }

    /** The newest of the versions that are supported, and, with all test groups, in a run of its own the oldest. */
    @Test
    @DisabledIfEnvironmentVariable(named = TestDatabases.URL_VARIABLE, matches = ".+")
    void theServerIsOfTheVersionThatTheBuildNames() throws SQLException {
        String named = System.getProperty("portal.test.postgres", "");
        assumeFalse(named.isBlank(), "only a build says which");
        try (Connection connection = database.dataSource().getConnection()) {
            int version = connection.getMetaData().getDatabaseMajorVersion();
            assertEquals(Integer.parseInt(named.substring(0, named.indexOf('.'))), version);
        }
    }
}
