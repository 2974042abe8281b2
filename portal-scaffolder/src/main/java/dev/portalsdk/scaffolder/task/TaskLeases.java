package dev.portalsdk.scaffolder.task;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The side of a {@link TaskStore} that workers see. Each method is one transaction; what it has returned from is not lost. Time is the store's own,
 * so that nodes whose clocks differ agree on who is dead.
 *
 * <p>Called by many threads.
 *
 * @see TaskStore
 */
public interface TaskLeases {

    /**
     * Takes tasks that are open, or whose worker has not renewed its lease in time, the oldest first, and writes {@link TaskEvent.Started} into
     * their journals.
     *
     * @param node who takes them; tasks that are pinned to another one are left
     * @param limit 1..1000
     * @param length of the leases
     */
    List<Claim> claim(String node, int limit, Duration length);

    /**
     * Makes a lease longer.
     *
     * @param length from now
     * @return the lease as it is now; empty if it is lost: another worker has the task, or it is over
     */
    Optional<Lease> renew(Lease lease, Duration length);

    /**
     * Writes lines into the journal of a task: all or none of them. The lease ends if they end the task or make it wait.
     *
     * @param events at least one
     * @throws LeaseLostException if another worker has the task, or it is over; nothing is written
     */
    List<JournalEntry> append(Lease lease, List<TaskEvent> events);

    /** Gives a task back so that any worker can take it at once; does nothing if the lease is lost. */
    void release(Lease lease);
}
