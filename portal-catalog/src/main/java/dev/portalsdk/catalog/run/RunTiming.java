package dev.portalsdk.catalog.run;

import java.time.Duration;
import java.util.Optional;

/**
 * When a task is due.
 *
 * @param frequency from the end of one run to the start of the next, more than zero; absent if it runs only when it is asked for
 * @param initialDelay from the first claim that the store ever heard of the task to its first run; zero or more
 */
public record RunTiming(Optional<Duration> frequency, Duration initialDelay) {
    private static final RunTiming WHEN_ASKED = new RunTiming(Optional.empty(), Duration.ZERO);

    /** @throws IllegalArgumentException if a time is out of its bounds */
    public RunTiming {
        if (initialDelay.isNegative()
                || frequency.filter(time -> time.isNegative() || time.isZero()).isPresent()) {
            throw new IllegalArgumentException("a task runs every so often, not every "
                    + frequency.map(Duration::toString).orElse("so often") + ", the first time after " + initialDelay);
        }
    }

    /** Every so often, the first time at once. */
    public static RunTiming every(Duration frequency) {
        return new RunTiming(Optional.of(frequency), Duration.ZERO);
    }

    /** Only when it is asked for. */
    public static RunTiming whenAsked() {
        return WHEN_ASKED;
    }

    /** The longest time that a task may have to wait under this timing; empty if for ever. */
    public Optional<Duration> longestWait() {
        return frequency.map(time -> time.compareTo(initialDelay) < 0 ? initialDelay : time);
    }
}
