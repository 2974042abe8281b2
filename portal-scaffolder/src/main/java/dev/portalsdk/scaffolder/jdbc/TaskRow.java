package dev.portalsdk.scaffolder.jdbc;

import dev.portalsdk.scaffolder.task.JournalEntry;
import dev.portalsdk.scaffolder.task.Lease;
import dev.portalsdk.scaffolder.task.StoredTask;
import dev.portalsdk.scaffolder.task.TaskEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A task within one transaction that has locked it: what it was, and what is to be saved of it. */
final class TaskRow {
    private final List<JournalEntry> written = new ArrayList<>();
    private StoredTask task;
    private Optional<String> node;
    private long generation;
    private Optional<Instant> leaseUntil;
    private Optional<String> secrets;

    TaskRow(
            StoredTask task,
            Optional<String> node,
            long generation,
            Optional<Instant> leaseUntil,
            Optional<String> secrets) {
        this.task = task;
        this.node = node;
        this.generation = generation;
        this.leaseUntil = leaseUntil;
        this.secrets = secrets;
    }

    StoredTask task() {
        return task;
    }

    Optional<String> node() {
        return node;
    }

    long generation() {
        return generation;
    }

    Optional<Instant> leaseUntil() {
        return leaseUntil;
    }

    Optional<String> secrets() {
        return secrets;
    }

    /** What the transaction adds to the journal. */
    List<JournalEntry> written() {
        return written;
    }

    boolean isHeldBy(Lease lease) {
        return generation == lease.generation() && leaseUntil.isPresent();
    }

    void grant(String to, Instant until) {
        node = Optional.of(to);
        generation++;
        leaseUntil = Optional.of(until);
    }

    void extend(Instant until) {
        leaseUntil = Optional.of(until);
    }

    void release() {
        leaseUntil = Optional.empty();
    }

    void keepSecrets(String sealed) {
        secrets = Optional.of(sealed);
    }

    Lease lease() {
        return new Lease(
                task.task().id(), node.orElseThrow(), generation, leaseUntil.orElseThrow(), task.cancelRequested());
    }

    List<JournalEntry> write(Instant now, List<TaskEvent> events) {
        List<JournalEntry> added = new ArrayList<>();
        for (TaskEvent event : events) {
            JournalEntry entry = new JournalEntry(task.lastIndex() + 1, now, event);
            task = task.after(entry);
            added.add(entry);
        }
        if (task.isAtRest()) {
            release();
        }
        if (task.status().isTerminal()) {
            secrets = Optional.empty();
        }
        written.addAll(added);
        return added;
    }
}
