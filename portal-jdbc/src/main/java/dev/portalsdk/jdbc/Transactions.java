package dev.portalsdk.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How one database runs one attempt at a transaction. */
interface Transactions extends AutoCloseable {
    /** @param signals the channels to tell other processes of at commit, as the body adds them */
    <T> T write(TransactionBody<T> body, Set<String> signals) throws SQLException;

    <T> T read(TransactionBody<T> body) throws SQLException;

    Instant now(Connection connection) throws SQLException;

    void lock(Connection connection, long key) throws SQLException;

    boolean tryLock(Connection connection, long key) throws SQLException;

    /** Waits for signals of other processes, in a thread of its own. */
    Watch watch(Channels channels);

    @Override
    void close();

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Gives a connection back. What fails then no longer concerns the transaction, which is over. */
    static void release(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            Logger log = LoggerFactory.getLogger(Transactions.class);
            log.debug("A connection could not be closed", e);
        }
    }

    /** Undoes after a failure. A connection that was lost cannot, and need not. */
    static void undo(Connection connection, Throwable failure, String rollback) {
        try {
            if (rollback.isEmpty()) {
                connection.rollback();
            } else {
                execute(connection, rollback);
            }
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }
}
