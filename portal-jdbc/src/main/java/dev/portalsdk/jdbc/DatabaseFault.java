package dev.portalsdk.jdbc;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Optional;

/** What went wrong between a program and its database, as far as it matters for what to do next. */
public enum DatabaseFault {
    /** Two transactions stood in each other's way and this one was given up: deadlock, serialisation failure. */
    CONFLICT(true),
    /** A lock, a place in the pool or the one writer of SQLite was not to be had in time. */
    BUSY(true),
    /** No connection could be made, or the one in use was lost. */
    CONNECTION(true),
    /** The connection was lost while committing, and the database could not be asked whether it had done so. */
    OUTCOME_UNKNOWN(false),
    /** A statement took longer than it may. */
    TIMEOUT(false),
    /** The disk, or what the database may use of it, is full. */
    FULL(false),
    /** The database cannot be written: a replica, or a file without write permission. */
    READ_ONLY(false),
    /** The user of the connection may not do that. */
    DENIED(false),
    /** The database found its own files damaged. */
    DAMAGED(false),
    /** The waiting thread was interrupted. */
    INTERRUPTED(false),
    /** Anything else: a violated constraint, a statement that is wrong. */
    OTHER(false);

    private static final int CHAIN_LIMIT = 20;

    private final boolean passing;

    DatabaseFault(boolean passing) {
        this.passing = passing;
    }

    /** Whether the same transaction may well succeed a moment later. */
    public boolean isPassing() {
        return passing;
    }

    /** What an exception of a driver means: the first of it, its causes and its next exceptions that says something. */
    public static DatabaseFault of(SQLException exception, Dialect dialect) {
        Throwable current = exception;
        for (int i = 0; current != null && i < CHAIN_LIMIT; i++) {
            if (current instanceof SQLException sql) {
                // The driver of SQLite gives no states; what has one comes from a pool, or from a layer between.
                boolean coded = dialect == Dialect.SQLITE && sql.getSQLState() == null;
                DatabaseFault fault = coded ? ofCode(sql) : ofState(sql);
                if (fault != OTHER) {
                    return fault;
                }
                current = sql.getNextException() == null ? sql.getCause() : sql.getNextException();
            } else {
                current = current.getCause();
            }
        }
        return OTHER;
    }

    /** As appendix A of the PostgreSQL manual lists the states. */
    private static DatabaseFault ofState(SQLException exception) {
        String state = Optional.ofNullable(exception.getSQLState()).orElse("");
        return switch (state) {
            case "40001", "40P01" -> CONFLICT;
            case "55P03", "53300", "55006" -> BUSY;
            case "57014" -> TIMEOUT;
            case "53100" -> FULL;
            case "25006" -> READ_ONLY;
            case "42501" -> DENIED;
            case "57P01", "57P02", "57P03", "57P05", "25P03" -> CONNECTION;
            default -> ofClass(state, exception);
        };
    }

    private static DatabaseFault ofClass(String state, SQLException exception) {
        if (state.startsWith("08")) {
            return CONNECTION;
        }
        if (state.startsWith("28")) {
            return DENIED;
        }
        if (state.equals("XX001") || state.equals("XX002")) {
            return DAMAGED;
        }
        return state.isEmpty() ? ofType(exception) : OTHER;
    }

    /** As <a href="https://www.sqlite.org/rescode.html">SQLite's result codes</a>; the driver gives no state. */
    private static DatabaseFault ofCode(SQLException exception) {
        return switch (exception.getErrorCode() & 0xff) {
            case 5, 6 -> BUSY;
            case 8 -> READ_ONLY;
            case 3, 23 -> DENIED;
            case 11, 26 -> DAMAGED;
            case 13 -> FULL;
            case 9 -> TIMEOUT;
            case 0 -> ofType(exception);
            default -> OTHER;
        };
    }

    /** Pools and drivers without states say it by the class: a pool that is empty gives a transient exception. */
    private static DatabaseFault ofType(SQLException exception) {
        if (exception instanceof SQLTransientException) {
            return BUSY;
        }
        return exception instanceof SQLRecoverableException || exception instanceof SQLNonTransientConnectionException
                ? CONNECTION
                : OTHER;
    }
}
