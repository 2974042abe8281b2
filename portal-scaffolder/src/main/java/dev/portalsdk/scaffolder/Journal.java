package dev.portalsdk.scaffolder;

import dev.portalsdk.model.Severity;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.task.JournalEntry;
import dev.portalsdk.scaffolder.task.Lease;
import dev.portalsdk.scaffolder.task.TaskEvent;
import dev.portalsdk.scaffolder.task.TaskLeases;
import dev.portalsdk.scaffolder.task.TaskRecord;
import dev.portalsdk.scaffolder.task.TaskStatus;
import dev.portalsdk.scaffolder.task.TaskStoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Writes the journal of one task under a lease and tells who listens. Secrets are replaced here, so that none can get past it.
 *
 * <p>Lines of the log wait for the next line that matters, or for {@link #flush}: together they are one transaction. After a write has failed no other
 * is tried, since nobody knows what the store holds; whoever claims the task next will read it.
 */
final class Journal {
    private static final int MAX_BUFFERED = 100;
    private static final int MAX_LINE = 64 << 10;
    private static final int MAX_LINES = 100_000;

    private final TaskRecord task;
    private final TaskLeases store;
    private final BiConsumer<TaskRecord, JournalEntry> listeners;
    private final Vault vault;
    private final List<TaskEvent> buffer = new ArrayList<>();
    private Lease lease;
    private int lines;
    private boolean broken;

    Journal(
            Lease lease,
            TaskRecord task,
            TaskLeases store,
            BiConsumer<TaskRecord, JournalEntry> listeners,
            Vault vault) {
        this.lease = lease;
        this.task = task;
        this.store = store;
        this.listeners = listeners;
        this.vault = vault;
    }

    /** Writes lines, and before them what has waited; durable when this returns. Actions may write from several threads. */
    synchronized void write(List<TaskEvent> events) {
        buffer.addAll(events);
        flush();
    }

    void write(TaskEvent event) {
        write(List.of(event));
    }

    /** Writes what waits. */
    synchronized void flush() {
        if (buffer.isEmpty()) {
            return;
        }
        if (broken) {
            throw new TaskStoreException("The journal of task " + task.id() + " cannot be written any more");
        }
        List<JournalEntry> written;
        try {
            written = store.append(lease, List.copyOf(buffer));
        } catch (RuntimeException e) {
            broken = true;
            throw e;
        }
        buffer.clear();
        written.forEach(entry -> listeners.accept(task, entry));
    }

    /** Whether nothing more can be written: the lease is lost, or the store does not work. */
    synchronized boolean isBroken() {
        return broken;
    }

    /** From now on nothing is written: the lease is somebody else's. */
    synchronized void lose() {
        broken = true;
    }

    Vault vault() {
        return vault;
    }

    synchronized Lease lease() {
        return lease;
    }

    synchronized void renewed(Lease longer) {
        lease = longer;
    }

    void log(String message) {
        log(Optional.empty(), Severity.INFO, message);
    }

    void log(String stepId, Severity severity, String message) {
        log(Optional.of(stepId), severity, message);
    }

    private synchronized void log(Optional<String> stepId, Severity severity, String message) {
        lines++;
        if (lines > MAX_LINES) {
            return;
        }
        String text = lines == MAX_LINES ? "The log is too long; what follows is left out" : cut(message);
        buffer.add(new TaskEvent.Logged(stepId, severity, vault.redactor().redact(text)));
        if (buffer.size() >= MAX_BUFFERED) {
            flush();
        }
    }

    private static String cut(String message) {
        return message.length() <= MAX_LINE ? message : message.substring(0, MAX_LINE) + "… (cut)";
    }

    synchronized void stepStarted(String stepId) {
        buffer.add(new TaskEvent.StepStarted(stepId));
    }

    void checkpoint(String stepId, String key, Value result, List<TaskEvent> before) {
        Vault.Kept<Value> kept = vault.keep(result);
        List<TaskEvent> events = new ArrayList<>(before);
        events.add(new TaskEvent.CheckpointReached(stepId, key, kept.shown(), kept.sealed()));
        write(events);
    }

    void roundEnded(String stepId, String eachKey, Value.Obj output, List<TaskEvent> before) {
        Vault.Kept<Value.Obj> kept = vault.keep(output);
        List<TaskEvent> events = new ArrayList<>(before);
        events.add(new TaskEvent.RoundEnded(stepId, eachKey, kept.shown(), kept.sealed()));
        write(events);
    }

    /** Durable with the next line that is written, at the latest when the next step begins: one write does for both. */
    synchronized void stepEnded(String stepId, TaskProgress.End end, List<TaskEvent> before) {
        Vault.Kept<Value.Obj> kept = vault.keep(end.output());
        buffer.addAll(before);
        buffer.add(new TaskEvent.StepEnded(
                stepId, end.status(), kept.shown(), end.error().map(vault.redactor()::redact), kept.sealed()));
    }

    void ended(TaskStatus status, Value.Obj output, Optional<String> error) {
        write(new TaskEvent.Ended(status, vault.redactor().redact(output), error.map(vault.redactor()::redact)));
    }
}
