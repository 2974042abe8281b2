package dev.portalsdk.scaffolder;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A run of a template: where it is, what it wrote, and how to stop it. Safe for use by many threads. */
public final class Task {
    private final TaskRecord task;
    private final TaskStore store;
    private final @Nullable TaskRun run;

    Task(TaskRecord task, TaskStore store, @Nullable TaskRun run) {
        this.task = task;
        this.store = store;
        this.run = run;
    }

    /** Its id. */
    public String id() {
        return task.id();
    }

    /** What it was asked to do. */
    public TaskRecord task() {
        return task;
    }

    /** How far it is now. */
    public TaskState state() {
        return TaskState.of(Template.stepIds(task.document()), store.journal(task.id(), 0));
    }

    /**
     * What happened since.
     *
     * @param after the last index that is known already, 0 for all
     */
    public List<JournalEntry> journal(long after) {
        return store.journal(task.id(), after);
    }

    /** The lines of its log so far. */
    public List<TaskEvent.Logged> log() {
        return journal(0).stream()
                .map(JournalEntry::event)
                .flatMap(event -> event instanceof TaskEvent.Logged line
                        ? Optional.of(line).stream()
                        : Optional.<TaskEvent.Logged>empty().stream())
                .toList();
    }

    /**
     * Waits until it is over.
     *
     * @return the state then; not terminal if the time was over first, or if no worker of this process runs the task
     */
    public TaskState await(Duration atMost) throws InterruptedException {
        if (run != null) {
            run.await(atMost.toNanos());
        }
        return state();
    }

    /** Ends it before its next step and interrupts the action that runs; does nothing if it is over. */
    public void cancel() {
        if (run != null) {
            run.cancel();
        }
    }

    /** Its id. */
    @Override
    public String toString() {
        return "task " + task.id() + " of " + task.template();
    }
}
