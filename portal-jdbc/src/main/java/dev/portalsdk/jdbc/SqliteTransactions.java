package dev.portalsdk.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Transactions of a SQLite file in WAL mode: one connection writes, for one thread at a time, others read beside it.
 *
 * <p>Both kinds are kept open between transactions, as opening one reads the whole schema. {@code BEGIN IMMEDIATE} takes
 * the write lock at once, so that no transaction finds out halfway that it cannot write; processes that share the file wait
 * for each other by SQLite's own busy timeout.
 */
final class SqliteTransactions implements Transactions {
    private static final int READERS_KEPT = 4;

    private final DatabaseSettings settings;
    private final ReentrantLock writing = new ReentrantLock(true);
    private final BlockingQueue<Connection> readers = new LinkedBlockingQueue<>(READERS_KEPT);
    private @Nullable Connection writer;
    private volatile boolean closed;

    SqliteTransactions(DatabaseSettings settings) {
        this.settings = settings;
    }

    /** Others see that the file has changed, and need not be told. */
    @Override
    public <T> T write(TransactionBody<T> body, Set<String> signals) throws SQLException {
        takeTurn();
        try {
            return writeAlone(body);
        } finally {
            writing.unlock();
        }
    }

    private void takeTurn() throws SQLException {
        try {
            if (!writing.tryLock(settings.lockTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new SQLTransientException("another write of this process has been under way for "
                        + settings.lockTimeout().toMillis() + " ms");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseException(DatabaseFault.INTERRUPTED, "Waiting for the write lock was interrupted", e);
        }
    }

    private <T> T writeAlone(TransactionBody<T> body) throws SQLException {
        Connection connection = writer();
        try {
            Transactions.execute(connection, "BEGIN IMMEDIATE");
            T result = body.run(connection);
            commit(connection);
            return result;
        } catch (Throwable e) {
            if (!quiet(connection, e)) {
                writer = null;
                Transactions.release(connection);
            }
            throw e;
        }
    }

    /** SQLite runs in this process: its connection is lost only when somebody closes it, and then nobody can be asked. */
    private static void commit(Connection connection) throws SQLException {
        try {
            Transactions.execute(connection, "COMMIT");
        } catch (SQLException e) {
            if (DatabaseFault.of(e, Dialect.SQLITE) == DatabaseFault.CONNECTION) {
                throw new DatabaseException(
                        DatabaseFault.OUTCOME_UNKNOWN, "The connection was closed during commit: " + e.getMessage(), e);
            }
            throw e;
        }
    }

    /** Whether the connection, after a failure, stands outside of any transaction and can be used again. */
    private static boolean quiet(Connection connection, Throwable failure) {
        try {
            if (connection.isClosed()) {
                return false;
            }
            Transactions.execute(connection, "ROLLBACK");
            return true;
        } catch (SQLException e) {
            // SQLite rolls back by itself after some failures, and then says that no transaction is active.
            boolean over = String.valueOf(e.getMessage()).contains("no transaction is active");
            if (!over) {
                failure.addSuppressed(e);
            }
            return over;
        }
    }

    private Connection writer() throws SQLException {
        if (closed) {
            throw new SQLException("the database was closed");
        }
        if (writer == null) {
            writer = open("PRAGMA foreign_keys = ON");
        }
        return writer;
    }

    @Override
    public <T> T read(TransactionBody<T> body) throws SQLException {
        Connection idle = readers.poll();
        Connection connection = idle == null ? open("PRAGMA query_only = ON") : idle;
        boolean usable = false;
        try {
            Transactions.execute(connection, "BEGIN");
            T result = body.run(connection);
            Transactions.execute(connection, "ROLLBACK");
            usable = true;
            return result;
        } catch (Throwable e) {
            usable = quiet(connection, e);
            throw e;
        } finally {
            if (!usable || closed || !readers.offer(connection)) {
                releaseReader(connection);
            }
        }
    }

    private Connection open(String pragma) throws SQLException {
        Connection connection = settings.dataSource().getConnection();
        try {
            if (!connection.getAutoCommit()) {
                connection.setAutoCommit(true);
            }
            Transactions.execute(
                    connection,
                    "PRAGMA busy_timeout = " + settings.lockTimeout().toMillis());
            prepareFile(connection);
            Transactions.execute(connection, pragma);
            return connection;
        } catch (SQLException e) {
            Transactions.release(connection);
            throw e;
        }
    }

    private static void prepareFile(Connection connection) throws SQLException {
        if (text(connection, "SELECT file FROM pragma_database_list WHERE name = 'main'")
                .isEmpty()) {
            throw new SQLException("SQLite in memory is private to one connection; give it a file");
        }
        String mode = text(connection, "PRAGMA journal_mode");
        if (!mode.equals("wal")) {
            mode = text(connection, "PRAGMA journal_mode = WAL");
        }
        if (!mode.equals("wal")) {
            throw new SQLException("The file cannot be switched to write-ahead logging, its journal mode is " + mode
                    + "; it must be a local file that can be written");
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.ofNullable(rows.getString(1)).orElse("") : "";
        }
    }

    /** A pool would hand it on as it is. */
    private static void releaseReader(Connection connection) {
        try {
            Transactions.execute(connection, "PRAGMA query_only = OFF");
        } catch (SQLException e) {
            // It is broken, and nobody will use it again.
        } finally {
            Transactions.release(connection);
        }
    }

    /** SQLite has no clock of its own but the machine's, which is that of all who can open the file. */
    @Override
    public Instant now(Connection connection) throws SQLException {
        return Instant.ofEpochMilli(number(connection, "SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER)"));
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Override
    public void lock(Connection connection, long key) {
        // A transaction that writes is alone.
    }

    @Override
    public boolean tryLock(Connection connection, long key) {
        return true;
    }

    /** A number that changes when another connection has changed the file; nothing while a write is under way. */
    Optional<Long> version() throws SQLException {
        if (!writing.tryLock()) {
            return Optional.empty();
        }
        try {
            return Optional.of(number(writer(), "PRAGMA data_version"));
        } finally {
            writing.unlock();
        }
    }

    @Override
    public Watch watch(Channels channels) {
        return new SqliteWatch(this, settings.pollInterval(), channels);
    }

    @Override
    public void close() {
        closed = true;
        writing.lock();
        try {
            if (writer != null) {
                Transactions.release(writer);
                writer = null;
            }
        } finally {
            writing.unlock();
        }
        for (Connection reader = readers.poll(); reader != null; reader = readers.poll()) {
            releaseReader(reader);
        }
    }
}
