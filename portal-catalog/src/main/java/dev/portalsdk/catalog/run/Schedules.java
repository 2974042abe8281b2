package dev.portalsdk.catalog.run;

import java.time.Duration;

/**
 * Tasks that all nodes of a catalog share, each run by one node at a time. Time is the store's own. Each method is one transaction; for any number of
 * threads and, if the store is shared, of nodes.
 *
 * <p>A node claims the task, renews the run while it goes on, and finishes it. A run that is neither renewed nor finished before its lease ends is due
 * again at once, for any node; once another has it, what the first says of it does not count.
 */
public interface Schedules {
    /** The longest name of a task, in characters. */
    int MAX_NAME = 200;

    /**
     * Takes the task if it is due, that is if its time has come or it was asked for, and no other run is under way. The first claim makes the task
     * known. A task that would be due later than this timing allows, since the node before had another one, is due as early as this one says.
     *
     * @param task 1 to {@value #MAX_NAME} characters
     * @param lease more than zero
     */
    RunAttempt claim(String task, RunTiming timing, Duration lease);

    /** As {@link #claim}, but takes the task also if it is not due, unless a run is under way. */
    RunAttempt claimNow(String task, RunTiming timing, Duration lease);

    /** Prolongs a run: its lease ends so long after now. @return false if the run is no longer this node's; it should be broken off */
    boolean renew(ScheduledRun run, Duration lease);

    /**
     * Ends a run. The task is due again as its timing says, or at once if it was asked for since it was claimed.
     *
     * @return false if the run is no longer this node's; then nothing changes
     */
    boolean finish(ScheduledRun run);

    /**
     * As {@link #finish(ScheduledRun)}, but with another pause.
     *
     * @param pause until the task is due again; zero or more
     */
    boolean finish(ScheduledRun run, Duration pause);

    /** Makes a task due at once, known or not; if a run is under way, once that is over. Several before a run starts are answered by that one. */
    void ask(String task);
}
