package dev.portalsdk.scaffolder.task;

import java.time.Instant;

/**
 * The right of one worker to go on with a task, for a time.
 *
 * @param node whose it is
 * @param generation one more with every claim of the task; what an older one writes is refused
 * @param until when it is over unless renewed, by the store's clock
 * @param cancelRequested whether somebody wants the task to end
 */
public record Lease(String taskId, String node, long generation, Instant until, boolean cancelRequested) {}
