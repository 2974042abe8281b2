package dev.portalsdk.jdbc;

import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A transaction that failed for good: what was being done, how often it was tried, and what the database said. */
public final class DatabaseException extends RuntimeException {
    private final DatabaseFault fault;
    private final @Nullable String sqlState;

    DatabaseException(DatabaseFault fault, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.fault = fault;
        this.sqlState = cause instanceof SQLException sql ? sql.getSQLState() : null;
    }

    /** What kind of failure it was. */
    public DatabaseFault fault() {
        return fault;
    }

    /** The state of SQL that the driver gave, if any: SQLite gives none. */
    public Optional<String> sqlState() {
        return Optional.ofNullable(sqlState);
    }
}
