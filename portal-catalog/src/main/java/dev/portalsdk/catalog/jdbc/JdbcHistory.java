package dev.portalsdk.catalog.jdbc;

import dev.portalsdk.catalog.store.Change;
import dev.portalsdk.catalog.store.ChangeFeed;
import dev.portalsdk.catalog.store.ChangeHistory;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.catalog.store.facts.ChangeHistories;
import dev.portalsdk.model.EntityRef;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The history is the feed: each change says all of what it made, and the one before it what was. */
final class JdbcHistory implements ChangeHistory {
    private final StoreTransactions store;

    JdbcHistory(StoreTransactions store) {
        this.store = store;
    }

    private record Row(Change change, Optional<String> provider) {}

    private Row row(ResultSet row) throws SQLException {
        return new Row(
                JdbcFeed.change(row, store.entities()),
                Optional.ofNullable(row.getString("provider")).map(StoredText::read));
    }

    private static Reach kept(BulkSql sql, Instant now) throws SQLException {
        return new HistoryTable(sql, now).reach().orElseThrow(ChangeHistories::notKept);
    }

    @Override
    public Optional<Reach> reach() {
        return store.reading((sql, now) -> new HistoryTable(sql, now).reach());
    }

    @Override
    public long versionAt(Instant time) {
        return store.reading((sql, now) -> {
            Reach reach = kept(sql, now);
            ChangeHistories.check(reach, time);
            return sql.query(
                            "SELECT coalesce(max(version), 0) FROM catalog_feed WHERE version > ? AND at <= ?",
                            row -> Math.max(row.getLong(1), reach.version()),
                            reach.version(),
                            FactJson.micros(time))
                    .get(0);
        });
    }

    @Override
    public ChangeFeed.Snapshot at(long version) {
        return store.reading((sql, now) -> {
            long current = sql.query("SELECT version FROM catalog_feed_head", row -> row.getLong(1))
                    .get(0);
            ChangeHistories.check(kept(sql, now), version, current);
            return new ChangeFeed.Snapshot(
                    version,
                    RestoredRows.of(
                            store.entities(),
                            sql,
                            JdbcFeed.CHANGES
                                    + " WHERE f.version <= ? AND f.type <> 2 AND NOT EXISTS (SELECT 1 FROM catalog_feed later"
                                    + " WHERE later.key = f.key AND later.version > f.version AND later.version <= ?)",
                            version,
                            version));
        });
    }

    @Override
    public List<Past> of(EntityRef ref, long before, int limit) {
        ChangeHistories.check(limit);
        return store.reading((sql, now) -> {
            Optional<Reach> reach = new HistoryTable(sql, now).reach();
            if (reach.isEmpty()) {
                return List.of();
            }
            List<Row> rows = sql.query(
                    JdbcFeed.CHANGES + " WHERE f.key = ? AND f.version < ? ORDER BY f.version DESC LIMIT ?",
                    this::row,
                    StoredText.key(StoredText.of(ref)),
                    before,
                    limit == Integer.MAX_VALUE ? limit : limit + 1);
            List<Past> past = new ArrayList<>();
            for (int i = 0; i < Math.min(limit, rows.size()); i++) {
                Row row = rows.get(i);
                Optional<StitchedEntity> was =
                        i + 1 < rows.size() ? rows.get(i + 1).change().entity() : Optional.empty();
                if (row.change().version() > reach.get().version()) {
                    past.add(new Past(row.change(), was, row.provider()));
                }
            }
            return past;
        });
    }

    @Override
    public List<Removal> removals(long before, int limit) {
        ChangeHistories.check(limit);
        return store.reading((sql, now) -> new HistoryTable(sql, now).removals(before, limit));
    }

    @Override
    public List<Past> after(long version, int limit) {
        ChangeHistories.check(limit);
        return store.reading((sql, now) -> {
            Optional<Reach> reach = new HistoryTable(sql, now).reach();
            if (reach.isEmpty()) {
                return List.of();
            }
            List<Row> rows = sql.query(
                    JdbcFeed.CHANGES + " WHERE f.version > ? ORDER BY f.version LIMIT ?",
                    this::row,
                    Math.max(version, reach.get().version()),
                    limit);
            Map<EntityRef, StitchedEntity> known = before(sql, rows);
            List<Past> past = new ArrayList<>();
            for (Row row : rows) {
                EntityRef ref = row.change().ref();
                past.add(new Past(row.change(), Optional.ofNullable(known.remove(ref)), row.provider()));
                row.change().entity().ifPresent(entity -> known.put(ref, entity));
            }
            return past;
        });
    }

    /** What was visible of these before the first of them. */
    private Map<EntityRef, StitchedEntity> before(BulkSql sql, List<Row> rows) throws SQLException {
        Map<EntityRef, StitchedEntity> before = new HashMap<>();
        if (!rows.isEmpty()) {
            long first = rows.get(0).change().version();
            sql.query(
                    JdbcFeed.CHANGES
                            + " WHERE f.key {in} AND f.version < ? AND f.type <> 2 AND NOT EXISTS (SELECT 1 FROM catalog_feed later"
                            + " WHERE later.key = f.key AND later.version > f.version AND later.version < ?)",
                    row -> before.put(FactReader.ref(row), store.entities().shown(row)),
                    rows.stream()
                            .map(row ->
                                    StoredText.key(StoredText.of(row.change().ref())))
                            .distinct()
                            .toList(),
                    first,
                    first);
        }
        return before;
    }

    @Override
    public Optional<Taken> taken(long removal) {
        return store.reading((sql, now) ->
                new HistoryTable(sql, now).find(removal).map(removed -> new Taken(removed.given(), removed.sources())));
    }
}
