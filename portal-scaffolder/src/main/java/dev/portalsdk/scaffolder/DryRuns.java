package dev.portalsdk.scaffolder;

import dev.portalsdk.scaffolder.Scaffolder.DryRun.Fault;
import dev.portalsdk.scaffolder.task.Claim;
import dev.portalsdk.scaffolder.task.JournalEntry;
import dev.portalsdk.scaffolder.task.TaskRecord;
import dev.portalsdk.scaffolder.task.TaskState;
import dev.portalsdk.scaffolder.task.TaskStatus;
import dev.portalsdk.scaffolder.task.TaskStore;
import dev.portalsdk.scaffolder.template.TemplateException;
import dev.portalsdk.source.NotAllowedException;
import dev.portalsdk.source.NotFoundException;
import dev.portalsdk.source.TooLargeException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Runs a task that only pretends, with a store of its own. */
final class DryRuns {
    private static final Duration LEASE = Duration.ofDays(1);

    private DryRuns() {}

    static Scaffolder.DryRun run(RunFactory real, TaskRequest request, TaskRecord task) {
        TaskStore store = TaskStore.inMemory();
        Map<String, byte[]> files = new LinkedHashMap<>();
        AtomicReference<Fault> fault = new AtomicReference<>(Fault.HOST);
        RunFactory factory = new RunFactory(
                real.actions(),
                real.engine(),
                store,
                real.cipher(),
                new TaskWorkspace.Place(real.place().workspaces(), Optional.empty()),
                real.environment(),
                real.permissions(),
                real.strictness(),
                List.of(),
                real.listeners(),
                (outcome, workspace) -> {
                    if (outcome instanceof TaskRun.Outcome.Done done) {
                        done.cause().map(DryRuns::fault).ifPresent(fault::set);
                    }
                    for (String file : workspace.files()) {
                        files.put(file, Files.readAllBytes(workspace.resolve(file)));
                    }
                });
        store.create(task, Vault.seal(real.cipher(), task.id(), request.secrets()));
        Claim claim = store.claim("dry-run", 1, LEASE).get(0);
        RunSignals signals = new RunSignals();
        signals.started();
        try {
            factory.run(claim, request::template, signals, factory.journal(claim));
        } finally {
            signals.ended();
        }
        List<JournalEntry> journal = store.journal(task.id(), 0);
        TaskState state = TaskState.of(Template.stepIds(task.document()), journal);
        boolean completed = state.status() == TaskStatus.COMPLETED;
        return new Scaffolder.DryRun(
                state, journal, files, completed ? Optional.empty() : Optional.ofNullable(fault.get()));
    }

    private static Fault fault(Throwable failure) {
        if (failure instanceof RefusedException || failure instanceof NotAllowedException) {
            return Fault.REFUSED;
        } else if (failure instanceof NotFoundException) {
            return Fault.NOT_FOUND;
        } else if (failure instanceof ScaffolderException && failure.getCause() != null) {
            return fault(failure.getCause());
        }
        boolean told = failure instanceof ScaffolderException
                || failure instanceof IllegalArgumentException
                || failure instanceof TemplateException
                || failure instanceof TooLargeException;
        return told ? Fault.AUTHOR : Fault.HOST;
    }
}
