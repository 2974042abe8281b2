package dev.portalsdk.scaffolder;

import dev.portalsdk.model.Severity;
import dev.portalsdk.model.Value;
import java.util.Optional;

/** Something that happened to a task; the journal is the list of them, and what a task's state is made of. */
public sealed interface TaskEvent {

    /** A worker has taken it. */
    record Started() implements TaskEvent {}

    /** A step begins. */
    record StepStarted(String stepId) implements TaskEvent {}

    /**
     * The input of a step's action, before the action runs.
     *
     * @param eachKey which element of {@code each} it is for
     * @param input rendered, with {@code ***} in place of secrets
     */
    record InputRendered(String stepId, Optional<String> eachKey, Value.Obj input) implements TaskEvent {}

    /**
     * A line of the log.
     *
     * @param stepId empty for what concerns the whole task
     * @param message with {@code ***} in place of secrets
     */
    record Logged(Optional<String> stepId, Severity severity, String message) implements TaskEvent {}

    /** An action has done a piece of its work; see {@link ActionContext#checkpoint}. */
    record CheckpointReached(String stepId, String key, Value result) implements TaskEvent {}

    /**
     * A step is over.
     *
     * @param output what its action gave; a list for each name if the step has {@code each}
     * @param error why it failed
     */
    record StepEnded(String stepId, StepStatus status, Value.Obj output, Optional<String> error) implements TaskEvent {}

    /**
     * The task is over.
     *
     * @param output what the template shows at the end
     * @param error why it failed: the message of the first step that did
     */
    record Ended(TaskStatus status, Value.Obj output, Optional<String> error) implements TaskEvent {}
}
