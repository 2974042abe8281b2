package dev.portalsdk.testing.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.run.RunAttempt;
import dev.portalsdk.catalog.run.RunTiming;
import dev.portalsdk.catalog.run.ScheduledRun;
import dev.portalsdk.catalog.run.Schedules;
import dev.portalsdk.catalog.store.CatalogStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tasks that nodes share. */
abstract class ScheduleCases extends StoreCases {
    private static final String TASK = "a task";
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SECOND_LONG = Duration.ofSeconds(1);
    private static final RunTiming HOURLY = RunTiming.every(HOUR);

    private Schedules here;
    private Schedules there;

    @BeforeEach
    void openTwice() {
        here = store().schedules();
        CatalogStore second = tck().reopened(store());
        second.open(setup(FIRST, SECOND));
        there = second.schedules();
    }

    private static ScheduledRun taken(Schedules by) {
        return taken(by, HOURLY);
    }

    private static ScheduledRun taken(Schedules by, RunTiming timing) {
        return by.claim(TASK, timing, LEASE).run().orElseThrow();
    }

    private static Optional<Duration> pause(Schedules by) {
        RunAttempt attempt = by.claim(TASK, HOURLY, LEASE);
        assertEquals(Optional.empty(), attempt.run());
        return attempt.retryIn();
    }

    @Test
    void theFirstRunIsDueAtOnceAndTheNextAfterTheFrequency() {
        assertTrue(here.finish(taken(here)));
        assertEquals(Optional.of(HOUR), pause(here));
        clock.advance(HOUR.minus(SECOND_LONG));
        assertEquals(Optional.of(SECOND_LONG), pause(there), "wherever it ran before");
        clock.advance(SECOND_LONG);
        taken(there);
    }

    @Test
    void theFirstRunOfAllWaitsForItsDelay() {
        RunTiming late = new RunTiming(Optional.of(HOUR), LEASE);
        assertEquals(Optional.of(LEASE), here.claim(TASK, late, LEASE).retryIn());
        clock.advance(SECOND_LONG);
        assertEquals(
                Optional.of(LEASE.minus(SECOND_LONG)),
                there.claim(TASK, late, LEASE).retryIn(),
                "of all nodes");
        clock.advance(LEASE);
        here.finish(taken(here, late));
        clock.advance(HOUR);
        taken(there, late);
    }

    @Test
    void theDelayMayBeLongerThanTheFrequency() {
        RunTiming late = new RunTiming(Optional.of(SECOND_LONG), HOUR);
        assertEquals(Optional.of(HOUR), here.claim(TASK, late, LEASE).retryIn());
        clock.advance(LEASE);
        assertEquals(
                Optional.of(HOUR.minus(LEASE)), here.claim(TASK, late, LEASE).retryIn());
    }

    @Test
    void oneRunAtATime() {
        ScheduledRun run = taken(here);
        assertEquals(Optional.of(LEASE), pause(there));
        assertEquals(Optional.of(LEASE), pause(here));
        assertTrue(here.claim("another task", HOURLY, LEASE).run().isPresent(), "but tasks do not wait for others");
        clock.advance(LEASE.minus(SECOND_LONG));
        assertTrue(here.renew(run, LEASE));
        assertEquals(Optional.of(LEASE), pause(there));
        assertTrue(here.finish(run));
        assertFalse(here.finish(run), "once");
        assertFalse(here.renew(run, LEASE));
    }

    @Test
    void aRunWhoseLeaseEndsIsAnotherNodes() {
        ScheduledRun dead = taken(here);
        clock.advance(LEASE);
        ScheduledRun run = taken(there);
        assertNotEquals(dead.generation(), run.generation());
        assertFalse(here.renew(dead, HOUR));
        assertFalse(here.finish(dead));
        assertFalse(here.finish(dead, Duration.ZERO));
        assertEquals(Optional.of(LEASE), pause(here), "what the first said changed nothing");
        assertTrue(there.finish(run));
        assertEquals(Optional.of(HOUR), pause(here));
    }

    @Test
    void aLateNodeMayGoOnIfNobodyTookItsRun() {
        ScheduledRun run = taken(here);
        clock.advance(LEASE.multipliedBy(2));
        assertTrue(here.renew(run, LEASE));
        clock.advance(LEASE.multipliedBy(2));
        assertTrue(here.finish(run));
        assertEquals(Optional.of(HOUR), pause(there));
    }

