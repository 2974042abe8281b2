package dev.portalsdk.scaffolder;

import dev.portalsdk.model.Severity;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.CompiledTemplate.CompiledStep;
import dev.portalsdk.scaffolder.TaskProgress.End;
import dev.portalsdk.scaffolder.task.Choice;
import dev.portalsdk.scaffolder.task.OnFailure;
import dev.portalsdk.scaffolder.task.StepStatus;
import dev.portalsdk.scaffolder.task.TaskEvent;
import dev.portalsdk.scaffolder.task.TaskStatus;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes on with one task from where its journal ends to its end, or to a stop where somebody has to decide. For one thread.
 *
 * <p>A step is over when the journal says so; until then it is run again by whoever claims the task next, with what its checkpoints and effects gave.
 */
final class TaskRun {
    private static final Logger LOG = LoggerFactory.getLogger(Scaffolder.class);

    private final RunContext run;
    private final CompiledTemplate program;
    private final StepRunner steps;
    private final RunSignals signals;
    private TaskData data;
    private Optional<Throwable> firstFailure = Optional.empty();

    TaskRun(RunContext run, CompiledTemplate program, TaskData data) {
        this.run = run;
        this.program = program;
        this.steps = new StepRunner(run);
        this.signals = run.signals();
        this.data = data;
    }

    /** How the work of this worker on the task came to its end. */
    sealed interface Outcome {
        /** It was given up in the middle, so that another worker can go on with it. */
        record GivenUp() implements Outcome {}

        /** It waits until somebody has decided. */
        record Waiting(TaskEvent.DecisionNeeded decision) implements Outcome {}

        /**
         * All is done, and the journal is to say so.
         *
         * @param cause what made a step fail in this run, as it was thrown: it may quote secrets
         */
        record Done(TaskStatus status, Value.Obj output, Optional<String> error, Optional<Throwable> cause)
                implements Outcome {}
    }

    /** Runs it. The caller writes the outcome into the journal once it has cleared away the workspace. */
    Outcome run() throws IOException {
        TaskProgress progress = run.progress();
        int begun = progress.position();
        catchUp(begun);
        run.journal()
                .log(
                        begun == 0
                                ? "Starting up task with " + program.steps().size() + " steps"
                                : "Going on with step " + (begun + 1) + " of "
                                        + program.steps().size());
        for (int i = begun; i < program.steps().size() && !signals.isCancelled(); i++) {
            if (signals.isStopping()) {
                return new Outcome.GivenUp();
            }
            if (!runStep(i)) {
                Optional<DecisionNeededException> decision = signals.question();
                return decision.isPresent() ? new Outcome.Waiting(decision.get().event()) : new Outcome.GivenUp();
            }
        }
        return finish();
    }

    /** What finished steps gave, and what is to be kept out of sight because of their inputs. */
    private void catchUp(int position) {
        for (int i = 0; i < position; i++) {
            CompiledStep step = program.steps().get(i);
            run.vault()
                    .redactor()
                    .learn(
                            step.input().renderObject(data.withSecrets(), problem -> {}),
                            step.input().renderObject(data.withMaskedSecrets(), problem -> {}));
            data = dataAfter(i, data);
        }
    }

    private TaskData dataAfter(int position, TaskData before) {
        End end = run.progress().step(position).end().orElseThrow();
        String id = program.steps().get(position).step().id();
        return end.status() == StepStatus.COMPLETED ? before.withOutput(id, end.output()) : before;
    }

    /** @return false if the step is not over */
    private boolean runStep(int position) throws IOException {
        CompiledStep step = program.steps().get(position);
        String id = step.step().id();
        run.journal().stepStarted(id);
        run.journal().log(id, Severity.INFO, "Beginning step " + step.step().name());
        End end;
        try {
            boolean failed = run.progress().errorBefore(position).isPresent();
            Optional<Value.Obj> output = steps.run(step, run.progress().step(position), data, failed);
            run.requireWhole();
            end = new End(
                    output.isPresent() ? StepStatus.COMPLETED : StepStatus.SKIPPED,
                    output.orElse(Value.Obj.empty()),
                    Optional.empty());
            String word = output.isPresent() ? "Finished step " : "Skipped step ";
            run.journal().log(id, Severity.INFO, word + step.step().name());
        } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
            // The errors are mistakes of an action's, which must not take the worker with it.
            Optional<End> failure = failure(id, e);
            if (failure.isEmpty()) {
                return false;
            }
            end = failure.get();
        }
        ended(position, id, end);
        return true;
    }

    private void ended(int position, String id, End end) throws IOException {
        // What a step left behind that failed is not kept: it is run again in the workspace that it began with.
        run.journal().stepEnded(id, end, end.failed() ? List.of() : run.saveWorkspace());
        run.progress().step(position).end(end);
        Set<String> needed = run.progress().neededWorkspaces();
        if (!run.workspace().retained().equals(needed)) {
            run.journal().flush(); // first it must say that the others are not needed
            run.workspace().retain(needed);
        }
        data = dataAfter(position, data);
    }

    /** How a step ended that has failed; empty if it has not ended. */
    private Optional<End> failure(String stepId, Throwable failure) {
        LOG.debug("Step {} of task {} failed", stepId, run.task().id(), failure);
        if (signals.question().isPresent() || run.journal().isBroken()) {
            return Optional.empty();
        }
        boolean interrupted = Thread.interrupted() || failure instanceof InterruptedException;
        boolean cancelled = signals.isCancelled();
        if (signals.isStopping() && interrupted && !cancelled) {
            return Optional.empty();
        }
        if (interrupted && !cancelled) {
            Thread.currentThread().interrupt(); // by the owner of the thread, who wants to know
        }
        firstFailure = firstFailure.or(() -> Optional.of(failure));
        String problem = cancelled ? "The task was cancelled" : message(failure);
        run.journal().log(stepId, cancelled ? Severity.INFO : Severity.ERROR, problem);
        return Optional.of(
                new End(cancelled ? StepStatus.CANCELLED : StepStatus.FAILED, Value.Obj.empty(), Optional.of(problem)));
    }

    static String message(Throwable failure) {
        String text = failure.getMessage();
        return text == null || text.isBlank() ? failure.getClass().getSimpleName() : text;
    }

    private Outcome finish() {
        signals.enterLastPhase();
        Optional<String> error = run.progress().errorBefore(program.steps().size());
        if (error.isEmpty() && !signals.isCancelled()) {
            return new Outcome.Done(TaskStatus.COMPLETED, output(), Optional.empty(), Optional.empty());
        }
        UndoRun undo = new UndoRun(run, program, steps);
        OnFailure reaction = run.task().onFailure();
        Optional<Choice> decided = run.progress().onFailure();
        if (reaction == OnFailure.ASK && decided.isEmpty() && !undo.isNothingToDo()) {
            return new Outcome.Waiting(undo.question());
        }
        if (reaction == OnFailure.UNDO || decided.equals(Optional.of(Choice.UNDO))) {
            undo.run(data.withoutSteps());
        }
        return signals.isCancelled()
                ? new Outcome.Done(TaskStatus.CANCELLED, Value.Obj.empty(), Optional.empty(), firstFailure)
                : new Outcome.Done(TaskStatus.FAILED, Value.Obj.empty(), error, firstFailure);
    }

    private Value.Obj output() {
        return program.output().render(data.withoutSecrets(), problem -> run.journal()
                .log("An output cannot be evaluated and is shown as it is written: " + problem.getMessage()));
    }
}
