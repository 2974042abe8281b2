package dev.portalsdk.testing;

import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.ActionDescriptor;
import dev.portalsdk.scaffolder.task.JournalEntry;
import dev.portalsdk.scaffolder.task.StepState;
import dev.portalsdk.scaffolder.task.StepStatus;
import dev.portalsdk.scaffolder.task.TaskEvent;
import dev.portalsdk.scaffolder.task.TaskState;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an action did in an {@link ActionTester}. Each assertion gives back what it was called on, so that another can follow. Values hold {@code ***} in place
 * of secrets.
 *
 * @param <O> its output
 */
public final class ActionRun<O> {
    private final ActionDescriptor<?, O> action;
    private final TaskState state;
    private final List<JournalEntry> journal;
    private final MadeFiles files;

    ActionRun(ActionDescriptor<?, O> action, TaskState state, List<JournalEntry> journal, Map<String, byte[]> files) {
        this.action = action;
        this.state = state;
        this.journal = journal;
        this.files = new MadeFiles(files);
    }

    /** It came to its end. */
    public ActionRun<O> succeeds() {
        if (step().status() != StepStatus.COMPLETED) {
            throw new AssertionError("Expected that " + action + " succeeds, but it is " + status());
        }
        return this;
    }

    /**
     * It failed, or its input was refused.
     *
     * @param part of the message
     */
    public ActionRun<O> fails(String part) {
        if (step().status() != StepStatus.FAILED) {
            throw new AssertionError("Expected that " + action + " fails, but it is " + status());
        }
        Expected.line("The error of " + action, step().error().stream().toList(), part);
        return this;
    }

    /**
     * Its input does not fit its schema, so that it was not even called.
     *
     * @param part of the message
     */
    public ActionRun<O> refusesInput(String part) {
        if (!step().inputs().isEmpty()) {
            throw new AssertionError("Expected that " + action + " refuses its input, but it took "
                    + step().inputs().get(0).toJson());
        }
        return fails(part);
    }

    /** It cannot go on before a person decides, since nobody knows whether something was done: {@code Effect.once}, interrupted. */
    public ActionRun<O> asksForDecision() {
        if (state.decision().isEmpty()) {
            throw new AssertionError("Expected that " + action + " waits for a decision, but it is " + status());
        }
        return this;
    }

    /**
     * It took something back.
     *
     * @param part of what it says
     */
    public ActionRun<O> undid(String part) {
        Expected.line(
                "What " + action + " has taken back",
                undone().stream().flatMap(undone -> undone.what().stream()).toList(),
                part);
        return this;
    }

    /**
     * It could not take back what it did.
     *
     * @param part of the reason
     */
    public ActionRun<O> failsToUndo(String part) {
        Expected.line(
                "What " + action + " could not take back",
                undone().stream().flatMap(undone -> undone.problem().stream()).toList(),
                part);
        return this;
    }

    private List<TaskEvent.Undone> undone() {
        return state.undone().stream()
                .filter(undone -> undone.stepId().equals(ActionTask.STEP))
                .toList();
    }

    /**
     * It announced that it would do something to the world outside of the workspace.
     *
     * @param part of the announcement: {@code open the ticket}
     */
    public ActionRun<O> announces(String part) {
        Expected.line("What " + action + " announced", announced(), part);
        return this;
    }

    /** It did nothing to the world outside of the workspace, as far as it says so. */
    public ActionRun<O> announcesNothing() {
        if (!announced().isEmpty()) {
            throw new AssertionError("Expected that " + action + " announces nothing, but it did " + announced());
        }
        return this;
    }

    private List<String> announced() {
        return journal.stream()
                .filter(entry -> entry.event() instanceof TaskEvent.EffectAnnounced)
                .map(entry -> ((TaskEvent.EffectAnnounced) entry.event()).what())
                .toList();
    }

    /**
     * What it gave.
     *
     * @throws AssertionError if it did not come to its end
     */
    public O output() {
        succeeds();
        return step().output().to(action.outputType());
    }

    /**
     * It gave this.
     *
     * @param pointer as of RFC 6901: {@code /remoteUrl}
     * @param value text, number, boolean, list or map
     */
    public ActionRun<O> hasOutput(String pointer, Object value) {
        Expected.field("the output of " + action, step().output(), pointer, value);
        return this;
    }

    /** There is a file with this content in the workspace behind it. */
    public ActionRun<O> hasFile(String path, String text) {
        files.require(path, text);
        return this;
    }

    /** There is no such file in the workspace behind it. */
    public ActionRun<O> hasNoFile(String path) {
        files.requireNone(path);
        return this;
    }

    /** The workspace holds the files of a directory, and no others; see {@link TemplateRun#hasFilesAs}. */
    public ActionRun<O> hasFilesAs(Path golden) {
        GoldenFiles.check(files.all(), golden);
        return this;
    }

    /** What is in the workspace behind it, by path. */
    public Map<String, byte[]> files() {
        return files.all();
    }

    /** A line of its log holds this. */
    public ActionRun<O> logs(String part) {
        Expected.line("The log of " + action, log(), part);
        return this;
    }

    /** The lines of its log. */
    public List<String> log() {
        return journal.stream()
                .filter(entry -> entry.event() instanceof TaskEvent.Logged logged
                        && logged.stepId().equals(Optional.of(ActionTask.STEP)))
                .map(entry -> ((TaskEvent.Logged) entry.event()).message())
                .toList();
    }

    /** The task, for assertions of your own; its step is called {@code action}. */
    public TaskState state() {
        return state;
    }

    /** What was written down about the task, as JSON texts: no secret may stand in it. */
    public List<String> journal() {
        return journal.stream().map(JournalEntry::toValue).map(Value::toJson).toList();
    }

    private StepState step() {
        return state.step(ActionTask.STEP).orElseThrow();
    }

    private String status() {
        String error = step().error().map(text -> ": " + text).orElse("");
        return step().status() + error + (log().isEmpty() ? "" : "\n\n  " + String.join("\n  ", log()));
    }
}
