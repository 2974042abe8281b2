package dev.portalsdk.catalog;

import dev.portalsdk.catalog.store.Annotations;
import java.time.Duration;
import java.util.Optional;

/**
 * What becomes of orphans: entities that nothing live emits any more, though their provider did not take them away.
 *
 * @param grace how long an orphan stays; empty means for good
 */
public record OrphanStrategy(Optional<Duration> grace) {
    private static final Duration LONGEST_GRACE = Duration.ofDays(36_500);
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(30);

    /** @throws IllegalArgumentException if the time is negative, or longer than a hundred years */
    public OrphanStrategy {
        if (grace.filter(Duration::isNegative).isPresent()) {
            throw new IllegalArgumentException("The grace period of orphans must not be negative: " + grace.get());
        }
        if (grace.filter(time -> time.compareTo(LONGEST_GRACE) > 0).isPresent()) {
            throw new IllegalArgumentException(
                    "The grace period of orphans is too long: " + grace.get() + "; to keep them, say keep()");
        }
    }

    /** They stay, marked by {@link Annotations#ORPHAN}. */
    public static OrphanStrategy keep() {
        return new OrphanStrategy(Optional.empty());
    }

    /** They go once nothing else is left to do; what moved from one file to another in the meantime stays. */
    public static OrphanStrategy delete() {
        return deleteAfter(Duration.ZERO);
    }

    /** They stay for a while, marked, and then go. */
    public static OrphanStrategy deleteAfter(Duration grace) {
        return new OrphanStrategy(Optional.of(grace));
    }

    /** How often to look for orphans whose time has come, where nothing else gives a reason to; empty if never. */
    Optional<Duration> lookEvery() {
        return grace.filter(time -> !time.isZero())
                .map(time -> time.dividedBy(10))
                .map(time -> time.compareTo(LONGEST_LOOK) > 0 ? LONGEST_LOOK : time);
    }
}
