package dev.portalsdk.scaffolder;

import dev.portalsdk.model.Severity;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.CompiledTemplate.CompiledStep;
import dev.portalsdk.scaffolder.StepRunner.Round;
import dev.portalsdk.scaffolder.TaskProgress.End;
import dev.portalsdk.scaffolder.TaskProgress.StepProgress;
import dev.portalsdk.scaffolder.task.Choice;
import dev.portalsdk.scaffolder.task.StepStatus;
import dev.portalsdk.scaffolder.task.TaskEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Takes back what the steps of a task did, the latest first, and lists what cannot be taken back. For one thread. */
final class UndoRun {
    private final RunContext run;
    private final CompiledTemplate program;
    private final StepRunner steps;

    UndoRun(RunContext run, CompiledTemplate program, StepRunner steps) {
        this.run = run;
        this.program = program;
        this.steps = steps;
    }

    /** Whether no step has changed anything outside of the workspace. */
    boolean isNothingToDo() {
        for (int i = 0; i < program.steps().size(); i++) {
            if (concerns(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean concerns(int position) {
        boolean local = program.steps().get(position).action().descriptor().changesOnlyWorkspace();
        Optional<End> end = run.progress().step(position).end();
        return !local
                && end.isPresent()
                && end.get().status() != StepStatus.SKIPPED
                && end.get().status() != StepStatus.OPEN;
    }

    TaskEvent.DecisionNeeded question() {
        return new TaskEvent.DecisionNeeded(
                Optional.empty(),
                "on-failure",
                "The task did not come to its end. Is what its steps made to be kept or undone?",
                List.of(Choice.KEEP, Choice.UNDO));
    }

    /** @param data before the first step */
    void run(TaskData data) {
        List<TaskData> before = new ArrayList<>();
        TaskData next = data;
        for (int i = 0; i < program.steps().size(); i++) {
            before.add(next);
            Optional<End> end = run.progress().step(i).end();
            if (end.filter(given -> given.status() == StepStatus.COMPLETED).isPresent()) {
                next = next.withOutput(
                        program.steps().get(i).step().id(), end.get().output());
            }
        }
        for (int i = program.steps().size() - 1; i >= 0; i--) {
            if (concerns(i)) {
                undoStep(i, before.get(i));
            }
        }
    }

    private void undoStep(int position, TaskData data) {
        CompiledStep step = program.steps().get(position);
        boolean failed = run.progress().errorBefore(position).isPresent();
        List<Round<?, ?>> rounds;
        try {
            rounds = new ArrayList<>(steps.rounds(step, data, failed).orElse(List.of()));
        } catch (RuntimeException e) {
            return; // its input could not be made, so its action was never called
        }
        Collections.reverse(rounds);
        for (Round<?, ?> round : rounds) {
            StepProgress progress = run.progress().step(position);
            boolean undone = run.progress().isUndone(step.step().id(), round.eachKey());
            if (progress.hasBegun(round.eachKey()) && !undone) {
                run.journal().write(undo(step, progress, round));
            }
        }
    }

    private <I, O> TaskEvent.Undone undo(CompiledStep step, StepProgress progress, Round<I, O> round) {
        String id = step.step().id();
        RunningStep context = new RunningStep(run, step.step(), progress, round.eachKey());
        Optional<String> what = Optional.empty();
        Optional<String> problem = Optional.empty();
        try {
            if (round.action() instanceof UndoableAction<I, O> undoable) {
                what = undoable.undo(round.input(), output(progress, round), context);
                what.ifPresent(text -> run.journal().log(id, Severity.INFO, "Undone: " + text));
            } else {
                problem = Optional.of("The action " + step.step().action() + " does not know how to undo what it did");
            }
        } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
            problem = Optional.of(TaskRun.message(e));
        }
        if (problem.isEmpty() && !context.uncertain().isEmpty()) {
            problem = Optional.of("Nobody knows whether it did this: " + String.join(", ", context.uncertain()));
        }
        problem.ifPresent(text -> run.journal().log(id, Severity.ERROR, "Not undone: " + text));
        Redactor redactor = run.vault().redactor();
        return new TaskEvent.Undone(id, round.eachKey(), what.map(redactor::redact), problem.map(redactor::redact));
    }

    private static <I, O> Optional<O> output(StepProgress progress, Round<I, O> round) {
        Optional<Value.Obj> given = round.eachKey().isPresent()
                ? progress.round(round.eachKey().get())
                : progress.end()
                        .filter(end -> end.status() == StepStatus.COMPLETED)
                        .map(End::output);
        return given.map(output -> output.to(round.action().descriptor().outputType()));
    }
}
