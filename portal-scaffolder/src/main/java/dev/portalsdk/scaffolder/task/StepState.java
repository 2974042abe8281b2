package dev.portalsdk.scaffolder.task;

import dev.portalsdk.model.Value;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How far a step is.
 *
 * @param id of the step
 * @param status where it is
 * @param inputs what its action was given, with {@code ***} in place of secrets: one for each round of {@code each}, one without {@code each}
 * @param output what it gave
 * @param error why it failed
 * @param startedAt when it began
 * @param endedAt when it was over
 */
public record StepState(
        String id,
        StepStatus status,
        List<Value.Obj> inputs,
        Value.Obj output,
        Optional<String> error,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt) {

    /** Copies the list. */
    public StepState {
        inputs = List.copyOf(inputs);
    }

    static StepState open(String id) {
        return new StepState(
                id,
                StepStatus.OPEN,
                List.of(),
                Value.Obj.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
