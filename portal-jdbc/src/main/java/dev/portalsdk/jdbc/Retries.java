package dev.portalsdk.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Tries again what failed for a reason that passes: at once at first, then after pauses that double up to a second, each drawn anew
 * between nothing and its length, so that those who stood in each other's way do not meet again.
 */
final class Retries {
    private static final long FIRST_PAUSE_MILLIS = 5;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    private final Dialect dialect;
    private final int attempts;
    private final Duration patience;

    Retries(Dialect dialect, int attempts, Duration patience) {
        this.dialect = dialect;
        this.attempts = attempts;
        this.patience = patience;
    }

    /** One try. */
    @FunctionalInterface
    interface Attempt<T> {
        T run() throws SQLException;
    }

    /** Runs until it succeeds. @throws DatabaseException when the failure does not pass, or not in time */
    <T> T run(String what, Attempt<T> attempt) {
        long failing = 0;
        for (int tried = 1; ; tried++) {
            try {
                return attempt.run();
            } catch (SQLException e) {
                DatabaseFault fault = DatabaseFault.of(e, dialect);
                failing = tried == 1 ? System.nanoTime() : failing;
                boolean over = System.nanoTime() - failing >= patience.toNanos();
                if (!fault.isPassing() || tried >= attempts || over) {
                    throw new DatabaseException(fault, failed(what, tried, fault, e), e);
                }
                pause(what, tried, e);
            }
        }
    }

    private static void pause(String what, int tried, SQLException failure) {
        long longest = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(tried, 16));
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(longest + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseException(
                    DatabaseFault.INTERRUPTED, what + " was interrupted before it was tried again", failure);
        }
    }

    private static String failed(String what, int tried, DatabaseFault fault, SQLException e) {
        String state = e.getSQLState() == null ? "" : ", state " + e.getSQLState();
        return what + " failed" + (tried > 1 ? " " + tried + " times" : "") + " (" + advice(fault) + state + "): "
                + e.getMessage();
    }

    private static String advice(DatabaseFault fault) {
        return switch (fault) {
            case BUSY ->
                "no lock or no connection was free in time; a larger pool, or shorter transactions beside it, would help";
            case CONNECTION -> "the database cannot be reached";
            case TIMEOUT -> "a statement took longer than the statement timeout";
            case FULL -> "no room is left for the database";
            case READ_ONLY -> "the database can only be read: a replica, or a file without write permission";
            case DENIED -> "the user of the connection lacks a permission";
            default -> fault.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }
}
