package dev.portalsdk.catalog.run;

import java.time.Duration;
import java.util.Optional;

/**
 * What a claim gave.
 *
 * @param run present if this node is to run the task now
 * @param retryIn otherwise how long it is until the task is due, or until the lease of the node that has it ends; empty if it is not due until it is
 *     asked for
 */
public record RunAttempt(Optional<ScheduledRun> run, Optional<Duration> retryIn) {
    /** It is this node's. */
    public static RunAttempt of(ScheduledRun run) {
        return new RunAttempt(Optional.of(run), Optional.empty());
    }

    /** It is not due, or another node's. */
    public static RunAttempt in(Duration time) {
        return new RunAttempt(Optional.empty(), Optional.of(time));
    }

    /** It is not due until it is asked for. */
    public static RunAttempt notDue() {
        return new RunAttempt(Optional.empty(), Optional.empty());
    }
}
