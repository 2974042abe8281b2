package dev.portalsdk.catalog.jdbc;

import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;

/** Forgets changes when there are enough newer ones, but for those that made what is visible now. */
final class FeedTrim {
    /** How many changes are kept. */
    static final long KEPT = 1 << 16;

    /** How many more there may be before any are forgotten. */
    private static final long AT_ONCE = 1 << 12;

    /** What a later change, which is forgotten too, has made something else: the last of these changes is what the oldest version shows. */
    private static final String SUPERSEDED =
            "EXISTS (SELECT 1 FROM catalog_feed later WHERE later.key = catalog_feed.key"
                    + " AND later.version > catalog_feed.version AND later.version <= (SELECT forgotten FROM catalog_feed_head))";

    private final BulkSql sql;

    FeedTrim(BulkSql sql) {
        this.sql = sql;
    }

    /** @param reach the oldest version that a history is to show; empty if none is kept */
    void trim(long version, OptionalLong reach) throws SQLException {
        long last = Math.min(version - KEPT, reach.orElse(Long.MAX_VALUE));
        List<Long> forgotten = sql.query("SELECT forgotten FROM catalog_feed_head", row -> row.getLong(1));
        if (last - forgotten.get(0) < AT_ONCE) {
            return;
        }
        String old =
                "version > ? AND version <= ? AND (type = 2 OR version NOT IN (SELECT version FROM catalog_visible))"
                        + (reach.isPresent() ? " AND (type = 2 OR " + SUPERSEDED + ")" : "");
        long from = forgotten.get(0);
        sql.update("UPDATE catalog_feed_head SET forgotten = ?", last);
        List<Long> bodies = sql.query(
                "SELECT body FROM catalog_feed WHERE " + old
                        + " AND body IS NOT NULL UNION SELECT accepted_body FROM catalog_feed WHERE " + old
                        + " AND accepted_body IS NOT NULL",
                row -> row.getLong(1),
                from,
                last,
                from,
                last);
        sql.update("DELETE FROM catalog_feed WHERE " + old, from, last);
        if (!bodies.isEmpty()) {
            sql.update(
                    "DELETE FROM catalog_body WHERE id {in} AND id NOT IN (SELECT body FROM catalog_feed WHERE body {in})"
                            + " AND id NOT IN (SELECT accepted_body FROM catalog_feed WHERE accepted_body {in})"
                            + " AND id NOT IN (SELECT accepted_body FROM catalog_entity WHERE accepted_body {in})",
                    bodies,
                    bodies,
                    bodies,
                    bodies);
        }
    }
}
