package dev.portalsdk.http.jdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RequestThreadsTest {
    private static final int AT_REST = Math.max(2, Runtime.getRuntime().availableProcessors());

    @Test
    void requestsThatWaitForSomethingHoldUpNobody() throws InterruptedException {
        try (RequestThreads threads = new RequestThreads(100)) {
            CountDownLatch never = new CountDownLatch(1);
            CountDownLatch stuck = new CountDownLatch(50);
            for (int i = 0; i < 50; i++) {
                threads.execute(() -> {
                    stuck.countDown();
                    await(never);
                });
            }
            CountDownLatch quick = new CountDownLatch(1);
            threads.execute(quick::countDown);
            assertTrue(stuck.await(30, TimeUnit.SECONDS));
            assertTrue(quick.await(30, TimeUnit.SECONDS));
            assertTrue(threads.size() >= 51);
            never.countDown();
        }
    }

    @Test
    void neverMoreThanAreAllowedAndTheOthersTakeTheirTurn() throws InterruptedException {
        try (RequestThreads threads = new RequestThreads(5)) {
            AtomicInteger now = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            CountDownLatch done = new CountDownLatch(60);
            for (int i = 0; i < 60; i++) {
                threads.execute(() -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    sleep(20);
                    now.decrementAndGet();
                    done.countDown();
                });
            }
            assertTrue(done.await(30, TimeUnit.SECONDS));
            assertEquals(5, most.get());
        }
    }

    @Test
    void quickAnswersShareAsManyThreadsAsProcessorsAndThreadsGoWhenNothingWaits() throws InterruptedException {
        try (RequestThreads threads = new RequestThreads(100)) {
            CountDownLatch slow = new CountDownLatch(AT_REST + 2);
            for (int i = 0; i < AT_REST + 2; i++) {
                threads.execute(() -> {
                    sleep(300);
                    slow.countDown();
                });
            }
            assertTrue(slow.await(30, TimeUnit.SECONDS));
            assertTrue(threads.size() > AT_REST);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
            while (threads.size() > AT_REST && System.nanoTime() < end) {
                sleep(20);
            }
            assertEquals(AT_REST, threads.size());
            CountDownLatch again = new CountDownLatch(1_000);
            for (int i = 0; i < 1_000; i++) {
                threads.execute(again::countDown);
            }
            assertTrue(again.await(30, TimeUnit.SECONDS));
        }
    }

    @Test
    void aClosedOneTakesNothingAndInterruptsWhatRuns() throws InterruptedException {
        RequestThreads threads = new RequestThreads(2);
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        threads.execute(() -> {
            started.countDown();
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });
        assertTrue(started.await(30, TimeUnit.SECONDS));
        assertFalse(interrupted.await(0, TimeUnit.SECONDS));
        threads.close();
        assertTrue(interrupted.await(30, TimeUnit.SECONDS));
        assertThrows(RejectedExecutionException.class, () -> threads.execute(() -> {}));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
