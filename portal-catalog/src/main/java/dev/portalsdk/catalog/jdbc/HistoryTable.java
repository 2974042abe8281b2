package dev.portalsdk.catalog.jdbc;

import dev.portalsdk.catalog.store.ChangeHistory;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.catalog.store.facts.FactRows;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How far back the feed is kept, and what providers took away. Within one transaction. */
final class HistoryTable {
    private final BulkSql sql;
    private final RemovalTable removals;
    private final Instant now;

    HistoryTable(BulkSql sql, Instant now) {
        this.sql = sql;
        this.removals = new RemovalTable(sql);
        this.now = now;
    }

    /** What the head says; ages in microseconds. */
    private record Head(
            long version, long age, long changes, @Nullable Long reach, long since) {
        static Head read(ResultSet row) throws SQLException {
            long reach = row.getLong("reach");
            return new Head(
                    row.getLong("version"),
                    row.getLong("history_age"),
                    row.getLong("history_changes"),
                    row.wasNull() ? null : reach,
                    row.getLong("reach_since"));
        }

        ChangeHistory.Reach from() {
            return new ChangeHistory.Reach(Objects.requireNonNull(reach), FactJson.time(since));
        }
    }

    private Head head() throws SQLException {
        return sql.query("SELECT * FROM catalog_feed_head", Head::read).get(0);
    }

    void keep(ChangeHistory.Retention retention) throws SQLException {
        Head head = head();
        if (retention.isOff()) {
            if (head.reach() != null) {
                sql.update(
                        "UPDATE catalog_feed_head SET history_age = NULL, history_changes = NULL, reach = NULL, reach_since = NULL");
                removals.clear();
            }
            return;
        }
        sql.update(
                "UPDATE catalog_feed_head SET history_age = ?, history_changes = ?, reach = ?, reach_since = ?",
                micros(retention.age()),
                retention.changes(),
                head.reach() == null ? Long.valueOf(head.version()) : head.reach(),
                head.reach() == null ? Long.valueOf(FactJson.micros(now)) : Long.valueOf(head.since()));
        prune();
    }

    /** Forgets all, and is that of another store from now on, however much that is. */
    void beginAt(ChangeHistory.Reach other, long version) throws SQLException {
        sql.update("DELETE FROM catalog_feed");
        sql.update("DELETE FROM catalog_visible");
        removals.clear();
        sql.update(
                "DELETE FROM catalog_body WHERE id NOT IN (SELECT accepted_body FROM catalog_entity WHERE accepted_body IS NOT NULL)");
        sql.update(
                "UPDATE catalog_feed_head SET version = ?, forgotten = ?, history_age = ?, history_changes = ?, reach = ?, reach_since = ?",
                version,
                other.version(),
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                other.version(),
                FactJson.micros(other.since()));
    }

    private static long micros(Duration age) {
        return age.compareTo(Duration.ofDays(365_000)) > 0 ? Long.MAX_VALUE : age.toNanos() / 1_000;
    }

    boolean isKept() throws SQLException {
        return head().reach() != null;
    }

    private long oldest(Head head) {
        return head.age() == Long.MAX_VALUE ? Long.MIN_VALUE : FactJson.micros(now) - head.age();
    }

    /** From where on versions can be shown now. */
    Optional<ChangeHistory.Reach> reach() throws SQLException {
        Head head = head();
        if (head.reach() == null) {
            return Optional.empty();
        }
        long reach = wanted(head);
        return reach <= head.reach() ? Optional.of(head.from()) : at(reach).or(() -> Optional.of(head.from()));
    }

    /** From where on versions are wanted, by their number and their age. */
    private long wanted(Head head) throws SQLException {
        long byNumber = head.changes() >= head.version() ? 0 : head.version() - head.changes();
        List<Long> byAge = sql.query(
                "SELECT coalesce(max(version), 0) FROM catalog_feed WHERE version > ? AND at < ?",
                row -> row.getLong(1),
                head.reach(),
                oldest(head));
        return Math.max(byNumber, byAge.get(0));
    }

    private Optional<ChangeHistory.Reach> at(long version) throws SQLException {
        return sql
                .query(
                        "SELECT version, at FROM catalog_feed WHERE version = ?",
                        row -> new ChangeHistory.Reach(row.getLong(1), FactJson.time(row.getLong(2))),
                        version)
                .stream()
                .findFirst();
    }

    /** Forgets what is older than is wanted. @return the oldest version that can be shown; empty if no history is kept */
    OptionalLong prune() throws SQLException {
        Optional<ChangeHistory.Reach> reach = reach();
        if (reach.isEmpty()) {
            return OptionalLong.empty();
        }
        sql.update(
                "UPDATE catalog_feed_head SET reach = ?, reach_since = ?",
                reach.get().version(),
                FactJson.micros(reach.get().since()));
        Head head = head();
        removals.trim(oldest(head), head.changes());
        return OptionalLong.of(reach.get().version());
    }

    /** Whose registrations led to these, by number; of what is removed, to what was there before. Empty if no history is kept. */
    Map<Long, String> providers(Collection<FactRows.Shown> changes) throws SQLException {
        Map<Long, String> providers = new HashMap<>();
        if (isKept()) {
            List<Long> ids = changes.stream().map(FactRows.Shown::entity).toList();
            sql.query(
                    "SELECT v.id, f.provider FROM catalog_visible v JOIN catalog_feed f ON f.version = v.version"
                            + " WHERE f.provider IS NOT NULL AND v.id {in}",
                    row -> providers.put(row.getLong(1), row.getString(2)),
                    ids);
            sql.query(
                    "SELECT e.id, b.provider FROM catalog_entity e JOIN catalog_bucket b ON b.rank = e.rank WHERE e.id {in}",
                    row -> providers.put(row.getLong(1), row.getString(2)),
                    ids);
        }
        return providers;
    }

    // Removals

    void add(
            long id,
            String provider,
            Collection<EntityRef> refs,
            List<ProvidedEntity> given,
            Collection<LocationRef> sources)
            throws SQLException {
        add(
                new ChangeHistory.Removal(id, provider, now, head().version(), List.copyOf(new TreeSet<>(refs))),
                new ChangeHistory.Taken(given, List.copyOf(sources)));
    }

    void add(ChangeHistory.Removal removal, ChangeHistory.Taken taken) throws SQLException {
        removals.add(removal, taken);
    }

    /** Those that are not too old, the latest first. */
    List<ChangeHistory.Removal> removals(long before, int limit) throws SQLException {
        return removals.before(before, oldest(head()), limit);
    }

    /** One that is not too old. */
    Optional<RemovalTable.Removed> find(long id) throws SQLException {
        return removals.find(id, oldest(head()));
    }
}
