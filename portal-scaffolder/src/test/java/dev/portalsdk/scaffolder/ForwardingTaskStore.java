package dev.portalsdk.scaffolder;

import dev.portalsdk.scaffolder.task.Claim;
import dev.portalsdk.scaffolder.task.JournalEntry;
import dev.portalsdk.scaffolder.task.Lease;
import dev.portalsdk.scaffolder.task.StoredTask;
import dev.portalsdk.scaffolder.task.TaskCommand;
import dev.portalsdk.scaffolder.task.TaskEvent;
import dev.portalsdk.scaffolder.task.TaskFilter;
import dev.portalsdk.scaffolder.task.TaskRecord;
import dev.portalsdk.scaffolder.task.TaskStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A store that another one does the work of, for stores with faults. */
class ForwardingTaskStore implements TaskStore {
    private final TaskStore real;

    ForwardingTaskStore(TaskStore real) {
        this.real = real;
    }

    @Override
    public void create(TaskRecord task, Optional<String> sealedSecrets) {
        real.create(task, sealedSecrets);
    }

    @Override
    public Optional<JournalEntry> tell(TaskCommand command) {
        return real.tell(command);
    }

    @Override
    public Optional<StoredTask> find(String taskId) {
        return real.find(taskId);
    }

    @Override
    public List<JournalEntry> journal(String taskId, long after) {
        return real.journal(taskId, after);
    }

    @Override
    public List<StoredTask> tasks(TaskFilter filter) {
        return real.tasks(filter);
    }

    @Override
    public List<Claim> claim(String node, int limit, Duration length) {
        return real.claim(node, limit, length);
    }

    @Override
    public Optional<Lease> renew(Lease lease, Duration length) {
        return real.renew(lease, length);
    }

    @Override
    public List<JournalEntry> append(Lease lease, List<TaskEvent> events) {
        return real.append(lease, events);
    }

    @Override
    public void release(Lease lease) {
        real.release(lease);
    }

    @Override
    public boolean delete(String taskId) {
        return real.delete(taskId);
    }
}
