package dev.portalsdk.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.fakes.TestDatabase;
import dev.portalsdk.fakes.TestDatabases;
import dev.portalsdk.fakes.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens to transactions and listeners on a real server, provoked and not pretended. */
@Timeout(120)
class PostgresFaultsTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private TestDatabase test;
    private Database database;

    @BeforeEach
    void open() {
        test = TestDatabases.postgres();
        database = Database.builder(test.dataSource())
                .pollInterval(Duration.ofMillis(100))
                .build();
        prepare(database);
    }

    private static void prepare(Database database) {
        database.write(connection -> {
            DatabaseCases.run(connection, "CREATE TABLE t (id integer PRIMARY KEY, n integer NOT NULL)");
            return DatabaseCases.run(connection, "INSERT INTO t VALUES (1, 0), (2, 0)");
        });
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        database.close();
        test.close();
    }

    private static int add(Connection connection, int id) throws SQLException {
        return DatabaseCases.run(connection, "UPDATE t SET n = n + 1 WHERE id = " + id);
    }

    private static long sum(Database database) {
        return database.read(connection -> DatabaseCases.number(connection, "SELECT sum(n) FROM t"));
    }

    /** Each of two threads has its first row before either asks for the other's. */
    @Test
    void aDeadlockIsResolvedAndBothTakeEffect() throws Exception {
        CyclicBarrier both = new CyclicBarrier(2);
        AtomicInteger runs = new AtomicInteger();
        Future<Integer> one = threads.submit(() -> database.write(c -> crossed(c, 1, 2, both, runs)));
        Future<Integer> two = threads.submit(() -> database.write(c -> crossed(c, 2, 1, both, runs)));
        one.get();
        two.get();
        assertEquals(3, runs.get(), "one of the two was a victim, once");
        assertEquals(4, sum(database));
    }

    private static int crossed(Connection connection, int first, int second, CyclicBarrier both, AtomicInteger runs)
            throws SQLException {
        add(connection, first);
        if (runs.incrementAndGet() <= 2) {
            meet(both);
        }
        return add(connection, second);
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Write skew: each reads what the other writes. */
    @Test
    void aSerialisationFailureIsTriedAgain() throws Exception {
        CyclicBarrier both = new CyclicBarrier(2);
        AtomicInteger runs = new AtomicInteger();
        Future<Integer> one = threads.submit(() -> database.write(c -> skewed(c, 1, both, runs)));
        Future<Integer> two = threads.submit(() -> database.write(c -> skewed(c, 2, both, runs)));
        one.get();
        two.get();
        assertTrue(runs.get() > 2, "nobody was refused");
        assertEquals(1, sum(database), "the second to run saw what the first had done");
    }

    private static int skewed(Connection connection, int id, CyclicBarrier both, AtomicInteger runs)
            throws SQLException {
        DatabaseCases.run(connection, "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE");
        long sum = DatabaseCases.number(connection, "SELECT sum(n) FROM t");
        if (runs.incrementAndGet() <= 2) {
            meet(both);
        }
        return sum > 0 ? 0 : add(connection, id);
    }

    @Test
    void aConnectionLostAfterALongTimeIsStillTriedAgain() {
        AtomicInteger runs = new AtomicInteger();
        try (Database hasty = Database.builder(test.dataSource())
                .retryFor(Duration.ofMillis(200))
                .build()) {
            int found = hasty.read(connection -> {
                if (runs.incrementAndGet() == 1) {
                    DatabaseCases.run(connection, "SET LOCAL idle_in_transaction_session_timeout = 100");
                    pause(Duration.ofMillis(400));
                }
                return (int) DatabaseCases.number(connection, "SELECT 42");
            });
            assertEquals(42, found);
        }
        assertEquals(2, runs.get(), "as of a process that was paused for longer than it may be retried");
    }

    private static void pause(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }

    @Test
    void aLockThatIsHeldTooLongIsWaitedForAgain() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Future<Integer> holder = threads.submit(() -> database.write(connection -> {
            add(connection, 1);
            held.countDown();
            DatabaseCases.await(release);
            return 0;
        }));
        DatabaseCases.await(held);
        AtomicInteger runs = new AtomicInteger();
        try (Database hasty = Database.builder(test.dataSource())
                .lockTimeout(Duration.ofMillis(100))
                .build()) {
            Future<Integer> waiter = threads.submit(() -> hasty.write(connection -> {
                if (runs.incrementAndGet() == 3) {
                    release.countDown();
                }
                return add(connection, 1);
            }));
            assertEquals(1, waiter.get());
        }
        holder.get();
        assertEquals(2, sum(database));
    }

    @Test
    void aStatementThatTakesTooLongIsEnded() {
        try (Database hasty = Database.builder(test.dataSource())
                .statementTimeout(Duration.ofMillis(100))
                .build()) {
            DatabaseException failure = assertThrows(
                    DatabaseException.class,
                    () -> hasty.read(c -> DatabaseCases.number(c, "SELECT 1 FROM pg_sleep(20)")));
            assertEquals(DatabaseFault.TIMEOUT, failure.fault());
        }
    }

    @Test
    void anAdvisoryLockEndsWithItsTransaction() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Future<Object> holder = threads.submit(() -> database.write(connection -> {
            database.lock(connection, 42);
            held.countDown();
            DatabaseCases.await(release);
            return true;
        }));
        DatabaseCases.await(held);
        assertFalse(database.<Boolean>write(connection -> database.tryLock(connection, 42)));
        release.countDown();
        holder.get();
        assertTrue(database.<Boolean>write(connection -> database.tryLock(connection, 42)));
    }

    @Test
    void aConnectionThatIsEndedInTheMiddleCostsOneRun() {
        AtomicInteger runs = new AtomicInteger();
        database.write(connection -> {
            add(connection, 1);
            if (runs.incrementAndGet() == 1) {
                terminate("pid = " + DatabaseCases.number(connection, "SELECT pg_backend_pid()"));
            }
            return add(connection, 2);
        });
        assertEquals(2, runs.get());
        assertEquals(2, sum(database));
    }

    private void terminate(String which) {
        test.execute("DO $$ BEGIN PERFORM pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = "
                + "current_database() AND pid <> pg_backend_pid() AND " + which + "; END $$");
    }

    @Test
    void aListenerWhoseConnectionIsLostHearsAgain() throws Exception {
        Semaphore woken = new Semaphore(0);
        database.listen("feed", woken::release);
        try (Database other = Database.of(test.dataSource())) {
            for (int i = 0; i < 3; i++) {
                assertTrue(woken.tryAcquire(10, TimeUnit.SECONDS));
                terminate("query ILIKE 'LISTEN%'");
                Thread.sleep(1_500);
                woken.drainPermits();
                long sent = System.nanoTime();
                other.write(connection -> {
                    other.signal(connection, "feed");
                    return add(connection, 1);
                });
                assertTrue(woken.tryAcquire(10, TimeUnit.SECONDS), "deaf after " + (i + 1) + " losses");
                assertTrue(System.nanoTime() - sent < TimeUnit.SECONDS.toNanos(5));
                woken.release();
            }
        }
    }

    /** What is told travels by the notification and not by the poll. */
    @Test
    void aSignalArrivesLongBeforeThePoll() throws Exception {
        Semaphore woken = new Semaphore(0);
        try (Database listener = Database.builder(test.dataSource())
                .pollInterval(Duration.ofMinutes(1))
                .build()) {
            listener.listen("feed", woken::release);
            assertTrue(woken.tryAcquire(10, TimeUnit.SECONDS));
            Thread.sleep(500);
            woken.drainPermits();
            database.write(connection -> {
                database.signal(connection, "feed");
                return add(connection, 1);
            });
            assertTrue(woken.tryAcquire(5, TimeUnit.SECONDS));
        }
    }

    @Test
    void aServerThatIsRestartedIsWaitedFor() throws Exception {
        try (TestServer server = TestServer.start();
                TestDatabase own = server.database();
                Database node = Database.of(own.dataSource())) {
            prepare(node);
            AtomicInteger done = new AtomicInteger();
            Future<?> writer = threads.submit(() -> {
                while (done.get() < 1_000_000 && !Thread.currentThread().isInterrupted()) {
                    node.write(connection -> add(connection, 1));
                    done.incrementAndGet();
                }
            });
            for (int i = 0; i < 2; i++) {
                waitFor(writer, done, done.get() + 20);
                server.stop();
                server.startAgain();
            }
            waitFor(writer, done, done.get() + 20);
            writer.cancel(true);
            threads.shutdown();
            assertTrue(threads.awaitTermination(30, TimeUnit.SECONDS));
            long sum = sum(node);
            assertTrue(sum == done.get() || sum == done.get() + 1, sum + " in the database, " + done + " answered");
        }
    }

    private static void waitFor(Future<?> writer, AtomicInteger done, int count) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        while (done.get() < count) {
            if (writer.isDone()) {
                writer.get();
            }
            assertTrue(System.nanoTime() < end, "stuck at " + done);
            Thread.sleep(10);
        }
    }
}
