package dev.portalsdk.catalog.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** How a row of the feed says that an entity is shown, as it is stored: to be read from the database by one thread and made an entity of by another. */
record ShownRow(
        String body,
        @Nullable String acceptedBody,
        @Nullable String relations,
        @Nullable String errors,
        String location,
        String origin,
        boolean orphan,
        @Nullable String uid) {

    /** Of a row of {@link EntityReader#SHOWN} that is not of a removal. */
    static ShownRow of(ResultSet row) throws SQLException {
        return new ShownRow(
                row.getString("shown_body"),
                row.getString("accepted_body"),
                row.getString("relations"),
                row.getString("errors"),
                row.getString("location"),
                row.getString("origin"),
                row.getBoolean("orphan"),
                row.getString("uid"));
    }
}
