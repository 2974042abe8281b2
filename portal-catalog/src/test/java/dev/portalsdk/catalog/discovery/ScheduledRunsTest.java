package dev.portalsdk.catalog.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.run.RunTiming;
import dev.portalsdk.catalog.run.ScheduledRun;
import dev.portalsdk.catalog.run.Schedules;
import dev.portalsdk.catalog.store.CatalogException;
import dev.portalsdk.catalog.store.facts.InMemoryCatalogStore;
import dev.portalsdk.fakes.TestClock;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nodes that share a store share the runs of their providers. */
@Timeout(30)
class ScheduledRunsTest {
    private static final String NAME = "a provider";
    private static final Duration SHORT = Duration.ofMillis(150);
    private static final Duration LONG = Duration.ofMinutes(10);

    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final List<ScheduledRuns> nodes = new ArrayList<>();

    @AfterEach
    void stop() {
        nodes.forEach(ScheduledRuns::close);
    }

    private static Schedules store() {
        return new InMemoryCatalogStore(Clock.systemUTC()).schedules();
    }

    private ScheduledRuns node(Duration lease, ScheduledRuns.Run run) {
        ScheduledRuns node = new ScheduledRuns(NAME, lease, () -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            try {
                Optional<Duration> pause = run.run();
                ended.incrementAndGet();
                return pause;
            } finally {
                running.decrementAndGet();
            }
        });
        nodes.add(node);
        return node;
    }

    private static Optional<Duration> work(Duration time) throws IOException {
        try {
            Thread.sleep(time.toMillis());
            return Optional.empty();
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }

    private static Optional<DiscoverySchedule> every(Duration frequency) {
        return Optional.of(new DiscoverySchedule(frequency, LONG, Duration.ZERO));
    }

    private void await(int runs) throws InterruptedException {
        while (ended.get() < runs) {
            Thread.sleep(5);
        }
    }

    @Test
    void oneRunAtATimeOverAllNodes() throws Exception {
        Schedules shared = store();
        for (int i = 0; i < 3; i++) {
            node(SHORT, () -> work(Duration.ofMillis(10))).start(shared, every(Duration.ofMillis(1)));
        }
        await(50);
        assertEquals(1, most.get());
    }

    @Test
    void whatOneNodeHasRunTheOthersNeedNot() throws Exception {
        Schedules shared = store();
        node(SHORT, Optional::empty).start(shared, every(LONG));
        await(1);
        node(SHORT, Optional::empty).start(shared, every(LONG));
        Thread.sleep(300);
        assertEquals(1, ended.get());
    }

    @Test
    void aRunThatTakesLongerThanItsLeaseIsProlonged() throws Exception {
        Schedules shared = store();
        node(SHORT, () -> work(SHORT.multipliedBy(5))).start(shared, every(LONG));
        node(SHORT, () -> work(SHORT.multipliedBy(5))).start(shared, every(LONG));
        await(1);
        Thread.sleep(SHORT.toMillis() * 2);
        assertEquals(1, ended.get());
        assertEquals(0, running.get());
    }

    @Test
    void theRunOfANodeThatDiedIsAnothers() throws Exception {
        Schedules shared = store();
        ScheduledRun dead =
                shared.claim(NAME, RunTiming.every(LONG), SHORT).run().orElseThrow();
        node(SHORT, Optional::empty).start(shared, every(LONG));
        await(1);
        assertFalse(shared.finish(dead));
    }

    @Test
    void aNodeThatWasNotHeardOfBreaksItsRunOff() throws Exception {
        TestClock clock = TestClock.create();
        Schedules shared = new InMemoryCatalogStore(clock).schedules();
        CountDownLatch begun = new CountDownLatch(1);
        ScheduledRuns late = node(SHORT, () -> {
            begun.countDown();
            return work(LONG);
        });
        late.start(shared, every(LONG));
        assertTrue(begun.await(10, TimeUnit.SECONDS));
        while (true) {
            clock.advance(SHORT);
            if (shared.claim(NAME, RunTiming.every(LONG), LONG).run().isPresent()) {
                break;
            }
        }
        while (late.lastFailure().isEmpty()) {
            Thread.sleep(5);
        }
        assertTrue(late.lastFailure().get().getMessage().contains("another has begun"), late.lastFailure()::toString);
    }

    /** Else the node would have the next run in hand, and prolong it, while that waits for the first. */
    @Test
    void aNodeWhoseRunHangsLeavesTheNextToOthers() throws Exception {
        TestClock clock = TestClock.create();
        Schedules shared = new InMemoryCatalogStore(clock).schedules();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        ScheduledRuns hanging = node(LONG, () -> {
            begun.countDown();
            while (go.getCount() > 0) {
                LockSupport.parkNanos(1_000_000); // as a read that cannot be interrupted
            }
            return Optional.empty();
        });
        hanging.start(shared, every(LONG));
        assertTrue(begun.await(10, TimeUnit.SECONDS));
        clock.advance(LONG.multipliedBy(2));
        hanging.soon();
        Thread.sleep(1_000); // the look that follows
        node(LONG, Optional::empty).start(shared, every(LONG));
        await(1);
        go.countDown();
    }

    @Test
    void runsThatTakeTooLongAreBrokenOff() throws Exception {
        AtomicInteger begun = new AtomicInteger();
        ScheduledRuns node = node(LONG, () -> begun.incrementAndGet() == 1 ? work(LONG) : Optional.empty());
        node.start(
                store(),
                Optional.of(new DiscoverySchedule(Duration.ofMillis(1), Duration.ofMillis(50), Duration.ZERO)));
        await(2);
        assertTrue(begun.get() > 2);
    }

    @Test
    void aNodeThatEndsGivesItsRunToAnother() throws Exception {
        Schedules shared = store();
        CountDownLatch begun = new CountDownLatch(1);
        ScheduledRuns ending = node(LONG, () -> {
            begun.countDown();
            return work(LONG);
        });
        ending.start(shared, every(LONG));
        assertTrue(begun.await(10, TimeUnit.SECONDS));
        ending.close();
        while (running.get() > 0) {
            Thread.sleep(5);
        }
        node(LONG, Optional::empty).start(shared, every(LONG));
        await(1);
    }

    @Test
    void whatIsAskedForOnOneNodeDuringARunOfAnotherFollowsIt() throws Exception {
        Schedules shared = store();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        ScheduledRuns first = node(LONG, () -> {
            begun.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return Optional.empty();
        });
        first.start(shared, Optional.empty());
        first.soon();
        assertTrue(begun.await(10, TimeUnit.SECONDS));
        ScheduledRuns second = node(LONG, Optional::empty);
        second.start(shared, Optional.empty());
        for (int i = 0; i < 100; i++) {
            second.soon();
        }
        Thread.sleep(700);
        assertEquals(0, ended.get());
        go.countDown();
        await(2);
        Thread.sleep(700);
        assertEquals(2, ended.get(), "a hundred times asked for, and run once");
        assertEquals(1, most.get());
    }

    @Test
    void whoWantsARunNowWaitsForThatOfAnotherNode() throws Exception {
        Schedules shared = store();
        ScheduledRuns first = node(LONG, () -> work(Duration.ofMillis(300)));
        first.start(shared, every(LONG));
        while (running.get() == 0) {
            Thread.sleep(1);
        }
        ScheduledRuns second = node(LONG, Optional::empty);
        second.start(shared, every(LONG));
        second.now();
        assertEquals(2, ended.get());
        assertEquals(1, most.get());
    }

    @Test
    void failuresAreToldAndDoNotStopTheSchedule() throws Exception {
        ScheduledRuns node = node(LONG, () -> {
            throw new IOException("no answer");
        });
        assertThrows(CatalogException.class, node::now);
        node.start(store(), Optional.empty());
        assertEquals("no answer", assertThrows(IOException.class, node::now).getMessage());
        assertEquals("no answer", node.lastFailure().orElseThrow().getMessage());
        node.close();
        assertThrows(CatalogException.class, node::now);
        ScheduledRuns again = node(LONG, () -> {
            if (most.get() == 1 && ended.incrementAndGet() == 1) {
                throw new IllegalStateException("a slip");
            }
            return Optional.empty();
        });
        again.start(store(), every(Duration.ofMillis(1)));
        await(5);
    }
}
