package dev.portalsdk.catalog.jdbc;

import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.FactRows;
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

    private final BulkSql sql;

    WorkTable(BulkSql sql) {
        this.sql = sql;
    }

    void change(List<FactRows.Due> due, List<FactRows.Done> done, LongSupplier ids) throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>(due.size());
        for (FactRows.Due item : due) {
            rows.add(new @Nullable Object[] {
                item.work().code(), item.item(), item.remote(), ids.getAsLong(), item.onlyIfReadsChanged(), 0L, 0L
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
    int readAll(long turn) throws SQLException {
        int sources = sql.update(
                into() + "SELECT 0, id, key LIKE 'url:%', ?, false, 0, 0 FROM catalog_source WHERE true ORDER BY id "
                        + AGAIN,
                turn);
        return sources
                + sql.update(
                        into()
                                + "SELECT 1, id, false, ?, true, 0, 0 FROM catalog_entity WHERE reads IS NOT NULL ORDER BY id "
                                + AGAIN,
                        turn);
    }

    /** All sources are to tell their readers anew, and all entities are to be processed. */
    void doAllAnew(long turn) throws SQLException {
        sql.update("UPDATE catalog_source SET readers_changed = true");
        sql.update(
                into() + "SELECT 0, id, key LIKE 'url:%', ?, false, 0, 0 FROM catalog_source WHERE true ORDER BY id "
                        + AGAIN,
                turn);
        sql.update(
                into() + "SELECT 1, id, false, ?, false, 0, 0 FROM catalog_entity WHERE held IS NOT NULL ORDER BY id "
                        + AGAIN,
                turn);
    }

    /** What was handed out. */
    record Taken(Map<Long, Long> generations, List<Long> onlyIfReadsChanged) {}

    private record Candidate(long item, boolean onlyIfReadsChanged) {}

    Taken take(FactRows.Work work, int limit, Instant now, Instant until, LongSupplier ids) throws SQLException {
        Map<Long, Long> generations = new LinkedHashMap<>();
        List<Long> checks = new ArrayList<>();
        if (limit > 0) {
            List<Candidate> taken = new ArrayList<>(sql.query(
                    "SELECT item, only_if_reads_changed FROM catalog_work WHERE kind = ? AND generation IS NOT NULL"
                            + " AND lease_until <= ? ORDER BY generation LIMIT ? {lock}",
                    row -> new Candidate(row.getLong(1), row.getBoolean(2)),
                    work.code(),
                    FactJson.micros(now),
                    limit));
            if (taken.size() < limit) {
                taken.addAll(sql.query(
                        "SELECT item, only_if_reads_changed FROM catalog_work WHERE kind = ? AND generation IS NULL"
                                + " ORDER BY turn, item LIMIT ? {lock}",
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
