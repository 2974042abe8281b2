package dev.portalsdk.scaffolder;

import dev.portalsdk.scaffolder.task.Choice;
import dev.portalsdk.scaffolder.task.TaskEvent;
import java.util.List;
import java.util.Optional;

/** Ends a step whose effect may or may not have happened, until a person has looked. */
final class DecisionNeededException extends ScaffolderException {
    private static final long serialVersionUID = 1L;

    private final transient TaskEvent.DecisionNeeded event;

    DecisionNeededException(String stepId, String key, String what) {
        super("Nobody knows whether the step " + stepId + " did this: " + what);
        this.event = new TaskEvent.DecisionNeeded(
                Optional.of(stepId),
                key,
                "Nobody knows whether the step \"" + stepId + "\" did this: " + what
                        + ". Look there, then say DONE, REPEAT or FAIL",
                List.of(Choice.DONE, Choice.REPEAT, Choice.FAIL));
    }

    TaskEvent.DecisionNeeded event() {
        return event;
    }
}
