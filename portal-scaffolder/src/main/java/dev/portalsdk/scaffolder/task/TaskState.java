package dev.portalsdk.scaffolder.task;

import dev.portalsdk.model.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far a task is: what its journal says.
 *
 * @param status where it is
 * @param steps every step of its template that has an action, in order
 * @param output what the template shows at the end; empty until it has completed
 * @param error why it failed
 * @param decision what a person has to decide before it goes on
 * @param undone what was undone, and what could not be, in the order in which it was tried
 */
public record TaskState(
        TaskStatus status,
        List<StepState> steps,
        Value.Obj output,
        Optional<String> error,
        Optional<TaskEvent.DecisionNeeded> decision,
        List<TaskEvent.Undone> undone) {

    /** Copies the lists. */
    public TaskState {
        steps = List.copyOf(steps);
        undone = List.copyOf(undone);
    }

    /**
     * The state after these events.
     *
     * @param stepIds of the template's steps, in order
     */
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
        private final List<StepState> steps = new ArrayList<>();
        private final List<TaskEvent.Undone> undone = new ArrayList<>();
        /** Steps run one after the other, so the number of those that ended says which one runs. */
        private int current;

        private TaskStatus status = TaskStatus.OPEN;
        private Value.Obj output = Value.Obj.empty();
        private Optional<String> error = Optional.empty();
        private Optional<TaskEvent.DecisionNeeded> decision = Optional.empty();

        Fold(List<String> stepIds) {
            stepIds.forEach(id -> steps.add(StepState.open(id)));
        }

        void add(JournalEntry entry) {
            if (entry.event() instanceof TaskEvent.Started) {
                status = TaskStatus.PROCESSING;
            } else if (entry.event() instanceof TaskEvent.DecisionNeeded event) {
                status = TaskStatus.WAITING;
                decision = Optional.of(event);
            } else if (entry.event() instanceof TaskEvent.Decided) {
                status = TaskStatus.OPEN;
                decision = Optional.empty();
            } else if (entry.event() instanceof TaskEvent.CancelRequested && status == TaskStatus.WAITING) {
                status = TaskStatus.OPEN;
                decision = Optional.empty();
            } else if (entry.event() instanceof TaskEvent.Undone event) {
                undone.add(event);
            } else if (entry.event() instanceof TaskEvent.Retried event) {
                retried(event.fromStep());
            } else if (entry.event() instanceof TaskEvent.Ended event) {
                status = event.status();
                output = event.output();
                error = event.error();
            } else if (current < steps.size()) {
                steps.set(current, afterStepEvent(steps.get(current), entry.event(), entry.time()));
                current += entry.event() instanceof TaskEvent.StepEnded ? 1 : 0;
            }
        }

        private void retried(int fromStep) {
            for (int i = fromStep; i < steps.size(); i++) {
                steps.set(i, StepState.open(steps.get(i).id()));
            }
            current = fromStep;
            status = TaskStatus.OPEN;
            output = Value.Obj.empty();
            error = Optional.empty();
            undone.clear();
        }

        private static StepState afterStepEvent(StepState step, TaskEvent happened, Instant at) {
            if (happened instanceof TaskEvent.StepStarted) {
                return started(step.id(), at);
            }
            if (happened instanceof TaskEvent.InputRendered event) {
                return withInput(step, event.input());
            }
            return happened instanceof TaskEvent.StepEnded event ? ended(step, event, at) : step;
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
            return new TaskState(status, steps, output, error, decision, undone);
        }
    }
}
