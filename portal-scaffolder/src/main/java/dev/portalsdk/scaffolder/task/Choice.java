package dev.portalsdk.scaffolder.task;

/** What a person can decide where a task has stopped. */
public enum Choice {
    /** What the step was about to do was done, with a result that is given. */
    DONE,
    /** It was not done: do it now. */
    REPEAT,
    /** Fail the step. */
    FAIL,
    /** End the task and leave everything as it is. */
    KEEP,
    /** Undo what its steps did, then end the task. */
    UNDO
}
