package dev.portalsdk.catalog.jdbc;

import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.Claim;
import dev.portalsdk.catalog.store.StitchClaim;
import dev.portalsdk.catalog.store.facts.FactTransaction;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Work as it is handed out and taken back, to many nodes at once, and what there is of it. For any number of threads. */
final class JdbcWork {
    private final StoreTransactions store;
    private volatile Duration lease = Duration.ofMinutes(1);

    JdbcWork(StoreTransactions store) {
        this.store = store;
    }

    /** For how long work is handed out from now on. */
    void lease(Duration length) {
        lease = length;
    }

    /** As {@link CatalogStore#claimDue(int, int)}. */
    List<Claim> claimDue(int limit, int urls) {
        List<Claim> claims = store.writingRows((sql, rows) -> claimDue(new WorkTable(sql), rows, limit, urls));
        if (claims.isEmpty()) {
            store.justWritten().nothingIsDue();
        }
        return claims;
    }

    private List<Claim> claimDue(WorkTable work, JdbcRows rows, int limit, int urls) throws SQLException {
        Instant until = rows.now().plus(lease);
        WorkTable.Open open = work.open(rows.now());
        Map<Long, Long> sources = takeReads(work, open, rows, until, limit, urls);
        int left = open.nodes() ? limit - sources.size() : 0;
        WorkTable.Taken nodes = work.takeNodes(left, rows.now(), until, rows::nextId);
        if (sources.isEmpty() && nodes.generations().isEmpty()) {
            return List.of();
        }
        FactTransaction facts = new FactTransaction(rows);
        List<Claim> claims = new ArrayList<>(facts.sourceClaims(sources));
        claims.addAll(facts.entityClaims(nodes.generations(), new HashSet<>(nodes.onlyIfReadsChanged())));
        return claims;
    }

    /** Sources on this machine first. @return what tells their claims apart, by their numbers */
    private static Map<Long, Long> takeReads(
            WorkTable work, WorkTable.Open open, JdbcRows rows, Instant until, int limit, int urls)
            throws SQLException {
        int here = open.reads() ? limit : 0;
        Map<Long, Long> taken = new LinkedHashMap<>(
                work.takeReads(false, here, rows.now(), until, rows::nextId).generations());
        int remote = open.remoteReads() ? Math.min(urls, limit - taken.size()) : 0;
        taken.putAll(
                work.takeReads(true, remote, rows.now(), until, rows::nextId).generations());
        return taken;
    }

    /** As {@link CatalogStore#claimStitchable(int, boolean)}. */
    List<StitchClaim> claimStitchable(int limit, boolean early) {
        List<StitchClaim> claims = store.writingRows((sql, rows) -> {
            Instant until = rows.now().plus(lease);
            WorkTable.Taken taken = new WorkTable(sql).takeStitchable(limit, early, rows.now(), until, rows::nextId);
            return taken.generations().isEmpty()
                    ? List.of()
                    : new FactTransaction(rows).stitchClaims(taken.generations());
        });
        if (claims.isEmpty()) {
            store.justWritten().nothingIsStitchable();
        }
        return claims;
    }

    /** As {@link CatalogStore#release}. */
    void release(List<? extends Claim> claims) {
        if (!claims.isEmpty()) {
            store.telling((sql, rows) -> {
                WorkTable work = new WorkTable(sql);
                new FactTransaction(rows)
                        .release(
                                claims,
                                (kind, generations) ->
                                        FailedStatement.uncheckedUpdate(() -> work.release(kind, generations)));
                return true;
            });
        }
    }

    /** As {@link CatalogStore#isSettled}. */
    boolean isSettled(long cause) {
        return store.reading(sql -> new WorkTable(sql).isSettled(cause));
    }

    /** As {@link CatalogStore#backlog}. */
    CatalogStore.Backlog backlog() {
        return store.reading(sql -> new WorkTable(sql).backlog());
    }
}
