package dev.portalsdk.catalog.jdbc;

import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.facts.FactRows;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What is to be done, and who has it. */
final class WorkTable {
    /** What waits keeps its turn; what was handed out is to be done anew, and a claim to it no longer counts. */
    private static final String AGAIN = "ON CONFLICT (kind, item) DO UPDATE SET"
            + " turn = CASE WHEN catalog_work.generation IS NULL THEN catalog_work.turn ELSE excluded.turn END,"
            + " generation = NULL, lease_until = NULL,"
            + " only_if_reads_changed = catalog_work.only_if_reads_changed AND excluded.only_if_reads_changed,"
            + " cause_from = CASE WHEN catalog_work.cause_from < excluded.cause_from THEN catalog_work.cause_from"
            + " ELSE excluded.cause_from END,"
            + " cause_to = CASE WHEN catalog_work.cause_to > excluded.cause_to THEN catalog_work.cause_to"
            + " ELSE excluded.cause_to END";

    /** How many ranges of causes are told apart. */
    private static final int MOST_RANGES = 32;

    private final BulkSql sql;

    WorkTable(BulkSql sql) {
        this.sql = sql;
    }

    void change(List<FactRows.Due> due, List<FactRows.Done> done, LongSupplier ids) throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>(due.size());
        for (FactRows.Due item : due) {
            rows.add(new @Nullable Object[] {
                item.work().code(),
                item.item(),
                item.remote(),
                ids.getAsLong(),
                item.onlyIfReadsChanged(),
                item.causeFrom(),
                item.causeTo()
            });
        }
        sql.insert("catalog_work", Tables.WORK, rows, AGAIN);
        for (FactRows.Work work : FactRows.Work.values()) {
            List<Long> items = done.stream()
                    .filter(item -> item.work() == work)
                    .map(FactRows.Done::item)
                    .toList();
            if (!items.isEmpty()) {
                sql.update("DELETE FROM catalog_work WHERE kind = ? AND item {in}", work.code(), items);
            }
        }
    }

    private static String into() {
        return "INSERT INTO catalog_work (kind, item, remote, turn, only_if_reads_changed, cause_from, cause_to) ";
    }

    /** All sources, and all entities that read files of their own. */
    int readAll(long turn, long cause) throws SQLException {
        int sources = sql.update(
                into() + "SELECT 0, id, key LIKE 'url:%', ?, false, ?, ? FROM catalog_source WHERE true ORDER BY id "
                        + AGAIN,
                turn,
                cause,
                cause);
        return sources
                + sql.update(
                        into()
                                + "SELECT 1, id, false, ?, true, ?, ? FROM catalog_entity WHERE reads IS NOT NULL ORDER BY id "
                                + AGAIN,
                        turn,
                        cause,
                        cause);
    }

    /** All sources are to tell their readers anew, and all entities are to be processed. */
    void doAllAnew(long turn, long cause) throws SQLException {
        sql.update("UPDATE catalog_source SET readers_changed = true");
        sql.update(
                into() + "SELECT 0, id, key LIKE 'url:%', ?, false, ?, ? FROM catalog_source WHERE true ORDER BY id "
                        + AGAIN,
                turn,
                cause,
                cause);
        sql.update(
                into() + "SELECT 1, id, false, ?, false, ?, ? FROM catalog_entity WHERE held IS NOT NULL ORDER BY id "
                        + AGAIN,
                turn,
                cause,
                cause);
    }

    /** Which work there is, so that nobody looks for what there is none of. */
    record Open(boolean reads, boolean remoteReads, boolean nodes) {}

    Open open(Instant now) throws SQLException {
        String which =
                isOpen("kind = 0 AND NOT remote") + ", " + isOpen("kind = 0 AND remote") + ", " + isOpen("kind = 1");
        long at = FactJson.micros(now);
        return sql.query(
                        "SELECT " + which,
                        row -> new Open(row.getBoolean(1), row.getBoolean(2), row.getBoolean(3)),
                        at,
                        at,
                        at)
                .get(0);
    }

    private static String isOpen(String ofWhich) {
        String one = "EXISTS (SELECT 1 FROM catalog_work WHERE " + ofWhich + " AND generation IS ";
        return one + "NULL) OR " + one + "NOT NULL AND lease_until <= ?)";
    }

    /** What was handed out. */
    record Taken(Map<Long, Long> generations, List<Long> onlyIfReadsChanged) {}

    private record Candidate(long item, boolean onlyIfReadsChanged) {}

    /** Sources on this machine, or on others. */
    Taken takeReads(boolean remote, int limit, Instant now, Instant until, LongSupplier ids) throws SQLException {
        return take(FactRows.Work.READ, " AND remote = " + remote, limit, now, until, ids);
    }

    Taken takeNodes(int limit, Instant now, Instant until, LongSupplier ids) throws SQLException {
        return take(FactRows.Work.PROCESS, "", limit, now, until, ids);
    }

    /** A range of causes. */
    private record Range(long from, long to) {}

    /** @param early also entities that may soon be different, unless they are gone or orphans */
    Taken takeStitchable(int limit, boolean early, Instant now, Instant until, LongSupplier ids) throws SQLException {
        List<Range> unfinished = sql.query(
                "SELECT DISTINCT cause_from, cause_to FROM catalog_work WHERE kind IN (0, 1) ORDER BY cause_from",
                row -> new Range(row.getLong(1), row.getLong(2)));
        StringBuilder finished = new StringBuilder();
        for (Range range : merged(unfinished)) {
            finished.append(finished.isEmpty() ? "" : " AND ")
                    .append("(cause_to < ")
                    .append(range.from())
                    .append(" OR cause_from > ")
                    .append(range.to())
                    .append(")");
        }
        String present = "EXISTS (SELECT 1 FROM catalog_entity e WHERE e.id = catalog_work.item"
                + " AND e.accepted_body IS NOT NULL AND e.orphan_since IS NULL)";
        String ready = unfinished.isEmpty() ? "" : " AND (" + (early ? present + " OR " : "") + "(" + finished + "))";
        return take(FactRows.Work.STITCH, ready, limit, now, until, ids);
    }

    private static List<Range> merged(List<Range> ranges) {
        List<Range> merged = new ArrayList<>();
        for (Range range : ranges) {
            Range last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last != null && (range.from() <= last.to() + 1 || merged.size() >= MOST_RANGES)) {
                merged.set(merged.size() - 1, new Range(last.from(), Math.max(last.to(), range.to())));
            } else {
                merged.add(range);
            }
        }
        return merged;
    }

    /** Takes claims back, if they still count: they go before all that waits. */
    void release(FactRows.Work work, Map<Long, Long> generations) throws SQLException {
        for (Map.Entry<Long, Long> claim : generations.entrySet()) {
            sql.update(
                    "UPDATE catalog_work SET generation = NULL, lease_until = NULL, turn = 0 WHERE kind = ? AND item = ?"
                            + " AND generation = ?",
                    work.code(),
                    claim.getKey(),
                    claim.getValue());
        }
    }

    boolean isSettled(long cause) throws SQLException {
        return sql.query(
                        "SELECT 1 FROM catalog_work WHERE cause_from <= ? AND cause_to >= ? LIMIT 1",
                        row -> row.getInt(1),
                        cause,
                        cause)
                .isEmpty();
    }

    private Taken take(FactRows.Work work, String ready, int limit, Instant now, Instant until, LongSupplier ids)
            throws SQLException {
        Map<Long, Long> generations = new LinkedHashMap<>();
        List<Long> checks = new ArrayList<>();
        if (limit > 0) {
            List<Candidate> taken = new ArrayList<>(sql.query(
                    "SELECT item, only_if_reads_changed FROM catalog_work WHERE kind = ? AND generation IS NOT NULL"
                            + " AND lease_until <= ?" + ready + " ORDER BY generation LIMIT ? {lock}",
                    row -> new Candidate(row.getLong(1), row.getBoolean(2)),
                    work.code(),
                    FactJson.micros(now),
                    limit));
            if (taken.size() < limit) {
                taken.addAll(sql.query(
                        "SELECT item, only_if_reads_changed FROM catalog_work WHERE kind = ? AND generation IS NULL"
                                + ready + " ORDER BY turn, item LIMIT ? {lock}",
                        row -> new Candidate(row.getLong(1), row.getBoolean(2)),
                        work.code(),
                        limit - taken.size()));
            }
            lease(work, taken, until, ids, generations);
            taken.stream().filter(Candidate::onlyIfReadsChanged).forEach(item -> checks.add(item.item()));
        }
        return new Taken(generations, checks);
    }

    private void lease(
            FactRows.Work work, List<Candidate> taken, Instant until, LongSupplier ids, Map<Long, Long> generations)
            throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>(taken.size());
        for (Candidate candidate : taken) {
            long generation = ids.getAsLong();
            generations.put(candidate.item(), generation);
            rows.add(new @Nullable Object[] {candidate.item(), generation, FactJson.micros(until)});
        }
        sql.update(
                "catalog_work",
                BulkSql.Column.all("item bigint, generation bigint, lease_until bigint"),
                rows,
                "catalog_work.kind = " + work.code());
    }

    CatalogStore.Backlog backlog() throws SQLException {
        int[] waiting = new int[FactRows.Work.values().length];
        int[] claimed = new int[1];
        List<Long> leases = new ArrayList<>();
        sql.query("SELECT kind, count(*), count(generation), min(lease_until) FROM catalog_work GROUP BY kind", row -> {
            int leased = row.getInt(3);
            waiting[row.getInt(1)] = row.getInt(2) - leased;
            claimed[0] += leased;
            return leased > 0 && leases.add(row.getLong(4));
        });
        Optional<Instant> next = leases.stream().min(Long::compare).map(FactJson::time);
        return new CatalogStore.Backlog(waiting[0] + waiting[1], waiting[2], claimed[0], next);
    }
}
