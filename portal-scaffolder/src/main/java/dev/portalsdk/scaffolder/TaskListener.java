package dev.portalsdk.scaffolder;

import dev.portalsdk.scaffolder.task.JournalEntry;
import dev.portalsdk.scaffolder.task.TaskRecord;

/**
 * Hears what happens to all tasks of a scaffolder, in the order of each task's journal. Called by the thread that runs the task: be quick. What it
 * throws is logged and changes nothing.
 */
@FunctionalInterface
public interface TaskListener {

    /** A line was written to a task's journal. */
    void onEntry(TaskRecord task, JournalEntry entry);
}
