package dev.portalsdk.scaffolder.task;

/** What becomes of the things that a task made before it failed or was cancelled. */
public enum OnFailure {
    /** They stay. */
    KEEP,
    /** They are undone, the latest first, as far as their actions know how. */
    UNDO,
    /** The task waits until somebody has decided. */
    ASK
}
