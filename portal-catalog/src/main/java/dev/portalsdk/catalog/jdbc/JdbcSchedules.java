package dev.portalsdk.catalog.jdbc;

import dev.portalsdk.catalog.run.RunAttempt;
import dev.portalsdk.catalog.run.RunTiming;
import dev.portalsdk.catalog.run.ScheduledRun;
import dev.portalsdk.catalog.run.Schedules;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tasks in a table. */
final class JdbcSchedules implements Schedules {
    private final StoreTransactions store;

    JdbcSchedules(StoreTransactions store) {
        this.store = store;
    }

    private record Task(@Nullable Instant due, @Nullable Instant leasedUntil, boolean asked) {
        static Task read(ResultSet row) throws SQLException {
            return new Task(time(row, "due"), time(row, "leased_until"), row.getBoolean("asked"));
        }

        private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
            long micros = row.getLong(column);
            return row.wasNull() ? null : FactJson.time(micros);
        }
    }

    @Override
    public RunAttempt claim(String name, RunTiming timing, Duration lease) {
        return claim(name, timing, lease, false);
    }

    @Override
    public RunAttempt claimNow(String name, RunTiming timing, Duration lease) {
        return claim(name, timing, lease, true);
    }

    private RunAttempt claim(String name, RunTiming timing, Duration lease, boolean atOnce) {
        check(name, lease);
        return store.writing((sql, now) -> {
            add(sql, name, timing.frequency().isPresent() ? now.plus(timing.initialDelay()) : null);
            Task task = sql.query(
                            "SELECT due, leased_until, asked FROM catalog_task WHERE name = ?"
                                    + (sql.isPostgres() ? " FOR UPDATE" : ""),
                            Task::read,
                            StoredText.of(name))
                    .get(0);
            Task wanted = atOnce ? new Task(task.due(), task.leasedUntil(), true) : task;
            return claim(sql, new ScheduledRun(name, 0, timing), wanted, now, lease);
        });
    }

    private static RunAttempt claim(BulkSql sql, ScheduledRun run, Task task, Instant now, Duration lease)
            throws SQLException {
        Instant leased = task.leasedUntil();
        if (leased != null && leased.isAfter(now)) {
            return RunAttempt.in(Duration.between(now, leased));
        }
        if (leased == null && !task.asked()) {
            Optional<Instant> due =
                    notLater(task.due(), run.timing().longestWait().map(now::plus));
            sql.update(
                    "UPDATE catalog_task SET due = ? WHERE name = ?",
                    due.map(FactJson::micros).orElse(null),
                    StoredText.of(run.task()));
            if (due.isEmpty()) {
                return RunAttempt.notDue();
            }
            if (due.get().isAfter(now)) {
                return RunAttempt.in(Duration.between(now, due.get()));
            }
        }
        long generation = sql.draw("catalog_id", 1).get(0);
        sql.update(
                "UPDATE catalog_task SET asked = ?, leased_until = ?, generation = ? WHERE name = ?",
                false,
                FactJson.micros(now.plus(lease)),
                generation,
                StoredText.of(run.task()));
        return RunAttempt.of(new ScheduledRun(run.task(), generation, run.timing()));
    }

    private static Optional<Instant> notLater(@Nullable Instant due, Optional<Instant> latest) {
        return due == null || latest.filter(due::isAfter).isPresent() ? latest : Optional.of(due);
    }

    private static void add(BulkSql sql, String name, @Nullable Instant due) throws SQLException {
        sql.update(
                "INSERT INTO catalog_task (name, due, generation, asked) VALUES (?, ?, 0, ?) ON CONFLICT (name) DO NOTHING",
                StoredText.of(name),
                due == null ? null : FactJson.micros(due),
                false);
    }

    @Override
    public boolean renew(ScheduledRun run, Duration lease) {
        check(run.task(), lease);
        return store.writing((sql, now) -> sql.update(
                        "UPDATE catalog_task SET leased_until = ? WHERE name = ? AND generation = ? AND leased_until IS NOT NULL",
                        FactJson.micros(now.plus(lease)),
                        StoredText.of(run.task()),
                        run.generation())
                > 0);
    }

    @Override
    public boolean finish(ScheduledRun run) {
        return finished(run, run.timing().frequency());
    }

    @Override
    public boolean finish(ScheduledRun run, Duration pause) {
        return finished(run, Optional.of(pause));
    }

    private boolean finished(ScheduledRun run, Optional<Duration> pause) {
        return store.writing((sql, now) -> sql.update(
                        "UPDATE catalog_task SET leased_until = NULL, due = ? WHERE name = ? AND generation = ?"
                                + " AND leased_until IS NOT NULL",
                        pause.map(time -> FactJson.micros(now.plus(time))).orElse(null),
                        StoredText.of(run.task()),
                        run.generation())
                > 0);
    }

    @Override
    public void ask(String name) {
        check(name, Duration.ofMillis(1));
        store.writing(sql -> {
            add(sql, name, null);
            return sql.update("UPDATE catalog_task SET asked = ? WHERE name = ?", true, StoredText.of(name));
        });
    }

    private static void check(String name, Duration lease) {
        if (name.isEmpty() || name.length() > MAX_NAME) {
            throw new IllegalArgumentException(
                    "The name of a task has 1 to " + MAX_NAME + " characters, not " + name.length());
        }
        if (lease.isNegative() || lease.isZero()) {
            throw new IllegalArgumentException("A lease must be longer than zero, not " + lease);
        }
    }
}
