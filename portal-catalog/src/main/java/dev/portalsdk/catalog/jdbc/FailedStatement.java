package dev.portalsdk.catalog.jdbc;

import java.sql.SQLException;

/** A failure on its way through the rules, which know of no databases; {@link StoreTransactions} makes it again what it was. */
final class FailedStatement extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final SQLException failure;

    private FailedStatement(SQLException failure) {
        super(failure);
        this.failure = failure;
    }

    /** What the database said: it decides whether the transaction is tried again. */
    SQLException failure() {
        return failure;
    }

    /** What asks or tells the database something. */
    @FunctionalInterface
    interface Statement<T> {
        T run() throws SQLException;
    }

    /** What only tells it something. */
    @FunctionalInterface
    interface Update {
        void run() throws SQLException;
    }

    /** Runs what may fail where nothing may be declared to. */
    static <T> T unchecked(Statement<T> statement) {
        try {
            return statement.run();
        } catch (SQLException e) {
            throw new FailedStatement(e);
        }
    }

    /** As {@link #unchecked}, without an answer. */
    static void uncheckedUpdate(Update update) {
        unchecked(() -> {
            update.run();
            return true;
        });
    }
}
