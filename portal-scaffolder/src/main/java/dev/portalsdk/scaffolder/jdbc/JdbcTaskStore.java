package dev.portalsdk.scaffolder.jdbc;

import dev.portalsdk.jdbc.Database;
import dev.portalsdk.jdbc.DatabaseException;
import dev.portalsdk.jdbc.Dialect;
import dev.portalsdk.jdbc.TransactionBody;
import dev.portalsdk.scaffolder.task.Claim;
import dev.portalsdk.scaffolder.task.JournalEntry;
import dev.portalsdk.scaffolder.task.Lease;
import dev.portalsdk.scaffolder.task.LeaseLostException;
import dev.portalsdk.scaffolder.task.StoredTask;
import dev.portalsdk.scaffolder.task.TaskCommand;
import dev.portalsdk.scaffolder.task.TaskEvent;
import dev.portalsdk.scaffolder.task.TaskFilter;
import dev.portalsdk.scaffolder.task.TaskRecord;
import dev.portalsdk.scaffolder.task.TaskStore;
import dev.portalsdk.scaffolder.task.TaskStoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tasks in PostgreSQL or SQLite, shared by any number of nodes. Leases are granted and judged by the database's clock; on PostgreSQL nodes that
 * claim at the same time pass over each other's rows instead of waiting for them.
 *
 * <p>Each method is one transaction, tried again as {@link Database} says; what it has returned from survives a crash as far as the database
 * promises that. Safe for use by many threads. Closing the {@code Database} is the host's affair.
 */
public final class JdbcTaskStore implements TaskStore {
    private final Database database;
    private final TaskRows rows;

    private JdbcTaskStore(Database database) {
        this.database = database;
        this.rows = new TaskRows(database.dialect() == Dialect.POSTGRESQL);
    }

    /**
     * The store of a database, whose tables are made or brought up to date.
     *
     * @throws TaskStoreException if that cannot be done
     */
    public static JdbcTaskStore of(Database database) {
        ScaffolderTables.bringUpToDate(database);
        return new JdbcTaskStore(database);
    }

    private <T> T write(String what, TransactionBody<T> body) {
        try {
            return database.write(body);
        } catch (DatabaseException e) {
            throw failure(what, e);
        }
    }

    private <T> T read(String what, TransactionBody<T> body) {
        try {
            return database.read(body);
        } catch (DatabaseException e) {
            throw failure(what, e);
        }
    }

    private static TaskStoreException failure(String what, DatabaseException e) {
        return new TaskStoreException("The store in the database cannot " + what + ": " + e.getMessage(), e);
    }

    @Override
    public void create(TaskRecord task, Optional<String> sealedSecrets) {
        boolean created =
                write("keep the task " + task.id(), connection -> rows.insert(connection, task, sealedSecrets));
        if (!created) {
            throw new TaskStoreException("There is a task " + task.id() + " already");
        }
    }

    @Override
    public List<Claim> claim(String node, int limit, Duration length) {
        return write("give out tasks", connection -> {
            Instant now = database.now(connection);
            List<Claim> claims = new ArrayList<>();
            for (TaskRow row : rows.toRun(connection, node, limit, now)) {
                row.grant(node, now.plus(length));
                row.write(now, List.of(new TaskEvent.Started(node)));
                rows.save(connection, row);
                claims.add(new Claim(row.lease(), row.task(), row.secrets()));
            }
            return claims;
        });
    }

    @Override
    public Optional<Lease> renew(Lease lease, Duration length) {
        return write("renew a lease", connection -> {
            Optional<TaskRow> row = rows.held(connection, lease);
            if (row.isPresent()) {
                row.get().extend(database.now(connection).plus(length));
                rows.save(connection, row.get());
            }
            return row.map(TaskRow::lease);
        });
    }

    @Override
    public List<JournalEntry> append(Lease lease, List<TaskEvent> events) {
        return write("write the journal of task " + lease.taskId(), connection -> {
            TaskRow row = rows.held(connection, lease).orElseThrow(() -> new LeaseLostException(lease.taskId()));
            return write(connection, row, events);
        });
    }

    private List<JournalEntry> write(Connection connection, TaskRow row, List<TaskEvent> events) throws SQLException {
        List<JournalEntry> written = row.write(database.now(connection), events);
        rows.save(connection, row);
        return written;
    }

    @Override
    public void release(Lease lease) {
        write("take a task back", connection -> {
            Optional<TaskRow> row = rows.held(connection, lease);
            if (row.isPresent()) {
                row.get().release();
                rows.save(connection, row.get());
            }
            return lease;
        });
    }

    @Override
    public Optional<JournalEntry> tell(TaskCommand command) {
        return write("write the journal of task " + command.taskId(), connection -> {
            Optional<TaskRow> row = rows.lock(connection, command.taskId())
                    .filter(found -> command.expected().contains(found.task().status()));
            if (row.isEmpty()) {
                return Optional.empty();
            }
            command.sealedSecrets().ifPresent(row.get()::keepSecrets);
            return Optional.of(
                    write(connection, row.get(), List.of(command.event())).get(0));
        });
    }

    @Override
    public boolean delete(String taskId) {
        return write("delete the task " + taskId, connection -> {
            boolean over = rows.lock(connection, taskId)
                    .filter(row -> row.task().status().isTerminal())
                    .isPresent();
            if (over) {
                rows.delete(connection, taskId);
            }
            return over;
        });
    }

    @Override
    public Optional<StoredTask> find(String taskId) {
        return read("read the task " + taskId, connection -> rows.find(connection, taskId));
    }

    @Override
    public List<JournalEntry> journal(String taskId, long after) {
        return read("read the journal of task " + taskId, connection -> rows.journal(connection, taskId, after));
    }

    @Override
    public List<StoredTask> tasks(TaskFilter filter) {
        return read("list its tasks", connection -> rows.tasks(connection, filter));
    }
}
