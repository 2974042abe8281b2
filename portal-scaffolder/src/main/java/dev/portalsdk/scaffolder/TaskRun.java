package dev.portalsdk.scaffolder;

import dev.portalsdk.model.Severity;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.CompiledTemplate.CompiledStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One task from its start to its end. */
final class TaskRun implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Scaffolder.class);

    /** Looks at the workspace before it is deleted. */
    @FunctionalInterface
    interface Inspection {
        void inspect(Workspace workspace) throws IOException;
    }

    private final TaskRecord task;
    private final TaskRequest request;
    private final CompiledTemplate program;
    private final Path workspaces;
    private final Redactor redactor;
    private final Journal journal;
    private final Inspection inspection;
    private final boolean failOnTemplateError;
    private final CountDownLatch ended = new CountDownLatch(1);

    private TaskData data;
    private Optional<String> firstError = Optional.empty();
    private boolean cancelled;
    private boolean over;
    private @Nullable Thread runner;

    TaskRun(
            TaskRecord task,
            TaskRequest request,
            CompiledTemplate program,
            Scaffolder.Settings settings,
            TaskStore store,
            Inspection inspection) {
        this.task = task;
        this.request = request;
        this.program = program;
        this.workspaces = settings.workspaces();
        this.redactor = new Redactor();
        this.journal = new Journal(task, store, settings.clock(), settings.listeners(), redactor);
        this.inspection = inspection;
        this.failOnTemplateError = settings.failOnTemplateError();
        this.data = TaskData.of(task, request, settings.environment());
        request.secrets().values().forEach(secret -> redactor.hide(secret.reveal()));
        settings.environment().secrets().values().forEach(secret -> redactor.hide(secret.reveal()));
    }

    /** Waits for the end; false if the time was over first. */
    boolean await(long nanos) throws InterruptedException {
        return ended.await(nanos, TimeUnit.NANOSECONDS);
    }

    synchronized boolean isCancelled() {
        return cancelled;
    }

    /** Ends the task before its next step, and interrupts the one that runs. A task that waits ends at once. */
    synchronized void cancel() {
        cancelled = true;
        if (runner != null) {
            runner.interrupt();
        } else {
            end(TaskStatus.CANCELLED, Value.Obj.empty());
        }
    }

    @Override
    public void run() {
        synchronized (this) {
            if (over) {
                return;
            }
            runner = Thread.currentThread();
        }
        try {
            journal.write(new TaskEvent.Started());
            runInWorkspace();
        } catch (Exception e) {
            LOG.error("Task {} failed outside of its steps", task.id(), e);
            fail(message(e));
        } finally {
            finish();
        }
    }

    private void runInWorkspace() throws IOException {
        Path directory = Files.createTempDirectory(workspaces, "task-");
        try {
            Workspace workspace = Workspace.in(directory);
            runSteps(workspace);
            inspection.inspect(workspace);
        } finally {
            Workspace.deleteTree(directory);
        }
    }

    private void runSteps(Workspace workspace) {
        StepRunner steps =
                new StepRunner(task, request, workspace, journal, redactor, this::isCancelled, failOnTemplateError);
        journal.log("Starting up task with " + program.steps().size() + " steps");
        for (CompiledStep step : program.steps()) {
            if (isCancelled()) {
                return;
            }
            runStep(steps, step);
        }
    }

    private void runStep(StepRunner steps, CompiledStep step) {
        String id = step.step().id();
        journal.write(new TaskEvent.StepStarted(id));
        journal.log(id, Severity.INFO, "Beginning step " + step.step().name());
        try {
            Optional<Value.Obj> output =
                    steps.run(step, data, firstError.isPresent()).output();
            output.ifPresent(given -> data = data.withOutput(id, given));
            journal.log(
                    id,
                    Severity.INFO,
                    (output.isPresent() ? "Finished step " : "Skipped step ")
                            + step.step().name());
            StepStatus status = output.isPresent() ? StepStatus.COMPLETED : StepStatus.SKIPPED;
            journal.ended(id, status, output.orElse(Value.Obj.empty()), Optional.empty());
        } catch (Exception e) {
            failed(id, e);
        } catch (LinkageError | StackOverflowError | AssertionError e) {
            failed(id, e); // a mistake of an action's, which must not take the worker with it
        }
    }

    private void failed(String stepId, Throwable failure) {
        boolean cancelledNow = isCancelled();
        if (failure instanceof InterruptedException && !cancelledNow) {
            Thread.currentThread().interrupt(); // by the owner of the thread, who wants to know
        }
        String problem = cancelledNow ? "The task was cancelled" : message(failure);
        LOG.debug("Step {} of task {} failed", stepId, task.id(), failure);
        journal.log(stepId, cancelledNow ? Severity.INFO : Severity.ERROR, problem);
        StepStatus status = cancelledNow ? StepStatus.CANCELLED : StepStatus.FAILED;
        journal.ended(stepId, status, Value.Obj.empty(), Optional.of(problem));
        if (!cancelledNow) {
            fail(problem);
        }
    }

    private void fail(String problem) {
        firstError = firstError.or(() -> Optional.of(problem));
    }

    private static String message(Throwable failure) {
        String text = failure.getMessage();
        return text == null || text.isBlank() ? failure.getClass().getSimpleName() : text;
    }

    private void finish() {
        synchronized (this) {
            runner = null;
            if (cancelled) {
                Thread.interrupted(); // our own interrupt must not reach the worker's next task
            }
        }
        if (isCancelled()) {
            end(TaskStatus.CANCELLED, Value.Obj.empty());
        } else if (firstError.isPresent()) {
            end(TaskStatus.FAILED, Value.Obj.empty());
        } else {
            end(TaskStatus.COMPLETED, output());
        }
    }

    private Value.Obj output() {
        return program.output()
                .render(
                        data.withoutSecrets(),
                        problem -> journal.log("An output cannot be evaluated and is shown as it is written: "
                                + problem.getMessage()));
    }

    private synchronized void end(TaskStatus status, Value.Obj output) {
        if (over) {
            return;
        }
        over = true;
        try {
            journal.ended(status, output, status == TaskStatus.FAILED ? firstError : Optional.empty());
        } finally {
            ended.countDown();
        }
    }

    static Inspection none() {
        return workspace -> {};
    }
}
