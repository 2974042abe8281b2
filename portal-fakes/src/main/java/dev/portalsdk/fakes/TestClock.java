package dev.portalsdk.fakes;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is told otherwise. Safe for use by many threads; clocks of other zones share its time. */
public final class TestClock extends Clock {
    /** Where {@link #create()} starts: {@code 2026-01-01T00:00:00Z}. */
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicReference<Instant> now;
    private final ZoneId zone;

    private TestClock(AtomicReference<Instant> now, ZoneId zone) {
        this.now = now;
        this.zone = zone;
    }

    /** A clock in UTC that shows {@link #START}. */
    public static TestClock create() {
        return at(START);
    }

    /** A clock in UTC that shows an instant. */
    public static TestClock at(Instant instant) {
        return new TestClock(new AtomicReference<>(Objects.requireNonNull(instant)), ZoneOffset.UTC);
    }

    /** Moves on. @return the new time. @throws IllegalArgumentException if the duration is negative; {@link #set} goes back */
    public Instant advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("a clock advances by nothing or more, not by " + duration);
        }
        return now.updateAndGet(instant -> instant.plus(duration));
    }

    /** Moves anywhere, also back, as clocks of machines do. */
    public void set(Instant instant) {
        now.set(Objects.requireNonNull(instant));
    }

    @Override
    public Instant instant() {
        return Objects.requireNonNull(now.get());
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public TestClock withZone(ZoneId other) {
        return new TestClock(now, other);
    }

    @Override
    public String toString() {
        return "TestClock[" + instant() + ", " + zone + "]";
    }
}
