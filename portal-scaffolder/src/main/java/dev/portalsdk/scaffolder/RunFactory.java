package dev.portalsdk.scaffolder;

import dev.portalsdk.config.Secret;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.task.Claim;
import dev.portalsdk.scaffolder.task.JournalEntry;
import dev.portalsdk.scaffolder.task.TaskCipher;
import dev.portalsdk.scaffolder.task.TaskEvent;
import dev.portalsdk.scaffolder.task.TaskRecord;
import dev.portalsdk.scaffolder.task.TaskStatus;
import dev.portalsdk.scaffolder.task.TaskStore;
import dev.portalsdk.scaffolder.task.TaskStoreException;
import dev.portalsdk.scaffolder.template.TemplateEngine;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs claimed tasks with what a scaffolder was built with. For many threads. */
record RunFactory(
        ActionRegistry actions,
        TemplateEngine engine,
        TaskStore store,
        TaskCipher cipher,
        TaskWorkspace.Place place,
        TaskData.Environment environment,
        ScaffolderPermissions permissions,
        Strictness strictness,
        List<Duration> retryAfter,
        BiConsumer<TaskRecord, JournalEntry> listeners,
        Inspection inspection) {
    private static final Logger LOG = LoggerFactory.getLogger(Scaffolder.class);

    /** Looks at what came of a run, and at its workspace before that is deleted. */
    @FunctionalInterface
    interface Inspection {
        void inspect(TaskRun.Outcome outcome, Workspace workspace) throws IOException;
    }

    /** The journal of a claimed task. */
    Journal journal(Claim claim) {
        Vault vault = new Vault(claim.lease().taskId(), cipher, new Redactor());
        return new Journal(claim.lease(), claim.task().task(), store, listeners, vault);
    }

    /**
     * Goes on with a task. What fails outside of its steps ends it: it would fail for the next worker too.
     *
     * @param template of the task, which may turn out to be none any more
     * @return whether it is over, or waits for a decision; else others can go on
     * @throws TaskStoreException if the store does not work, or the lease is lost
     */
    boolean run(Claim claim, Supplier<Template> template, RunSignals signals, Journal journal) {
        List<JournalEntry> written = store.journal(claim.lease().taskId(), 0);
        tellStarted(claim.task().task(), written);
        try {
            Map<String, Secret> secrets = journal.vault().secrets(claim.sealedSecrets());
            hide(journal.vault().redactor(), secrets);
            Template known = template.get();
            TaskProgress progress = new TaskProgress(known.steps().size(), journal.vault());
            written.forEach(progress::add);
            if (progress.cancelled()) {
                signals.cancel();
            }
            return conclude(claim, journal, run(claim, known, signals, journal, progress, secrets));
        } catch (IOException | RuntimeException e) {
            if (journal.isBroken()) {
                throw new TaskStoreException("The work on task " + claim.lease().taskId() + " was given up", e);
            }
            LOG.error("Task {} failed outside of its steps", claim.lease().taskId(), e);
            journal.ended(TaskStatus.FAILED, Value.Obj.empty(), Optional.of(TaskRun.message(e)));
            return true;
        }
    }

    private boolean conclude(Claim claim, Journal journal, TaskRun.Outcome outcome) {
        if (outcome instanceof TaskRun.Outcome.Waiting waiting) {
            journal.write(waiting.decision());
        } else if (outcome instanceof TaskRun.Outcome.Done done) {
            journal.ended(done.status(), done.output(), done.error());
            if (done.status() == TaskStatus.COMPLETED) {
                place.forget(claim.lease().taskId());
            }
        }
        return !(outcome instanceof TaskRun.Outcome.GivenUp);
    }

    private TaskRun.Outcome run(
            Claim claim,
            Template template,
            RunSignals signals,
            Journal journal,
            TaskProgress progress,
            Map<String, Secret> secrets)
            throws IOException {
        TaskRecord task = claim.task().task();
        try (TaskWorkspace workspace = TaskWorkspace.open(place, claim.lease(), progress.workspace())) {
            RunContext context = new RunContext(
                    task,
                    template.baseUrl(),
                    workspace,
                    journal,
                    progress,
                    journal.vault(),
                    secrets,
                    permissions,
                    strictness,
                    signals,
                    retryAfter);
            CompiledTemplate program = CompiledTemplate.of(template, actions, engine);
            TaskRun.Outcome outcome = new TaskRun(context, program, TaskData.of(task, secrets, environment)).run();
            inspection.inspect(outcome, workspace.workspace());
            return outcome;
        }
    }

    private void hide(Redactor redactor, Map<String, Secret> secrets) {
        secrets.values().forEach(secret -> redactor.hide(secret.reveal()));
        environment.secrets().values().forEach(secret -> redactor.hide(secret.reveal()));
    }

    /** The store wrote the line when the task was claimed. */
    private void tellStarted(TaskRecord task, List<JournalEntry> written) {
        for (int i = written.size() - 1; i >= 0; i--) {
            if (written.get(i).event() instanceof TaskEvent.Started) {
                listeners.accept(task, written.get(i));
                return;
            }
        }
    }
}