    @Test
    void thePauseMayBeAnother() {
        here.finish(taken(here), SECOND_LONG);
        assertEquals(Optional.of(SECOND_LONG), pause(there));
        clock.advance(SECOND_LONG);
        here.finish(taken(here), Duration.ZERO);
        taken(there);
    }

    @Test
    void aTaskMayBeTakenThoughItIsNotDue() {
        assertTrue(here.finish(taken(here)));
        there.ask(TASK);
        ScheduledRun run = there.claimNow(TASK, HOURLY, LEASE).run().orElseThrow();
        assertEquals(Optional.of(LEASE), here.claimNow(TASK, HOURLY, LEASE).retryIn(), "but not from who has it");
        there.finish(run);
        assertEquals(Optional.of(HOUR), pause(here), "which is the run that was asked for");
        RunTiming asked = RunTiming.whenAsked();
        assertTrue(here.claimNow("another", asked, LEASE).run().isPresent());
    }

    @Test
    void whatIsAskedForIsDueAtOnce() {
        here.finish(taken(here));
        there.ask(TASK);
        there.ask(TASK);
        here.finish(taken(here));
        assertEquals(Optional.of(HOUR), pause(there), "both are answered by one run");
    }

    @Test
    void whatIsAskedForDuringARunFollowsIt() {
        ScheduledRun run = taken(here);
        there.ask(TASK);
        assertEquals(Optional.of(LEASE), pause(there));
        here.finish(run);
        there.finish(taken(there));
        assertEquals(Optional.of(HOUR), pause(here));
    }

    @Test
    void aTaskWithoutAFrequencyRunsWhenItIsAskedFor() {
        RunTiming asked = RunTiming.whenAsked();
        assertEquals(RunAttempt.notDue(), here.claim(TASK, asked, LEASE));
        there.ask(TASK);
        here.finish(taken(here, asked));
        clock.advance(HOUR.multipliedBy(1000));
        assertEquals(RunAttempt.notDue(), there.claim(TASK, asked, LEASE));
        there.ask(TASK);
        ScheduledRun dead = taken(there, asked);
        clock.advance(LEASE);
        assertNotEquals(dead.generation(), taken(here, asked).generation(), "what a dead node had is done by another");
    }

    @Test
    void aTaskThatNobodyKnowsYetMayBeAskedFor() {
        here.ask(TASK);
        taken(there, new RunTiming(Optional.of(HOUR), HOUR));
    }

    @Test
    void aShorterFrequencyCountsAtOnce() {
        here.finish(taken(here, RunTiming.every(HOUR.multipliedBy(24))));
        assertEquals(Optional.of(HOUR), pause(there));
        assertEquals(
                Optional.of(HOUR),
                there.claim(TASK, RunTiming.every(HOUR.multipliedBy(24)), LEASE).retryIn());
        here.ask(TASK);
        here.finish(taken(here, RunTiming.whenAsked()));
        assertEquals(Optional.of(HOUR), pause(there), "and so does the first one");
    }

    @Test
    void manyAtOnceAndOneHasIt() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 20; round++) {
                List<Callable<RunAttempt>> claims = new ArrayList<>();
                for (int thread = 0; thread < 8; thread++) {
                    Schedules node = thread % 2 == 0 ? here : there;
                    claims.add(() -> node.claim(TASK, HOURLY, LEASE));
                }
                List<ScheduledRun> runs = new ArrayList<>();
                for (Future<RunAttempt> claim : threads.invokeAll(claims)) {
                    claim.get().run().ifPresent(runs::add);
                }
                assertEquals(1, runs.size(), "in round " + round);
                assertTrue(here.finish(runs.get(0), Duration.ZERO));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> here.claim("", HOURLY, LEASE));
        assertThrows(IllegalArgumentException.class, () -> here.claim(TASK, HOURLY, Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> here.ask("x".repeat(Schedules.MAX_NAME + 1)));
        here.ask("\u00e9 '\u6f22".repeat(Schedules.MAX_NAME / 4));
        assertThrows(IllegalArgumentException.class, () -> RunTiming.every(Duration.ZERO));
    }
}
