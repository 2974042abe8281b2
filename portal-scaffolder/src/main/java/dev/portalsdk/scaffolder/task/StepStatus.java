package dev.portalsdk.scaffolder.task;

/** Where a step is. */
public enum StepStatus {
    /** Not reached yet. */
    OPEN,
    /** Its action runs. */
    PROCESSING,
    /** Its action has given its outputs. */
    COMPLETED,
    /** Its action, its input or its condition failed. */
    FAILED,
    /** Its condition was false, or a step before it failed. */
    SKIPPED,
    /** The task was cancelled while it ran. */
    CANCELLED
}
