package dev.portalsdk.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Transactions of PostgreSQL, each on a connection of the host's pool.
 *
 * <p>Isolation and timeouts are set with the transaction and end with it, so that the connection goes back as it came; they
 * travel with {@code BEGIN} in one round trip. A commit whose answer was lost is looked up by the transaction's id.
 */
final class PostgresTransactions implements Transactions {
    /** One channel of PostgreSQL carries all of ours: {@code node:channel} is the payload. */
    static final String CHANNEL = "portal_sdk";

    private final DatabaseSettings settings;
    private final Retries lookups;
    private final String write;
    private final String read;
    private final String node = UUID.randomUUID().toString();

    PostgresTransactions(DatabaseSettings settings) {
        this.settings = settings;
        this.lookups = settings.retries(Dialect.POSTGRESQL);
        String limits = "; SET LOCAL lock_timeout = " + settings.lockTimeout().toMillis()
                + "; SET LOCAL statement_timeout = "
                + settings.statementTimeout().toMillis()
                + "; SET LOCAL idle_in_transaction_session_timeout = "
                + settings.statementTimeout().toMillis();
        this.write = "SET TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE" + limits;
        this.read = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY" + limits;
    }

    @Override
    public <T> T write(TransactionBody<T> body, Set<String> signals) throws SQLException {
        return run(write, body, connection -> commit(connection, signals));
    }

    @Override
    public <T> T read(TransactionBody<T> body) throws SQLException {
        return run(read, body, Connection::rollback);
    }

    /** How a transaction ends. */
    @FunctionalInterface
    private interface End {
        void end(Connection connection) throws SQLException;
    }

    private <T> T run(String begin, TransactionBody<T> body, End end) throws SQLException {
        Connection connection = settings.dataSource().getConnection();
        boolean autoCommit = true;
        try {
            autoCommit = connection.getAutoCommit();
            connection.setAutoCommit(false);
            Transactions.execute(connection, begin);
            T result = body.run(connection);
            end.end(connection);
            return result;
        } catch (Throwable e) {
            Transactions.undo(connection, e, "");
            throw e;
        } finally {
            restore(connection, autoCommit);
        }
    }

    private static void restore(Connection connection, boolean autoCommit) {
        try {
            if (autoCommit && !connection.isClosed()) {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            // The connection is lost; the pool will find out.
        } finally {
            Transactions.release(connection);
        }
    }

    private void commit(Connection connection, Set<String> signals) throws SQLException {
        Optional<String> id = announce(connection, signals);
        try {
            connection.commit();
        } catch (SQLException e) {
            boolean lost = DatabaseFault.of(e, Dialect.POSTGRESQL) == DatabaseFault.CONNECTION;
            if (!lost || id.isEmpty() || !committed(id.get(), e)) {
                throw e;
            }
        }
    }

    /** Tells other processes at commit. @return the id of the transaction if it has written something */
    private Optional<String> announce(Connection connection, Set<String> signals) throws SQLException {
        String told = ", pg_notify(?, ?)".repeat(signals.size());
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT pg_current_xact_id_if_assigned()::text" + told)) {
            int mark = 0;
            for (String channel : signals) {
                statement.setString(++mark, CHANNEL);
                statement.setString(++mark, node + ':' + channel);
            }
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return Optional.ofNullable(rows.getString(1));
            }
        }
    }

    private boolean committed(String id, SQLException lost) {
        try {
            return lookups.run("Asking whether a transaction was committed", () -> status(id));
        } catch (DatabaseException e) {
            e.addSuppressed(lost);
            throw new DatabaseException(
                    DatabaseFault.OUTCOME_UNKNOWN,
                    "The connection was lost during commit, and it is not known whether transaction " + id
                            + " was committed: " + e.getMessage(),
                    e.getCause());
        }
    }

    private boolean status(String id) throws SQLException {
        try (Connection connection = settings.dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement("SELECT pg_xact_status(?::xid8)")) {
            statement.setString(1, id);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                String status = rows.getString(1);
                if ("in progress".equals(status)) {
                    throw new SQLTransientException("the server is still at transaction " + id);
                }
                if (status == null) {
                    throw new SQLException("the server no longer knows transaction " + id);
                }
                return status.equals("committed");
            }
        }
    }

    @Override
    public Instant now(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT clock_timestamp()");
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getObject(1, OffsetDateTime.class).toInstant();
        }
    }

    @Override
    public void lock(Connection connection, long key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT pg_advisory_xact_lock(?)")) {
            statement.setLong(1, key);
            statement.execute();
        }
    }

    @Override
    public boolean tryLock(Connection connection, long key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT pg_try_advisory_xact_lock(?)")) {
            statement.setLong(1, key);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getBoolean(1);
            }
        }
    }

    @Override
    public Watch watch(Channels channels) {
        return new PostgresWatch(settings, node, channels);
    }

    @Override
    public void close() {}
}
