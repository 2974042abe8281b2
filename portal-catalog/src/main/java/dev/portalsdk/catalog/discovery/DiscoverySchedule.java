package dev.portalsdk.catalog.discovery;

import dev.portalsdk.config.Config;
import java.time.Duration;
import java.util.Optional;

/**
 * When a provider looks at its host.
 *
 * @param frequency from the end of one run to the start of the next; more than zero
 * @param timeout after which a run is broken off; more than zero
 * @param initialDelay before the first run that the catalog's store knows of
 */
public record DiscoverySchedule(Duration frequency, Duration timeout, Duration initialDelay) {
    /** @throws IllegalArgumentException if a time is out of its bounds */
    public DiscoverySchedule {
        if (!isMoreThanZero(frequency) || !isMoreThanZero(timeout) || initialDelay.isNegative()) {
            throw new IllegalArgumentException(
                    "a schedule needs times of more than zero: every " + frequency + ", for at most " + timeout);
        }
    }

    private static boolean isMoreThanZero(Duration time) {
        return !time.isNegative() && !time.isZero();
    }

    /** Every so often, each run for as long at most, the first at once. */
    public static DiscoverySchedule every(Duration frequency) {
        return new DiscoverySchedule(frequency, frequency, Duration.ZERO);
    }

    /**
     * Reads {@code schedule}: {@code frequency} and {@code timeout}, each as {@code {minutes: 30}}, {@code PT30M} or {@code 30m},
     * and optionally {@code initialDelay}; {@code {cron: …}} is not known here.
     *
     * @return empty if there is none
     * @throws dev.portalsdk.config.ConfigException if a time is missing or wrong
     */
    public static Optional<DiscoverySchedule> of(Config provider) {
        if (!provider.has("schedule")) {
            return Optional.empty();
        }
        Config schedule = provider.at("schedule");
        Duration frequency = schedule.duration("frequency")
                .orElseThrow(() -> schedule.missing("frequency", "a duration like {minutes: 30}, PT30M or 30m"));
        Duration timeout = schedule.duration("timeout").orElse(frequency);
        if (!isMoreThanZero(frequency)) {
            throw schedule.invalid("frequency", "a duration of more than zero");
        }
        if (!isMoreThanZero(timeout)) {
            throw schedule.invalid("timeout", "a duration of more than zero");
        }
        return Optional.of(new DiscoverySchedule(
                frequency, timeout, schedule.duration("initialDelay").orElse(Duration.ZERO)));
    }
}
