package dev.portalsdk.catalog.jdbc;

import dev.portalsdk.catalog.store.CatalogException;
import dev.portalsdk.catalog.store.Change;
import dev.portalsdk.catalog.store.ChangeFeed;
import dev.portalsdk.catalog.store.StitchedEntity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The feed's table. */
final class JdbcFeed implements ChangeFeed {
    /** By how they are told in rows. */
    static final List<Change.Type> TYPES = List.of(Change.Type.ADDED, Change.Type.CHANGED, Change.Type.REMOVED);

    /** All changes, as {@link #change} reads them. */
    static final String CHANGES = EntityReader.SHOWN + " FROM catalog_feed f" + EntityReader.BODIES;

    /** All that is visible, as {@link EntityReader#shown} reads it. */
    static final String VISIBLE = EntityReader.SHOWN
            + " FROM catalog_visible v JOIN catalog_feed f ON f.version = v.version" + EntityReader.BODIES;

    private final StoreTransactions store;

    JdbcFeed(StoreTransactions store) {
        this.store = store;
    }

    /** The last version, and up to which changes are not kept. */
    private record Head(long version, long forgotten) {}

    private static Head head(BulkSql sql) throws SQLException {
        return sql.query(
                        "SELECT version, forgotten FROM catalog_feed_head",
                        row -> new Head(row.getLong(1), row.getLong(2)))
                .get(0);
    }

    @Override
    public long version() {
        return store.reading(sql -> head(sql).version());
    }

    @Override
    public List<Change> after(long version, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("The limit must be at least 1, not " + limit);
        }
        List<Change> changes = store.justWritten().changesAfter(version, limit);
        if (changes.size() < limit) {
            long last = JustWritten.last(changes).orElse(version);
            changes.addAll(written(last, limit - changes.size()));
        }
        return changes;
    }

    private List<Change> written(long version, int limit) {
        return store.reading(sql -> {
            Head head = head(sql);
            if (version < head.forgotten()) {
                throw new CatalogException("The change feed reaches back to version " + head.forgotten()
                        + ", and version " + version + " is further back than that: start again from a snapshot");
            }
            return version >= head.version()
                    ? List.of()
                    : sql.query(
                            CHANGES + " WHERE f.version > ? ORDER BY f.version LIMIT ?",
                            this::change,
                            Math.max(0, version),
                            limit);
        });
    }

    private Change change(ResultSet row) throws SQLException {
        return change(row, store.entities());
    }

    static Change change(ResultSet row, EntityReader entities) throws SQLException {
        Change.Type type = TYPES.get(row.getInt("type"));
        Optional<StitchedEntity> entity =
                type == Change.Type.REMOVED ? Optional.empty() : Optional.of(entities.shown(row));
        return new Change(
                row.getLong("version"),
                FactJson.time(row.getLong("at")),
                type,
                FactReader.ref(row),
                StoredText.location(row.getString("location")),
                entity,
                FactJson.refs(row.getString("related")));
    }

    @Override
    public Snapshot snapshot() {
        return store.reading(sql -> {
            long version = head(sql).version();
            return new Snapshot(version, RestoredRows.of(store.entities(), sql, VISIBLE));
        });
    }
}
