package dev.portalsdk.scaffolder.jdbc;

import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.task.JournalEntry;
import dev.portalsdk.scaffolder.task.Lease;
import dev.portalsdk.scaffolder.task.StoredTask;
import dev.portalsdk.scaffolder.task.TaskEvent;
import dev.portalsdk.scaffolder.task.TaskFilter;
import dev.portalsdk.scaffolder.task.TaskRecord;
import dev.portalsdk.scaffolder.task.TaskStatus;
import dev.portalsdk.scaffolder.task.TaskStoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The statements on tasks and journals. For many threads. */
final class TaskRows {
    private static final int REMEMBERED = 1_000;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final String STATE =
            "id, status, cancel_requested, pinned_to, last_line, changed_at, node, generation, lease_until, secrets";

    private final String lockRow;
    private final String skipLocked;

    /** What tasks were asked to do never changes, and is read with each line of a journal unless it is remembered. */
    private final Map<String, TaskRecord> records = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TaskRecord> eldest) {
            return size() > REMEMBERED;
        }
    });

    /** @param locksRows whether rows are locked one by one; a transaction of SQLite that writes is alone */
    TaskRows(boolean locksRows) {
        this.lockRow = locksRows ? " FOR UPDATE" : "";
        this.skipLocked = locksRows ? " FOR UPDATE SKIP LOCKED" : "";
    }

    static long nanos(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), SECOND), time.getNano());
    }

    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
    }

    /** A statement with its parameters. */
    static PreparedStatement prepare(Connection connection, String sql, List<? extends @Nullable Object> parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            bind(statement, parameters);
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    private static void bind(PreparedStatement statement, List<? extends @Nullable Object> parameters)
            throws SQLException {
        int position = 0;
        for (Object parameter : parameters) {
            statement.setObject(++position, parameter);
        }
    }

    static int update(Connection connection, String sql, List<? extends @Nullable Object> parameters)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    /** @return false if there is one of its id */
    boolean insert(Connection connection, TaskRecord task, Optional<String> secrets) throws SQLException {
        List<@Nullable Object> parameters = new ArrayList<>();
        parameters.add(task.id());
        parameters.add(task.toValue().toJson());
        parameters.add(task.template().toString());
        parameters.add(task.user().map(Object::toString).orElse(null));
        parameters.add(nanos(task.createdAt()));
        parameters.add(TaskStatus.OPEN.name());
        parameters.add(nanos(task.createdAt()));
        parameters.add(secrets.orElse(null));
        return update(
                        connection,
                        "INSERT INTO scaffolder_task (id, record, template, for_user, created_at, status, "
                                + "cancel_requested, last_line, changed_at, generation, secrets) "
                                + "VALUES (?, ?, ?, ?, ?, ?, false, 0, ?, 0, ?) ON CONFLICT (id) DO NOTHING",
                        parameters)
                == 1;
    }

    /** Those that a node may take, the oldest first, locked. */
    List<TaskRow> toRun(Connection connection, String node, int limit, Instant now) throws SQLException {
        return rows(
                connection,
                "SELECT " + STATE + " FROM scaffolder_task WHERE status IN ('OPEN', 'PROCESSING') "
                        + "AND (pinned_to IS NULL OR pinned_to = ?) AND (lease_until IS NULL OR lease_until <= ?) "
                        + "ORDER BY created_at, id LIMIT ?" + skipLocked,
                List.of(node, nanos(now), limit));
    }

    Optional<TaskRow> lock(Connection connection, String id) throws SQLException {
        return rows(connection, "SELECT " + STATE + " FROM scaffolder_task WHERE id = ?" + lockRow, List.of(id))
                .stream()
                .findFirst();
    }

    /** A task, locked, if the lease is the one that holds it. */
    Optional<TaskRow> held(Connection connection, Lease lease) throws SQLException {
        return lock(connection, lease.taskId()).filter(row -> row.isHeldBy(lease));
    }

    private List<TaskRow> rows(Connection connection, String sql, List<Object> parameters) throws SQLException {
        List<TaskRow> found = new ArrayList<>();
        try (PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                found.add(new TaskRow(
                        stored(result, record(connection, result.getString("id"))),
                        Optional.ofNullable(result.getString("node")),
                        result.getLong("generation"),
                        time(result, "lease_until"),
                        Optional.ofNullable(result.getString("secrets"))));
            }
        }
        return found;
    }

    private static StoredTask stored(ResultSet result, TaskRecord record) throws SQLException {
        long last = result.getLong("last_line");
        return new StoredTask(
                record,
                TaskStatus.valueOf(result.getString("status")),
                result.getBoolean("cancel_requested"),
                Optional.ofNullable(result.getString("pinned_to")),
                last,
                last == 0 ? record.createdAt() : instant(result.getLong("changed_at")));
    }

    private static Optional<Instant> time(ResultSet result, String column) throws SQLException {
        long nanos = result.getLong(column);
        return result.wasNull() ? Optional.empty() : Optional.of(instant(nanos));
    }

    private TaskRecord record(Connection connection, String id) throws SQLException {
        TaskRecord known = records.get(id);
        if (known != null) {
            return known;
        }
        try (PreparedStatement statement =
                        prepare(connection, "SELECT record FROM scaffolder_task WHERE id = ?", List.of(id));
                ResultSet result = statement.executeQuery()) {
            result.next();
            return remember(id, result.getString(1));
        }
    }

    private TaskRecord remember(String id, String json) {
        TaskRecord known = records.get(id);
        if (known != null) {
            return known;
        }
        TaskRecord read = parse(id, json, TaskRecord::of);
        records.put(id, read);
        return read;
    }

    private interface Reading<T> {
        T of(Value.Obj json);
    }

    private static <T> T parse(String id, String json, Reading<T> reading) {
        try {
            return reading.of((Value.Obj) Value.parseJson(json));
        } catch (IllegalArgumentException | ClassCastException | DateTimeException e) {
            throw new TaskStoreException("What the database holds of task " + id + " cannot be read", e);
        }
    }

    /** The row and what was added to its journal. */
    void save(Connection connection, TaskRow row) throws SQLException {
        StoredTask task = row.task();
        List<@Nullable Object> parameters = new ArrayList<>();
        parameters.add(task.status().name());
        parameters.add(task.cancelRequested());
        parameters.add(task.pinnedTo().orElse(null));
        parameters.add(task.lastIndex());
        parameters.add(nanos(task.changedAt()));
        parameters.add(row.node().orElse(null));
        parameters.add(row.generation());
        parameters.add(row.leaseUntil().map(TaskRows::nanos).orElse(null));
        parameters.add(row.secrets().orElse(null));
        parameters.add(task.task().id());
        update(
                connection,
                "UPDATE scaffolder_task SET status = ?, cancel_requested = ?, pinned_to = ?, last_line = ?, "
                        + "changed_at = ?, node = ?, generation = ?, lease_until = ?, secrets = ? WHERE id = ?",
                parameters);
        insert(connection, task.task().id(), row.written());
    }

    private static void insert(Connection connection, String id, List<JournalEntry> entries) throws SQLException {
        if (entries.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO scaffolder_journal (task_id, line, time, event) VALUES (?, ?, ?, ?)")) {
            for (JournalEntry entry : entries) {
                bind(
                        statement,
                        List.of(
                                id,
                                entry.index(),
                                nanos(entry.time()),
                                entry.event().toValue().toJson()));
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    void delete(Connection connection, String id) throws SQLException {
        update(connection, "DELETE FROM scaffolder_journal WHERE task_id = ?", List.of(id));
        update(connection, "DELETE FROM scaffolder_task WHERE id = ?", List.of(id));
        records.remove(id);
    }

    Optional<StoredTask> find(Connection connection, String id) throws SQLException {
        return stored(connection, "SELECT * FROM scaffolder_task WHERE id = ?", List.of(id)).stream()
                .findFirst();
    }

    private List<StoredTask> stored(Connection connection, String sql, List<Object> parameters) throws SQLException {
        List<StoredTask> found = new ArrayList<>();
        try (PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                found.add(stored(result, remember(result.getString("id"), result.getString("record"))));
            }
        }
        return found;
    }

    List<JournalEntry> journal(Connection connection, String id, long after) throws SQLException {
        List<JournalEntry> entries = new ArrayList<>();
        try (PreparedStatement statement = prepare(
                        connection,
                        "SELECT line, time, event FROM scaffolder_journal WHERE task_id = ? AND line > ? ORDER BY line",
                        List.of(id, after));
                ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                entries.add(new JournalEntry(
                        result.getLong(1), instant(result.getLong(2)), parse(id, result.getString(3), TaskEvent::of)));
            }
        }
        return entries;
    }

    List<StoredTask> tasks(Connection connection, TaskFilter filter) throws SQLException {
        StringBuilder where = new StringBuilder("1 = 1");
        List<Object> parameters = new ArrayList<>();
        if (!filter.statuses().isEmpty()) {
            where.append(" AND status IN (")
                    .append(String.join(
                            ", ", Collections.nCopies(filter.statuses().size(), "?")))
                    .append(')');
            filter.statuses().forEach(status -> parameters.add(status.name()));
        }
        filter.template().ifPresent(ref -> {
            where.append(" AND template = ?");
            parameters.add(ref.toString());
        });
        filter.user().ifPresent(ref -> {
            where.append(" AND for_user = ?");
            parameters.add(ref.toString());
        });
        filter.before().ifPresent(time -> {
            where.append(" AND created_at < ?");
            parameters.add(nanos(time));
        });
        parameters.add(filter.limit());
        return stored(
                connection,
                "SELECT * FROM scaffolder_task WHERE " + where + " ORDER BY created_at DESC, id LIMIT ?",
                parameters);
    }
}
