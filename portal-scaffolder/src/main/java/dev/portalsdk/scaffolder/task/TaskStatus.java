package dev.portalsdk.scaffolder.task;

/** Where a task is: from open over processing to one of the three ends, with stops where a person has to decide. */
public enum TaskStatus {
    /** Waiting for a worker. */
    OPEN,
    /** Its steps are run. */
    PROCESSING,
    /** It has stopped until somebody decides; see {@link TaskState#decision}. */
    WAITING,
    /** All steps that were to run have succeeded. */
    COMPLETED,
    /** A step failed. */
    FAILED,
    /** It was cancelled. */
    CANCELLED;

    /** Whether nothing more will happen to it by itself. */
    public boolean isTerminal() {
        return this == COMPLETED || this == FAILED || this == CANCELLED;
    }
}
