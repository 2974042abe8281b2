package dev.portalsdk.catalog.run;

/**
 * A run of a task that a node has, until it finishes it or its lease ends.
 *
 * @param task its name
 * @param generation tells this run from all others of the task
 * @param timing when the next is due
 */
public record ScheduledRun(String task, long generation, RunTiming timing) {}
