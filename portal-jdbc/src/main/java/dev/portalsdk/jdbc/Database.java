package dev.portalsdk.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A host's database: transactions that are tried again, the database's clock and locks, and signals between nodes.
 *
 * <p>Stands on the host's {@link DataSource} and never closes it. On PostgreSQL each transaction takes one connection of it, and the
 * first {@link #listen} one more for as long as this is open ({@link Builder#listener} takes that one elsewhere). On SQLite one
 * connection for writing is kept, and up to four for reading. Safe for use by many threads; a transaction within a transaction is refused,
 * as the two would wait for each other.
 *
 * <p>A write is tried again after a deadlock, a serialisation failure, a lock that was not to be had, {@code SQLITE_BUSY}, and
 * a lost connection, with growing pauses, until {@link Builder#retryFor} is over. When the connection is lost <em>during</em> commit,
 * PostgreSQL is asked by the transaction's id whether it was committed: so each body takes effect once or not at all. Only
 * when that cannot be found out in time, or the server was replaced by a copy that never saw the transaction, is the outcome
 * {@linkplain DatabaseFault#OUTCOME_UNKNOWN unknown}, and then nothing is tried again.
 */
public final class Database implements AutoCloseable {
    private static final int OLDEST_POSTGRESQL = 14;

    private final Dialect dialect;
    private final Transactions transactions;
    private final Retries retries;
    private final @Nullable Clock clock;
    private final Channels channels = new Channels();
    private final Map<Thread, Under> under = new ConcurrentHashMap<>();
    private @Nullable Watch watch;
    private boolean closed;

    private Database(Dialect dialect, DatabaseSettings settings, @Nullable Clock clock) {
        this.dialect = dialect;
        this.clock = clock;
        this.retries = settings.retries(dialect);
        this.transactions =
                dialect == Dialect.POSTGRESQL ? new PostgresTransactions(settings) : new SqliteTransactions(settings);
    }

    /** What is under way on a thread, and what it has signalled so far. */
    private record Under(boolean writes, Set<String> signals) {}

    /** A database with the settings of {@link Builder} as they are. @throws DatabaseException if it cannot be reached or is none that we know */
    public static Database of(DataSource dataSource) {
        return builder(dataSource).build();
    }

    /** A database with settings of its own. */
    public static Builder builder(DataSource dataSource) {
        return new Builder(dataSource);
    }

    /** Which database it is. */
    public Dialect dialect() {
        return dialect;
    }

    /**
     * Runs a transaction that may write: READ COMMITTED on PostgreSQL, {@code BEGIN IMMEDIATE} on SQLite.
     *
     * @return what the run of the body that was committed answered
     * @throws DatabaseException if it failed for good; what the body throws besides {@link SQLException} comes through as it is. Nothing
     *     was committed then, unless the fault is {@link DatabaseFault#OUTCOME_UNKNOWN}
     * @throws IllegalStateException within a transaction of this database on the same thread
     */
    public <T> T write(TransactionBody<T> body) {
        Objects.requireNonNull(body, "body");
        return retries.run("Writing to the database", () -> {
            Under write = new Under(true, new LinkedHashSet<>());
            T result = within(write, () -> transactions.write(body, write.signals()));
            write.signals().forEach(channels::wake);
            return result;
        });
    }

    /**
     * Runs a transaction that only reads, all of it in one snapshot. Never waits for writers, nor they for it.
     *
     * @throws DatabaseException if it failed for good
     * @throws IllegalStateException within a transaction of this database on the same thread
     */
    public <T> T read(TransactionBody<T> body) {
        Objects.requireNonNull(body, "body");
        return retries.run(
                "Reading from the database", () -> within(new Under(false, Set.of()), () -> transactions.read(body)));
    }

    private <T> T within(Under way, Retries.Attempt<T> transaction) throws SQLException {
        if (under.putIfAbsent(Thread.currentThread(), way) != null) {
            throw new IllegalStateException(
                    "A transaction within a transaction would wait for itself; use the connection that the outer one was given");
        }
        try {
            return transaction.run();
        } finally {
            under.remove(Thread.currentThread());
        }
    }

    /** The time by the database's clock, which is the same for all nodes. Leases are granted and judged by it. */
    public Instant now(Connection connection) throws SQLException {
        return clock == null ? transactions.now(connection) : clock.instant();
    }

    /**
     * Waits for a lock that ends with the transaction; on SQLite a transaction that writes is alone, and there is nothing to do. Those
     * who take several take them in the same order.
     *
     * @param key of the whole database, shared with everybody's advisory locks: draw it at random once, and write it down
     * @throws SQLException with state 55P03 after {@link Builder#lockTimeout}: the transaction is tried again
     */
    public void lock(Connection connection, long key) throws SQLException {
        transactions.lock(connection, key);
    }

    /** Takes the lock of {@link #lock} if nobody has it. @return whether it was taken */
    public boolean tryLock(Connection connection, long key) throws SQLException {
        return transactions.tryLock(connection, key);
    }

    /**
     * Wakes the listeners of a channel when this transaction has been committed: those of this {@code Database} at once, those of
     * other nodes by {@code NOTIFY}. PostgreSQL lets transactions that notify commit one after the other; so tell what others wait
     * for, and not each detail.
     *
     * @param channel of letters, digits and {@code . _ -}, up to 200
     * @throws IllegalStateException outside of {@link #write}
     */
    public void signal(Connection connection, String channel) throws SQLException {
        Under way = under.get(Thread.currentThread());
        if (way == null || !way.writes()) {
            throw new IllegalStateException("A signal is given within a transaction that writes");
        }
        way.signals().add(checked(channel));
    }

    /**
     * Calls back after a transaction that gave a {@linkplain #signal signal} was committed, here or on another node.
     *
     * <p>The call means "look", and no more: several signals may come as one, and calls come without a signal (on connecting, and at
     * each {@linkplain Builder#pollInterval poll interval} while other nodes cannot be heard). It comes on the thread that committed or on one of our own, and so
     * must be short and not wait; what it throws is logged.
     */
    public Registration listen(String channel, Runnable wake) {
        Objects.requireNonNull(wake, "wake");
        Registration registration = channels.add(checked(channel), wake);
        watch();
        return registration;
    }

    private synchronized void watch() {
        if (closed) {
            throw new IllegalStateException("The database was closed");
        }
        if (watch == null) {
            watch = transactions.watch(channels);
            Thread thread = new Thread(watch, "portal-jdbc-watch");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static String checked(String channel) {
        if (!channel.matches("[A-Za-z0-9._-]{1,200}")) {
            throw new IllegalArgumentException(
                    "A channel is named by 1 to 200 letters, digits and . _ -, not \"" + channel + '"');
        }
        return channel;
    }

    /** Stops listening and gives back the connections that were kept. The host's {@link DataSource} stays open. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            if (watch != null) {
                watch.stop();
                watch = null;
            }
        }
        transactions.close();
    }

    /** Settings of a {@link Database}. */
    public static final class Builder {
        private final DataSource dataSource;
        private @Nullable DataSource listener;
        private @Nullable Clock clock;
        private int attempts = 50;
        private Duration patience = Duration.ofSeconds(30);
        private Duration lockTimeout = Duration.ofSeconds(10);
        private Duration statementTimeout = Duration.ofMinutes(1);
        private Duration pollInterval = Duration.ofSeconds(1);

        private Builder(DataSource dataSource) {
            this.dataSource = Objects.requireNonNull(dataSource, "dataSource");
        }

        /** Where the connection that listens comes from, instead of the pool: it is held until the end, and a pooler that shares sessions must not stand before it. PostgreSQL only. */
        public Builder listener(DataSource unshared) {
            this.listener = Objects.requireNonNull(unshared, "listener");
            return this;
        }

        /** How often one transaction is run at most, 1 to 1,000; 50 if not set. */
        public Builder attempts(int most) {
            if (most < 1 || most > 1_000) {
                throw new IllegalArgumentException("attempts are 1 to 1000, not " + most);
            }
            this.attempts = most;
            return this;
        }

        /**
         * For how long a transaction that fails for a passing reason is tried again, from its first failure on, however long it took until then; up to an hour, 30 seconds if
         * not set. Long enough for a restart of the database.
         */
        public Builder retryFor(Duration longest) {
            this.patience = within("retryFor", longest, Duration.ZERO, Duration.ofHours(1));
            return this;
        }

        /** For how long one statement waits for a lock, 1 ms to an hour; 10 seconds if not set. On SQLite: a transaction for the write lock. */
        public Builder lockTimeout(Duration longest) {
            this.lockTimeout = within("lockTimeout", longest, Duration.ofMillis(1), Duration.ofHours(1));
            return this;
        }

        /** For how long one statement may run, and a transaction stand idle, 1 ms to a day; a minute if not set. PostgreSQL only. */
        public Builder statementTimeout(Duration longest) {
            this.statementTimeout = within("statementTimeout", longest, Duration.ofMillis(1), Duration.ofDays(1));
            return this;
        }

        /** How often to look for changes of others that could not be heard, 10 ms to an hour; a second if not set. */
        public Builder pollInterval(Duration interval) {
            this.pollInterval = within("pollInterval", interval, Duration.ofMillis(10), Duration.ofHours(1));
            return this;
        }

        /** A clock in place of the database's, for tests. Nodes that are given different ones disagree about leases. */
        public Builder clock(Clock instead) {
            this.clock = Objects.requireNonNull(instead, "clock");
            return this;
        }

        private static Duration within(String what, Duration value, Duration least, Duration most) {
            if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
                throw new IllegalArgumentException(what + " is " + least + " to " + most + ", not " + value);
            }
            return value;
        }

        /** Connects once, to see which database it is. @throws DatabaseException if that fails, or it is none that we know */
        public Database build() {
            DataSource listening = Optional.ofNullable(listener).orElse(dataSource);
            DatabaseSettings settings = new DatabaseSettings(
                    dataSource, listening, attempts, patience, lockTimeout, statementTimeout, pollInterval);
            try (Connection connection = dataSource.getConnection()) {
                return new Database(dialect(connection.getMetaData()), settings, clock);
            } catch (SQLException e) {
                DatabaseFault fault = DatabaseFault.of(e, Dialect.POSTGRESQL);
                throw new DatabaseException(fault, "The database could not be opened: " + e.getMessage(), e);
            }
        }

        private static Dialect dialect(DatabaseMetaData database) throws SQLException {
            String product = database.getDatabaseProductName();
            if (product.equals("SQLite")) {
                return Dialect.SQLITE;
            }
            if (product.equals("PostgreSQL") && database.getDatabaseMajorVersion() >= OLDEST_POSTGRESQL) {
                return Dialect.POSTGRESQL;
            }
            throw new DatabaseException(
                    DatabaseFault.OTHER,
                    "The database is " + product + ' ' + database.getDatabaseProductVersion() + "; PostgreSQL "
                            + OLDEST_POSTGRESQL + " or newer, or SQLite, is needed",
                    null);
        }
    }
}
