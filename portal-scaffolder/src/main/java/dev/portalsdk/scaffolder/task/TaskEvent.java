package dev.portalsdk.scaffolder.task;

import dev.portalsdk.model.Severity;
import dev.portalsdk.model.Value;
import java.util.List;
import java.util.Optional;

/**
 * Something that happened to a task; the journal is the list of them, and what a task's state is made of.
 *
 * <p>Values hold {@code ***} in place of secrets. Where a later step needs the secret itself, {@code sealed} is the whole value as the host's key
 * encrypted it.
 */
public sealed interface TaskEvent {

    /** A worker of this node has taken it, for the first time or after another one was lost. */
    record Started(String node) implements TaskEvent {}

    /** A step begins; again if the worker before was lost. */
    record StepStarted(String stepId) implements TaskEvent {}

    /**
     * The input of a step's action, before the action runs.
     *
     * @param eachKey which element of {@code each} it is for
     * @param input rendered
     */
    record InputRendered(String stepId, Optional<String> eachKey, Value.Obj input) implements TaskEvent {}

    /**
     * A line of the log.
     *
     * @param stepId empty for what concerns the whole task
     */
    record Logged(Optional<String> stepId, Severity severity, String message) implements TaskEvent {}

    /**
     * An action has done a piece of its work, or something to the world outside.
     *
     * @param key unique within the step
     * @param result what it gave
     */
    record CheckpointReached(String stepId, String key, Value result, Optional<String> sealed) implements TaskEvent {}

    /**
     * An action is about to do something to the world outside; until its {@link CheckpointReached} nobody knows whether it was done.
     *
     * @param what it does, for people
     */
    record EffectAnnounced(String stepId, String key, String what) implements TaskEvent {}

    /** What was announced did not happen, for certain. */
    record EffectRefused(String stepId, String key) implements TaskEvent {}

    /** One round of a step with {@code each} is over. */
    record RoundEnded(String stepId, String eachKey, Value.Obj output, Optional<String> sealed) implements TaskEvent {}

    /**
     * A step is over.
     *
     * @param output what its action gave; a list for each name if the step has {@code each}
     * @param error why it failed
     */
    record StepEnded(
            String stepId, StepStatus status, Value.Obj output, Optional<String> error, Optional<String> sealed)
            implements TaskEvent {}

    /** The workspace as it is now can be opened under this version. */
    record WorkspaceSaved(String version) implements TaskEvent {}

    /** From now on only this node can go on with the task. */
    record Pinned(String node, String why) implements TaskEvent {}

    /** Somebody wants it to end. */
    record CancelRequested() implements TaskEvent {}

    /**
     * The task cannot go on before a person decides.
     *
     * @param stepId the step that it is about; empty if it is about the whole task
     * @param key which of the step's effects
     * @param choices what can be decided
     */
    record DecisionNeeded(Optional<String> stepId, String key, String question, List<Choice> choices)
            implements TaskEvent {
        public DecisionNeeded {
            choices = List.copyOf(choices);
        }
    }

    /**
     * A person has decided.
     *
     * @param result what the effect gave, for {@link Choice#DONE}; else null
     */
    record Decided(Optional<String> stepId, String key, Choice choice, Value result) implements TaskEvent {}

    /**
     * What a step did was taken back, or could not be.
     *
     * @param eachKey which round of {@code each}
     * @param what was taken back; empty if there was nothing
     * @param problem why it could not be
     */
    record Undone(String stepId, Optional<String> eachKey, Optional<String> what, Optional<String> problem)
            implements TaskEvent {}

    /**
     * It is to be run again though it was over.
     *
     * @param fromStep position of the step to begin with, 0 for the first
     * @param afresh whether what that step has already done is forgotten too
     */
    record Retried(int fromStep, boolean afresh) implements TaskEvent {}

    /**
     * The task is over.
     *
     * @param output what the template shows at the end
     * @param error why it failed: the message of the first step that did
     */
    record Ended(TaskStatus status, Value.Obj output, Optional<String> error) implements TaskEvent {}

    /** The event as JSON, for stores: {@code {"type": "StepStarted", "stepId": "fetch"}}. */
    default Value.Obj toValue() {
        return TaskEventJson.write(this);
    }

    /**
     * The event of a JSON that {@link #toValue} made.
     *
     * @throws IllegalArgumentException if it is none
     */
    static TaskEvent of(Value.Obj json) {
        return TaskEventJson.read(json);
    }
}
