package dev.portalsdk.fakes;

import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What happens to one statement or commit that goes through a {@link FaultyDataSource}. */
public final class SqlFault {
    /** The connection is lost before the database is told. */
    public static final SqlFault CUT_BEFORE = new SqlFault(null);

    /** The database does it, and the connection is lost before the answer: for a commit, the outcome is unknown to the caller. */
    public static final SqlFault CUT_AFTER = new SqlFault(null);

    private final @Nullable SQLException error;

    private SqlFault(@Nullable SQLException error) {
        this.error = error;
    }

    /** The database refuses with a state of SQL, such as {@code 53100} for a full disk. On PostgreSQL a real error would end the transaction; so does this. */
    public static SqlFault error(String sqlState) {
        return new SqlFault(new SQLException("An error was injected", Objects.requireNonNull(sqlState)));
    }

    /** The database refuses with a code of its driver, such as 13 for SQLite's full disk. */
    public static SqlFault error(int code) {
        return new SqlFault(new SQLException("An error was injected", null, code));
    }

    boolean isCut() {
        return error == null;
    }

    SQLException exception(String sql) {
        if (error == null) {
            return new SQLException("The connection was cut at: " + sql, "08006");
        }
        return new SQLException(error.getMessage() + " at: " + sql, error.getSQLState(), error.getErrorCode());
    }
}
