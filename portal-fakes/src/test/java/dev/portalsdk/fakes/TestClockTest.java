package dev.portalsdk.fakes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class TestClockTest {
    @Test
    void standsStillUntilTold() {
        TestClock clock = TestClock.create();
        assertEquals(TestClock.START, clock.instant());
        assertEquals(TestClock.START.plusSeconds(5), clock.advance(Duration.ofSeconds(5)));
        assertEquals(TestClock.START.plusSeconds(5), clock.instant());
        clock.set(Instant.EPOCH);
        assertEquals(0, clock.millis());
        assertThrows(IllegalArgumentException.class, () -> clock.advance(Duration.ofSeconds(-1)));
    }

    @Test
    void otherZonesShareTheTime() {
        TestClock clock = TestClock.create();
        Clock berlin = clock.withZone(ZoneId.of("Europe/Berlin"));
        clock.advance(Duration.ofDays(1));
        assertEquals(clock.instant(), berlin.instant());
        assertEquals(ZoneId.of("Europe/Berlin"), berlin.getZone());
    }
}
