package dev.portalsdk.scaffolder.task;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** See {@link TaskStore#inMemory}. */
final class InMemoryTaskStore implements TaskStore {
    static final Comparator<StoredTask> LATEST_FIRST = Comparator.comparing(
                    (StoredTask stored) -> stored.task().createdAt())
            .reversed()
            .thenComparing(stored -> stored.task().id());

    private final Clock clock;
    private final Map<String, Row> rows = new LinkedHashMap<>();
    /** Those that have not ended. */
    private final Map<String, Row> active = new LinkedHashMap<>();

    InMemoryTaskStore(Clock clock) {
        this.clock = clock;
    }

    private static final class Row {
        private StoredTask task;
        private Optional<String> secrets;
        private @Nullable Lease lease;
        private long generation;
        private final List<JournalEntry> journal = new ArrayList<>();

        Row(TaskRecord task, Optional<String> secrets) {
            this.task = StoredTask.submitted(task);
            this.secrets = secrets;
        }

        boolean isHeld(Instant now) {
            return lease != null && now.isBefore(lease.until());
        }

        boolean isLeaseOf(Lease other) {
            return lease != null && lease.generation() == other.generation();
        }

        Lease extend(String node, Instant until) {
            Lease extended = new Lease(task.task().id(), node, generation, until, task.cancelRequested());
            lease = extended;
            return extended;
        }
    }

    private JournalEntry write(Row row, Instant now, TaskEvent event) {
        JournalEntry entry = new JournalEntry(row.task.lastIndex() + 1, now, event);
        row.journal.add(entry);
        row.task = row.task.after(entry);
        if (row.task.isAtRest()) {
            row.lease = null;
        }
        if (row.task.status().isTerminal()) {
            row.secrets = Optional.empty();
            active.remove(row.task.task().id());
        } else {
            active.put(row.task.task().id(), row);
        }
        return entry;
    }

    @Override
    public synchronized void create(TaskRecord task, Optional<String> sealedSecrets) {
        Row row = new Row(task, sealedSecrets);
        if (rows.putIfAbsent(task.id(), row) != null) {
            throw new TaskStoreException("There is a task " + task.id() + " already");
        }
        active.put(task.id(), row);
    }

    @Override
    public synchronized List<Claim> claim(String node, int limit, Duration length) {
        Instant now = clock.instant();
        List<Row> free = active.values().stream()
                .filter(row -> row.task.mayBeClaimedBy(node) && !row.isHeld(now))
                .limit(limit)
                .toList();
        List<Claim> claims = new ArrayList<>();
        for (Row row : free) {
            row.generation++;
            write(row, now, new TaskEvent.Started(node));
            claims.add(new Claim(row.extend(node, now.plus(length)), row.task, row.secrets));
        }
        return claims;
    }

    @Override
    public synchronized Optional<Lease> renew(Lease lease, Duration length) {
        return held(lease).map(row -> row.extend(lease.node(), clock.instant().plus(length)));
    }

    private Optional<Row> held(Lease lease) {
        return Optional.ofNullable(rows.get(lease.taskId())).filter(row -> row.isLeaseOf(lease));
    }

    @Override
    public synchronized List<JournalEntry> append(Lease lease, List<TaskEvent> events) {
        Row row = held(lease).orElseThrow(() -> new LeaseLostException(lease.taskId()));
        Instant now = clock.instant();
        return events.stream().map(event -> write(row, now, event)).toList();
    }

    @Override
    public synchronized void release(Lease lease) {
        held(lease).ifPresent(row -> row.lease = null);
    }

    @Override
    public synchronized Optional<JournalEntry> tell(TaskCommand command) {
        return Optional.ofNullable(rows.get(command.taskId()))
                .filter(row -> command.expected().contains(row.task.status()))
                .map(row -> {
                    command.sealedSecrets().ifPresent(secrets -> row.secrets = Optional.of(secrets));
                    return write(row, clock.instant(), command.event());
                });
    }

    @Override
    public synchronized Optional<StoredTask> find(String taskId) {
        return Optional.ofNullable(rows.get(taskId)).map(row -> row.task);
    }

    @Override
    public synchronized List<JournalEntry> journal(String taskId, long after) {
        Row row = rows.get(taskId);
        if (row == null) {
            return List.of();
        }
        int from = (int) Math.min(Math.max(0, after), row.journal.size());
        return List.copyOf(row.journal.subList(from, row.journal.size()));
    }

    @Override
    public synchronized List<StoredTask> tasks(TaskFilter filter) {
        return rows.values().stream()
                .map(row -> row.task)
                .filter(filter::matches)
                .sorted(LATEST_FIRST)
                .limit(filter.limit())
                .toList();
    }

    @Override
    public synchronized boolean delete(String taskId) {
        Row row = rows.get(taskId);
        boolean over = row != null && row.task.status().isTerminal();
        if (over) {
            rows.remove(taskId);
        }
        return over;
    }
}
