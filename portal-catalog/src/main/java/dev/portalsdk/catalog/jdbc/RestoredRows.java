package dev.portalsdk.catalog.jdbc;

import dev.portalsdk.catalog.store.StitchedEntity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import org.jspecify.annotations.Nullable;

/**
 * Entities of very many rows, made on other processors while one thread reads: making them takes longer than reading. Keeps their order. For one thread.
 */
final class RestoredRows {
    /** Large enough that handing over costs nothing to speak of. */
    private static final int BATCH = 500;

    /** Batches that wait at most; then the reader waits, and helps. */
    private static final int AHEAD = 16;

    private final EntityReader entities;
    private final List<StitchedEntity> restored = new ArrayList<>();
    private final Deque<ForkJoinTask<List<StitchedEntity>>> open = new ArrayDeque<>();
    private List<ShownRow> next = new ArrayList<>(BATCH);

    private RestoredRows(EntityReader entities) {
        this.entities = entities;
    }

    /** Of a query as {@link EntityReader#SHOWN} reads, without removals. */
    static List<StitchedEntity> of(EntityReader entities, BulkSql sql, String query, @Nullable Object... parameters)
            throws SQLException {
        RestoredRows rows = new RestoredRows(entities);
        sql.forEach(query, rows::add, parameters);
        return rows.all();
    }

    private void add(ResultSet row) throws SQLException {
        next.add(ShownRow.of(row));
        if (next.size() == BATCH) {
            handOver();
            if (open.size() > AHEAD) {
                restored.addAll(open.remove().join());
            }
        }
    }

    private void handOver() {
        List<ShownRow> rows = next;
        next = new ArrayList<>(BATCH);
        open.add(ForkJoinPool.commonPool()
                .submit(() -> rows.stream().map(entities::shown).toList()));
    }

    private List<StitchedEntity> all() {
        handOver();
        open.forEach(batch -> restored.addAll(batch.join()));
        return restored;
    }
}
