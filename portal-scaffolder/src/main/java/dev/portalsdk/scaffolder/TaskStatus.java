package dev.portalsdk.scaffolder;

/** Where a task is: from open over processing to one of the three ends. */
public enum TaskStatus {
    /** Submitted, waiting for a worker. */
    OPEN,
    /** Its steps are run. */
    PROCESSING,
    /** All steps that were to run have succeeded. */
    COMPLETED,
    /** A step failed. */
    FAILED,
    /** It was cancelled. */
    CANCELLED;

    /** Whether nothing more will happen to it. */
    public boolean isTerminal() {
        return this == COMPLETED || this == FAILED || this == CANCELLED;
    }
}
