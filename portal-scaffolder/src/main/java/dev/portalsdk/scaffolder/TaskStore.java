package dev.portalsdk.scaffolder;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps tasks and their journals. Each method is one transaction; what it has returned from is not lost.
 *
 * <p>Called by many threads; the journal of one task is written by one at a time.
 */
public interface TaskStore {

    /** A store in memory, for tests and for hosts whose tasks may end with the process. */
    static TaskStore inMemory() {
        return new InMemoryTaskStore();
    }

    /**
     * Adds a task with an empty journal.
     *
     * @throws ScaffolderException if there is one of this id
     */
    void create(TaskRecord task);

    /**
     * Writes the next line of a task's journal.
     *
     * @throws ScaffolderException if there is no such task, or its journal has ended
     */
    JournalEntry append(String taskId, Instant time, TaskEvent event);

    /** The task of an id. */
    Optional<TaskRecord> find(String taskId);

    /**
     * Lines of a task's journal, in order; none if there is no such task.
     *
     * @param after the last index that is known already, 0 for all
     */
    List<JournalEntry> journal(String taskId, long after);

    /** All tasks, the latest first. */
    List<TaskRecord> tasks();
}
