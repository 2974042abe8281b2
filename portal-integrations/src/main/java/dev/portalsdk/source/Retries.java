package dev.portalsdk.source;

import dev.portalsdk.source.HttpFetch.Answer;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * When to ask again: after faults that pass, up to a number of attempts, each time after a longer pause, part of which is
 * random, so that those who failed together do not come back together.
 *
 * @param attempts in all, at least 1
 * @param firstDelay before the second attempt; it doubles with each further one, up to 20 seconds
 */
record Retries(int attempts, Duration firstDelay) {
    static final Duration MAX_DELAY = Duration.ofSeconds(20);
    static final Retries STANDARD = new Retries(4, Duration.ofMillis(250));

    private static final Set<Integer> PASSING = Set.of(500, 502, 503, 504, 429);

    /**
     * The pause before the next attempt; empty if there is none.
     *
     * @param made attempts so far, at least 1
     */
    Optional<Duration> pause(int made) {
        if (made >= attempts) {
            return Optional.empty();
        }
        long longest = Math.min(MAX_DELAY.toMillis(), firstDelay.toMillis() << Math.min(20, made - 1));
        return Optional.of(
                Duration.ofMillis(longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1)));
    }

    /** Whether the fault that an answer speaks of passes by itself. */
    static boolean passes(Answer answer) {
        return PASSING.contains(answer.status()) || answer.isRateLimited();
    }
}
