package dev.portalsdk.scaffolder;

import dev.portalsdk.config.Secret;
import dev.portalsdk.model.Validated;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.task.Choice;
import dev.portalsdk.scaffolder.task.JournalEntry;
import dev.portalsdk.scaffolder.task.TaskEvent;
import dev.portalsdk.scaffolder.task.TaskRecord;
import dev.portalsdk.scaffolder.task.TaskState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run of a template: where it is, what it wrote, and how to stop it. Safe for use by many threads. */
public final class Task {
    private final TaskRecord task;
    private final TaskDesk desk;

    Task(TaskRecord task, TaskDesk desk) {
        this.task = task;
        this.desk = desk;
    }

    /** Where to begin again. */
    public enum RetryFrom {
        /** With the first step, in an empty workspace. */
        START,
        /** With the step that failed, in the workspace that it began with; what its checkpoints and effects gave is not done again. */
        FAILED_STEP
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
        return TaskState.of(Template.stepIds(task.document()), journal(0));
    }

    /**
     * What happened since.
     *
     * @param after the last index that is known already, 0 for all
     */
    public List<JournalEntry> journal(long after) {
        return desk.store().journal(task.id(), after);
    }

    /**
     * Waits for what happens next, for streams to front ends.
     *
     * <pre>
     * for (long last = 0; ; ) {
     *   List&lt;JournalEntry&gt; news = task.awaitEntries(last, Duration.ofSeconds(15));   // none: send a sign of life
     *   …
     * }
     * </pre>
     *
     * @param after the last index that is known already
     * @return at least one entry; none if the time was over first, or the task is over and nothing follows
     */
    public List<JournalEntry> awaitEntries(long after, Duration atMost) throws InterruptedException {
        return desk.awaitEntries(task.id(), after, atMost);
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
     * Waits until it is over, or stops for a decision.
     *
     * @return the state then; another one if the time was over first
     */
    public TaskState await(Duration atMost) throws InterruptedException {
        desk.awaitRest(task.id(), atMost);
        return state();
    }

    /** Ends it before its next step and interrupts the action that runs, wherever it does; does nothing if it is over. */
    public void cancel() {
        desk.cancel(task);
    }

    /**
     * Runs it again though it was over.
     *
     * @param secrets as at first: those that came with the task are gone since it ended
     * @return this task, or why the secrets are not what the template asks for
     * @throws ScaffolderException if it is not over, or was undone and so has no step to go on from
     */
    public Validated<Task> retry(RetryFrom from, Map<String, Secret> secrets) {
        return desk.retry(this, from, secrets);
    }

    /**
     * Says what {@link TaskState#decision} asks for, and lets the task go on.
     *
     * @throws ScaffolderException if there is nothing to decide, or this is none of the choices
     */
    public void decide(Choice choice) {
        desk.decide(this, choice, Value.Null.NULL);
    }

    /**
     * Says that what a step was about to do was {@link Choice#DONE}.
     *
     * @param result what it gave, as the action would have had it
     * @throws ScaffolderException if there is nothing to decide, or this is none of the choices
     */
    public void decideDone(Value result) {
        desk.decide(this, Choice.DONE, result);
    }

    /** Its id. */
    @Override
    public String toString() {
        return "task " + task.id() + " of " + task.template();
    }
}
