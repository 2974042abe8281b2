package dev.portalsdk.catalog.discovery;

import java.time.Duration;
import java.util.List;

/**
 * How fast a large source is listed: in bursts of pages with pauses between them, so that neither the source nor the catalog is kept from other work.
 *
 * @param burst for how long pages are asked for one after the other; each burst asks for one at least. Zero or more
 * @param pause between bursts; zero or more
 * @param rest between the end of a listing and the start of the next; more than zero
 * @param backOff pauses after the first, second, third … failure in a row; the last one after all further ones. Not empty, each more than zero
 */
public record IncrementalPace(Duration burst, Duration pause, Duration rest, List<Duration> backOff) {

    /** @throws IllegalArgumentException if a time is out of its bounds */
    public IncrementalPace {
        backOff = List.copyOf(backOff);
        if (burst.isNegative() || pause.isNegative() || !isPositive(rest)) {
            throw new IllegalArgumentException("a pace needs times of zero or more, and a rest of more than zero, not "
                    + burst + ", " + pause + " and " + rest);
        }
        if (backOff.isEmpty() || !backOff.stream().allMatch(IncrementalPace::isPositive)) {
            throw new IllegalArgumentException("pauses after failures must be more than zero, not " + backOff);
        }
    }

    private static boolean isPositive(Duration time) {
        return !time.isNegative() && !time.isZero();
    }

    /** Bursts and pauses of three seconds; after failures 1, 5, 30 minutes and 3 hours. As Backstage's incremental ingestion. */
    public static IncrementalPace resting(Duration rest) {
        return new IncrementalPace(
                Duration.ofSeconds(3),
                Duration.ofSeconds(3),
                rest,
                List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(30), Duration.ofHours(3)));
    }

    /** @param failures in a row, at least 1 */
    Duration after(int failures) {
        return backOff.get(Math.min(failures, backOff.size()) - 1);
    }
}
