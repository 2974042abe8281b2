package dev.portalsdk.scaffolder.task;

import java.time.Instant;
import java.util.Optional;

/**
 * A task as a store keeps it beside its journal.
 *
 * @param task what it was asked to do
 * @param status where it is
 * @param cancelRequested whether somebody wants it to end
 * @param pinnedTo the only node that can go on with it; empty if any can
 * @param lastIndex of its journal, 0 if nothing happened yet
 * @param changedAt when the last line was written, or it was submitted
 */
public record StoredTask(
        TaskRecord task,
        TaskStatus status,
        boolean cancelRequested,
        Optional<String> pinnedTo,
        long lastIndex,
        Instant changedAt) {

    /** A task that was just submitted. */
    public static StoredTask submitted(TaskRecord task) {
        return new StoredTask(task, TaskStatus.OPEN, false, Optional.empty(), 0, task.createdAt());
    }

    /** The task after another line; every store changes its tasks this way and no other. */
    public StoredTask after(JournalEntry entry) {
        TaskEvent event = entry.event();
        TaskStatus next = status;
        boolean cancel = cancelRequested;
        Optional<String> pinned = pinnedTo;
        if (event instanceof TaskEvent.Started) {
            next = TaskStatus.PROCESSING;
        } else if (event instanceof TaskEvent.DecisionNeeded) {
            next = TaskStatus.WAITING;
        } else if (event instanceof TaskEvent.Decided) {
            next = TaskStatus.OPEN;
        } else if (event instanceof TaskEvent.CancelRequested) {
            next = status == TaskStatus.WAITING ? TaskStatus.OPEN : status;
            cancel = true;
        } else if (event instanceof TaskEvent.Retried) {
            next = TaskStatus.OPEN;
            cancel = false;
        } else if (event instanceof TaskEvent.Pinned pin) {
            pinned = Optional.of(pin.node());
        } else if (event instanceof TaskEvent.Ended end) {
            next = end.status();
        }
        return new StoredTask(task, next, cancel, pinned, entry.index(), entry.time());
    }

    /** Whether a node could take it, if no other one holds it. */
    public boolean mayBeClaimedBy(String node) {
        boolean runs = status == TaskStatus.OPEN || status == TaskStatus.PROCESSING;
        return runs && pinnedTo.map(node::equals).orElse(true);
    }

    /** Whether a worker is to let go of it now: it is over, or waits for a decision. */
    public boolean isAtRest() {
        return status.isTerminal() || status == TaskStatus.WAITING;
    }
}
