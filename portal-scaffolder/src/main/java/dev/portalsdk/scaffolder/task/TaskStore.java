package dev.portalsdk.scaffolder.task;

import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Keeps tasks and their journals. Each method is one transaction; what it has returned from is not lost. A task is one row with its {@link
 * StoredTask} and lease, a line of its journal another one.
 *
 * <p>Called by many threads, of many nodes if it is shared. A task that ends loses its secrets in the same transaction.
 */
public interface TaskStore extends TaskLeases {

    /** A store in memory, for tests and for hosts whose tasks may end with the process. */
    static TaskStore inMemory() {
        return inMemory(Clock.systemUTC());
    }

    /** A store in memory with a clock of the caller's. */
    static TaskStore inMemory(Clock clock) {
        return new InMemoryTaskStore(clock);
    }

    /**
     * Adds a task with an empty journal.
     *
     * @param sealedSecrets encrypted, to be kept until it ends
     * @throws TaskStoreException if there is one of this id
     */
    void create(TaskRecord task, Optional<String> sealedSecrets);

    /**
     * Writes a line into a journal without a lease.
     *
     * @return the line; empty if the task is not where the command expects it, or not there at all
     */
    Optional<JournalEntry> tell(TaskCommand command);

    /** The task of an id. */
    Optional<StoredTask> find(String taskId);

    /**
     * Lines of a task's journal, in order; none if there is no such task.
     *
     * @param after the last index that is known already, 0 for all
     */
    List<JournalEntry> journal(String taskId, long after);

    /** Tasks that a filter lets through, the latest first; of one instant by their ids. */
    List<StoredTask> tasks(TaskFilter filter);

    /**
     * Drops a task that has ended, with its journal.
     *
     * @return false, and nothing is dropped, if it has not ended or is not there
     */
    boolean delete(String taskId);
}
