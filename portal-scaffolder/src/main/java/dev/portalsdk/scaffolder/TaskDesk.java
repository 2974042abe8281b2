package dev.portalsdk.scaffolder;

import dev.portalsdk.config.Secret;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.Validated;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.task.Choice;
import dev.portalsdk.scaffolder.task.JournalEntry;
import dev.portalsdk.scaffolder.task.StepState;
import dev.portalsdk.scaffolder.task.StepStatus;
import dev.portalsdk.scaffolder.task.StoredTask;
import dev.portalsdk.scaffolder.task.TaskCipher;
import dev.portalsdk.scaffolder.task.TaskCommand;
import dev.portalsdk.scaffolder.task.TaskEvent;
import dev.portalsdk.scaffolder.task.TaskRecord;
import dev.portalsdk.scaffolder.task.TaskState;
import dev.portalsdk.scaffolder.task.TaskStatus;
import dev.portalsdk.scaffolder.task.TaskStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What people want of tasks, put into their journals. For many threads. */
record TaskDesk(TaskStore store, TaskCipher cipher, TaskNews news, Optional<Worker> worker) {
    private static final Set<TaskStatus> ALIVE = Set.of(TaskStatus.OPEN, TaskStatus.PROCESSING, TaskStatus.WAITING);
    private static final Set<TaskStatus> OVER = Set.of(TaskStatus.COMPLETED, TaskStatus.FAILED, TaskStatus.CANCELLED);

    void awaitRest(String taskId, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        try (TaskNews.Waiting waiting = news.about(taskId, TaskDesk::stops)) {
            while (!store.find(taskId).map(StoredTask::isAtRest).orElse(true) && System.nanoTime() < deadline) {
                waiting.await(deadline);
            }
        }
    }

    private static boolean stops(TaskEvent event) {
        return event instanceof TaskEvent.Ended || event instanceof TaskEvent.DecisionNeeded;
    }

    List<JournalEntry> awaitEntries(String taskId, long after, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        try (TaskNews.Waiting waiting = news.about(taskId, event -> true)) {
            while (nothingNew(taskId, after) && System.nanoTime() < deadline) {
                waiting.await(deadline);
            }
        }
        return store.journal(taskId, after);
    }

    private boolean nothingNew(String taskId, long after) {
        return store.find(taskId)
                .filter(task -> task.lastIndex() <= after && !task.status().isTerminal())
                .isPresent();
    }

    void cancel(TaskRecord task) {
        boolean done = false;
        while (!done) {
            Optional<StoredTask> stored =
                    store.find(task.id()).filter(found -> !found.status().isTerminal());
            if (stored.isEmpty()) {
                return;
            }
            boolean untouched = stored.get().lastIndex() == 0;
            TaskEvent event = untouched
                    ? new TaskEvent.Ended(TaskStatus.CANCELLED, Value.Obj.empty(), Optional.empty())
                    : new TaskEvent.CancelRequested();
            Set<TaskStatus> expected = untouched ? Set.of(TaskStatus.OPEN) : ALIVE;
            done = tell(task, new TaskCommand(task.id(), expected, event, Optional.empty()));
        }
        worker.ifPresent(own -> own.cancel(task.id()));
    }

    private boolean tell(TaskRecord task, TaskCommand command) {
        Optional<JournalEntry> entry = store.tell(command);
        entry.ifPresent(written -> {
            news.written(task, written);
            worker.ifPresent(Worker::poke);
        });
        return entry.isPresent();
    }

    Validated<Task> retry(Task task, Task.RetryFrom from, Map<String, Secret> secrets) {
        TaskRecord record = task.task();
        Template template = Template.of(EntityDescriptor.of(record.document(), record.source()))
                .orThrow();
        List<Diagnostic> findings = ParameterSchemas.checkSecrets(template, secrets);
        if (!findings.isEmpty()) {
            return Validated.rejected(findings);
        }
        boolean afresh = from == Task.RetryFrom.START;
        TaskEvent event = new TaskEvent.Retried(afresh ? 0 : firstUnfinished(task), afresh);
        Optional<String> sealed = Vault.seal(cipher, record.id(), secrets);
        if (!tell(record, new TaskCommand(record.id(), OVER, event, sealed))) {
            throw new ScaffolderException("The " + task + " is not over, so it cannot be run again");
        }
        return Validated.of(task);
    }

    private static int firstUnfinished(Task task) {
        TaskState state = task.state();
        if (state.undone().stream().anyMatch(undo -> undo.what().isPresent())) {
            throw new ScaffolderException(
                    "The " + task + " was undone, so there is no step to go on from; it can be retried from its start");
        }
        for (int i = 0; i < state.steps().size(); i++) {
            StepState step = state.steps().get(i);
            if (step.status() != StepStatus.COMPLETED && step.status() != StepStatus.SKIPPED) {
                return i;
            }
        }
        throw new ScaffolderException("No step of the " + task + " has failed; it can be retried from its start");
    }

    void decide(Task task, Choice choice, Value result) {
        TaskEvent.DecisionNeeded asked = task.state()
                .decision()
                .orElseThrow(() -> new ScaffolderException("There is nothing to decide about the " + task));
        if (!asked.choices().contains(choice)) {
            throw new ScaffolderException(choice + " is no answer to: " + asked.question());
        }
        TaskEvent event = new TaskEvent.Decided(asked.stepId(), asked.key(), choice, result);
        if (!tell(task.task(), new TaskCommand(task.id(), Set.of(TaskStatus.WAITING), event, Optional.empty()))) {
            throw new ScaffolderException("Somebody else has decided about the " + task);
        }
    }
}
