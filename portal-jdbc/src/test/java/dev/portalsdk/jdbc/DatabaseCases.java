package dev.portalsdk.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.fakes.FaultyDataSource;
import dev.portalsdk.fakes.SqlFault;
import dev.portalsdk.fakes.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What holds on every database. */
@Timeout(60)
abstract class DatabaseCases {
    TestDatabase test;
    FaultyDataSource faulty;
    Database database;

    abstract TestDatabase emptyDatabase();

    /** What the database under test stands on. */
    DataSource source() {
        return test.dataSource();
    }

    @BeforeEach
    void open() {
        test = emptyDatabase();
        faulty = FaultyDataSource.over(source());
        database = Database.builder(faulty)
                .retryFor(Duration.ofSeconds(5))
                .lockTimeout(Duration.ofSeconds(2))
                .pollInterval(Duration.ofMillis(100))
                .build();
        database.write(connection -> run(connection, "CREATE TABLE t (id integer PRIMARY KEY, n integer NOT NULL)"));
        database.write(connection -> run(connection, "INSERT INTO t VALUES (1, 0)"));
    }

    @AfterEach
    void close() {
        database.close();
        test.close();
    }

    static int run(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return statement.executeUpdate();
        }
    }

    static long number(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    static int increment(Connection connection) throws SQLException {
        return run(connection, "UPDATE t SET n = n + 1 WHERE id = 1");
    }

    long count() {
        return database.read(connection -> number(connection, "SELECT n FROM t WHERE id = 1"));
    }

    @Test
    void whatABodyDoesIsCommittedWhole() {
        assertEquals(1, database.<Integer>write(DatabaseCases::increment));
        assertEquals(1, count());
    }

    @Test
    void whatABodyThrowsUndoesItAndComesThrough() {
        IllegalArgumentException thrown = new IllegalArgumentException("no");
        assertSame(
                thrown,
                assertThrows(
                        IllegalArgumentException.class,
                        () -> database.write(connection -> {
                            increment(connection);
                            throw thrown;
                        })));
        assertEquals(0, count());
    }

    @Test
    void aWrongStatementFailsAtOnceAndSaysWhy() {
        AtomicInteger runs = new AtomicInteger();
        DatabaseException failure = assertThrows(
                DatabaseException.class,
                () -> database.write(connection -> {
                    runs.incrementAndGet();
                    return run(connection, "INSERT INTO nowhere VALUES (1)");
                }));
        assertEquals(DatabaseFault.OTHER, failure.fault());
        assertEquals(1, runs.get());
        assertTrue(failure.getMessage().contains("nowhere"), failure.getMessage());
    }

    /** The property that stores stand on: whatever is cut, wherever, a body takes effect once. */
    @Test
    void aBodyTakesEffectOnceWhereverTheConnectionIsCut() {
        TransactionBody<Integer> body = connection -> {
            increment(connection);
            return run(connection, "INSERT INTO t SELECT max(id) + 1, 0 FROM t");
        };
        faulty.heal();
        database.write(body);
        long statements = faulty.count();
        assertTrue(statements >= 4, "only " + faulty.statements());
        long done = 1;
        for (SqlFault fault : List.of(SqlFault.CUT_BEFORE, SqlFault.CUT_AFTER)) {
            for (long i = 1; i <= statements; i++) {
                faulty.failAt(i, fault);
                boolean known = endsKnown(body);
                String where = "cut at " + i + " of " + faulty.statements();
                assertTrue(faulty.count() > statements || fault == SqlFault.CUT_AFTER || !known, where);
                faulty.heal();
                done = known || fault == SqlFault.CUT_AFTER ? done + 1 : done;
                assertEquals(done, count(), where);
                assertEquals(done + 1, database.<Long>read(c -> number(c, "SELECT count(*) FROM t")), where);
            }
        }
    }

    /** SQLite cannot be asked about a commit, and says so. */
    private boolean endsKnown(TransactionBody<Integer> body) {
        try {
            database.write(body);
            return true;
        } catch (DatabaseException e) {
            assertEquals(Dialect.SQLITE, database.dialect());
            assertEquals(DatabaseFault.OUTCOME_UNKNOWN, e.fault());
            assertEquals("COMMIT", faulty.statements().get(faulty.statements().size() - 1));
            return false;
        }
    }

    @Test
    void readsAreTriedAgainToo() {
        for (long i = 1; i <= 3; i++) {
            faulty.failAt(i, SqlFault.CUT_BEFORE);
            assertEquals(0, count());
        }
    }

    @Test
    void aReadSeesOneSnapshot() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        CountDownLatch written = new CountDownLatch(1);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<Boolean> stable = other.submit(() -> database.read(connection -> {
                long before = number(connection, "SELECT n FROM t WHERE id = 1");
                seen.countDown();
                await(written);
                return before == number(connection, "SELECT n FROM t WHERE id = 1");
            }));
            await(seen);
            database.write(DatabaseCases::increment);
            written.countDown();
            assertTrue(stable.get());
            assertEquals(1, count());
        } finally {
            other.shutdownNow();
        }
    }

    static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS), "waited in vain");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aReadCannotWrite() {
        DatabaseException failure =
                assertThrows(DatabaseException.class, () -> database.<Integer>read(DatabaseCases::increment));
        assertEquals(DatabaseFault.READ_ONLY, failure.fault());
        database.write(DatabaseCases::increment);
    }

    @Test
    void writersOfManyThreadsLoseNothing() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Future<Integer>> writes = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                writes.add(pool.submit(() -> database.write(connection -> {
                    long n = number(connection, select());
                    return run(connection, "UPDATE t SET n = " + (n + 1) + " WHERE id = 1");
                })));
            }
            for (Future<Integer> write : writes) {
                assertEquals(1, write.get());
            }
        } finally {
            pool.shutdownNow();
        }
        assertEquals(200, count());
    }

    abstract String select();

    @Test
    void aTransactionWithinATransactionIsRefused() {
        assertThrows(
                IllegalStateException.class,
                () -> database.write(connection -> database.<Integer>write(DatabaseCases::increment)));
        assertThrows(IllegalStateException.class, () -> database.write(connection -> count()));
        assertEquals(0, count());
    }

    @Test
    void anInterruptEndsTheTrying() {
        faulty.plan((number, sql) -> java.util.Optional.of(SqlFault.CUT_BEFORE));
        Thread.currentThread().interrupt();
        DatabaseException failure =
                assertThrows(DatabaseException.class, () -> database.<Integer>write(DatabaseCases::increment));
        assertTrue(Thread.interrupted());
        assertEquals(DatabaseFault.INTERRUPTED, failure.fault());
    }

    @Test
    void tryingIsBounded() {
        try (Database few = Database.builder(faulty).attempts(3).build()) {
            AtomicInteger runs = new AtomicInteger();
            DatabaseException failure = assertThrows(
                    DatabaseException.class,
                    () -> few.write(connection -> {
                        runs.incrementAndGet();
                        throw new SQLTransientConnectionException("not now", "08006");
                    }));
            assertEquals(3, runs.get());
            assertEquals(DatabaseFault.BUSY.isPassing(), failure.fault().isPassing());
            assertTrue(failure.getMessage().contains("3 times"), failure.getMessage());
        }
    }

    @Test
    void aFullPoolIsNamed() throws Exception {
        try (var small = test.newPool(1)) {
            small.setConnectionTimeout(300);
            try (Database narrow = Database.builder(small)
                            .retryFor(Duration.ofMillis(500))
                            .build();
                    Connection taken = small.getConnection()) {
                assertFalse(taken.isClosed());
                DatabaseException failure =
                        assertThrows(DatabaseException.class, () -> narrow.<Integer>write(DatabaseCases::increment));
                assertEquals(DatabaseFault.BUSY, failure.fault());
                assertTrue(failure.getMessage().contains("pool"), failure.getMessage());
            }
        }
    }

    @Test
    void theClockIsTheDatabases() {
        Instant now = database.write(connection -> database.now(connection));
        assertTrue(Duration.between(now, Instant.now()).abs().compareTo(Duration.ofSeconds(5)) < 0, now.toString());
    }

    @Test
    void listenersHereAreWokenByTheCommitAndNotBefore() {
        AtomicInteger calls = new AtomicInteger();
        Registration registration = database.listen("feed", calls::incrementAndGet);
        int before = database.write(connection -> {
            database.signal(connection, "feed");
            database.signal(connection, "other");
            return calls.get();
        });
        assertTrue(calls.get() > before);
        registration.close();
    }

    @Test
    void anUndoneSignalWakesNobody() throws Exception {
        Semaphore other = new Semaphore(0);
        Registration registration = database.listen("feed", () -> {
            if (Thread.currentThread().getName().equals("main")) {
                other.release();
            }
        });
        Thread.currentThread().setName("main");
        assertThrows(
                IllegalArgumentException.class,
                () -> database.write(connection -> {
                    database.signal(connection, "feed");
                    throw new IllegalArgumentException();
                }));
        assertFalse(other.tryAcquire(50, TimeUnit.MILLISECONDS));
        registration.close();
    }

    @Test
    void anotherNodeIsWoken() throws Exception {
        Semaphore woken = new Semaphore(0);
        try (Database node = Database.builder(test.dataSource())
                .pollInterval(Duration.ofMillis(100))
                .build()) {
            node.listen("feed", woken::release);
            assertTrue(woken.tryAcquire(10, TimeUnit.SECONDS), "not woken on connecting");
            Thread.sleep(500);
            woken.drainPermits();
            database.write(connection -> {
                increment(connection);
                database.signal(connection, "feed");
                return null;
            });
            assertTrue(woken.tryAcquire(10, TimeUnit.SECONDS), "not woken");
        }
    }

    @Test
    void aFailingListenerDoesNotHurtTheOthers() {
        AtomicInteger calls = new AtomicInteger();
        database.listen("feed", () -> {
            throw new IllegalStateException("a planted fault");
        });
        database.listen("feed", calls::incrementAndGet);
        database.write(connection -> {
            database.signal(connection, "feed");
            return null;
        });
        assertTrue(calls.get() > 0);
    }

    @Test
    void signalsHaveAPlaceAndAName() {
        assertThrows(
                IllegalStateException.class,
                () -> database.read(connection -> {
                    database.signal(connection, "feed");
                    return null;
                }));
        assertThrows(IllegalArgumentException.class, () -> database.listen("a b", () -> {}));
    }

    @Test
    void theHostsDataSourceStaysOpen() throws SQLException {
        database.close();
        try (Connection connection = test.dataSource().getConnection()) {
            assertEquals(0, number(connection, "SELECT n FROM t WHERE id = 1"));
            run(connection, "UPDATE t SET n = 5");
        }
    }
}
