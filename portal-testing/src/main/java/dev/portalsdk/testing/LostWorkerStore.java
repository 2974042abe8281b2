package dev.portalsdk.testing;

import dev.portalsdk.scaffolder.task.Claim;
import dev.portalsdk.scaffolder.task.JournalEntry;
import dev.portalsdk.scaffolder.task.Lease;
import dev.portalsdk.scaffolder.task.StoredTask;
import dev.portalsdk.scaffolder.task.TaskCommand;
import dev.portalsdk.scaffolder.task.TaskEvent;
import dev.portalsdk.scaffolder.task.TaskFilter;
import dev.portalsdk.scaffolder.task.TaskRecord;
import dev.portalsdk.scaffolder.task.TaskStore;
import dev.portalsdk.scaffolder.task.TaskStoreException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * A store as a worker sees it that dies in the middle of a step: after its action has done something to the world, before that is written down. Without
 * such an effect it dies when the step ends.
 */
final class LostWorkerStore implements TaskStore {
    private final TaskStore store;
    private final String stepId;
    private final CountDownLatch lost = new CountDownLatch(1);

    LostWorkerStore(TaskStore store, String stepId) {
        this.store = store;
        this.stepId = stepId;
    }

    /** Is at zero once the worker is lost. */
    CountDownLatch lost() {
        return lost;
    }

    private void check() {
        if (lost.getCount() == 0) {
            throw new TaskStoreException("This worker is lost, as the test wants it");
        }
    }

    @Override
    public List<JournalEntry> append(Lease lease, List<TaskEvent> events) {
        check();
        if (events.stream().anyMatch(this::isTheEnd)) {
            lost.countDown();
            check();
        }
        return store.append(lease, events);
    }

    private boolean isTheEnd(TaskEvent event) {
        return (event instanceof TaskEvent.CheckpointReached reached
                        && reached.stepId().equals(stepId))
                || (event instanceof TaskEvent.StepEnded ended && ended.stepId().equals(stepId));
    }

    @Override
    public List<Claim> claim(String node, int limit, Duration length) {
        check();
        return store.claim(node, limit, length);
    }

    @Override
    public Optional<Lease> renew(Lease lease, Duration length) {
        check();
        return store.renew(lease, length);
    }

    @Override
    public void release(Lease lease) {
        check();
        store.release(lease);
    }

    @Override
    public void create(TaskRecord task, Optional<String> sealedSecrets) {
        check();
        store.create(task, sealedSecrets);
    }

    @Override
    public Optional<JournalEntry> tell(TaskCommand command) {
        check();
        return store.tell(command);
    }

    @Override
    public Optional<StoredTask> find(String taskId) {
        check();
        return store.find(taskId);
    }

    @Override
    public List<JournalEntry> journal(String taskId, long after) {
        check();
        return store.journal(taskId, after);
    }

    @Override
    public List<StoredTask> tasks(TaskFilter filter) {
        check();
        return store.tasks(filter);
    }

    @Override
    public boolean delete(String taskId) {
        check();
        return store.delete(taskId);
    }
}
