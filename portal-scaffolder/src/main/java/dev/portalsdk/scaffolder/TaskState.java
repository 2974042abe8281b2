package dev.portalsdk.scaffolder;

import dev.portalsdk.model.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far a task is: what its journal says.
 *
 * @param status where it is
 * @param steps every step of its template that has an action, in order
 * @param output what the template shows at the end; empty until it has completed
 * @param error why it failed
 */
public record TaskState(TaskStatus status, List<StepState> steps, Value.Obj output, Optional<String> error) {

    /** Copies the list. */
    public TaskState {
        steps = List.copyOf(steps);
    }

    /** The state after these events. */
    public static TaskState of(List<String> stepIds, List<JournalEntry> journal) {
        Fold fold = new Fold(stepIds);
        journal.forEach(fold::add);
        return fold.state();
    }

    /** The step of an id. */
    public Optional<StepState> step(String id) {
        return steps.stream().filter(step -> step.id().equals(id)).findFirst();
    }

    private static final class Fold {
        private final Map<String, StepState> steps = new LinkedHashMap<>();
        private TaskState whole = new TaskState(TaskStatus.OPEN, List.of(), Value.Obj.empty(), Optional.empty());

        Fold(List<String> stepIds) {
            stepIds.forEach(id -> steps.put(id, StepState.open(id)));
        }

        void add(JournalEntry entry) {
            if (entry.event() instanceof TaskEvent.Started) {
                whole = new TaskState(TaskStatus.PROCESSING, List.of(), whole.output(), whole.error());
            } else if (entry.event() instanceof TaskEvent.StepStarted event) {
                steps.put(event.stepId(), started(event.stepId(), entry.time()));
            } else if (entry.event() instanceof TaskEvent.InputRendered event) {
                steps.computeIfPresent(event.stepId(), (id, step) -> withInput(step, event.input()));
            } else if (entry.event() instanceof TaskEvent.StepEnded event) {
                steps.compute(
                        event.stepId(),
                        (id, step) -> ended(step == null ? StepState.open(id) : step, event, entry.time()));
            } else if (entry.event() instanceof TaskEvent.Ended event) {
                whole = new TaskState(event.status(), List.of(), event.output(), event.error());
            }
        }

        private static StepState started(String id, Instant at) {
            StepState open = StepState.open(id);
            return new StepState(
                    id,
                    StepStatus.PROCESSING,
                    List.of(),
                    open.output(),
                    Optional.empty(),
                    Optional.of(at),
                    Optional.empty());
        }

        private static StepState withInput(StepState step, Value.Obj input) {
            List<Value.Obj> inputs = new ArrayList<>(step.inputs());
            inputs.add(input);
            return new StepState(
                    step.id(), step.status(), inputs, step.output(), step.error(), step.startedAt(), step.endedAt());
        }

        private static StepState ended(StepState step, TaskEvent.StepEnded event, Instant at) {
            return new StepState(
                    step.id(),
                    event.status(),
                    step.inputs(),
                    event.output(),
                    event.error(),
                    step.startedAt(),
                    Optional.of(at));
        }

        TaskState state() {
            return new TaskState(whole.status(), List.copyOf(steps.values()), whole.output(), whole.error());
        }
    }
}
