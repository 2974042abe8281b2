package dev.portalsdk.catalog;

import dev.portalsdk.catalog.store.CatalogException;
import dev.portalsdk.catalog.store.CatalogStore;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who does the work, and when: whoever waits for it, or, once started, a thread that sleeps until there is some.
 *
 * <p>Each change takes the next ticket. A drain that began after a ticket was taken, and left nothing that others have in hand, makes visible what it
 * stands for.
 */
final class CatalogDriver implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogDriver.class);

    /** How long to wait for others without a word from the store. */
    private static final long POLL_MILLIS = 20;

    /** When to look again at what others have in hand, or what failed: of a node that has died there is no word. */
    private static final long LOOK_AGAIN = TimeUnit.SECONDS.toNanos(1);

    /** As good as for ever, and no sum with it overflows. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final CatalogStore store;
    private final Runnable drain;
    private final BooleanSupplier working;
    private final ReentrantLock driving = new ReentrantLock();
    private final Semaphore wake = new Semaphore(0);
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong visible = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CatalogStore.Registration listening;
    private @Nullable Thread thread;

    /** @param working whether the calling thread does a piece of work of a drain */
    CatalogDriver(CatalogStore store, Runnable drain, BooleanSupplier working) {
        this.store = store;
        this.drain = drain;
        this.working = working;
        this.listening = store.listen(wake::release);
    }

    /** Tells that something was changed just now, and who is to see to it. */
    Receipt ticket() {
        long ticket = taken.incrementAndGet();
        wake.release();
        return new TicketReceipt(ticket);
    }

    /** Returns when everything is visible that was given before, be it to another node or to the store of an earlier process. */
    void settle() {
        new TicketReceipt(taken.incrementAndGet()).await();
    }

    private boolean driveTo(long ticket, long deadline) {
        while (visible.get() < ticket) {
            checkOpen();
            long now = taken.get();
            drain.run();
            if (store.backlog().isEmpty()) {
                visible.accumulateAndGet(now, Math::max);
            } else if (System.nanoTime() - deadline > 0) {
                return false;
            } else {
                awaitOthers();
            }
        }
        return true;
    }

    /** Another node, or one that has died, has claimed what is left. */
    private static void awaitOthers() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /**
     * Starts the thread; once started, nothing happens.
     *
     * @param interval between refreshes
     * @param tick how long there may be no drain
     */
    synchronized void start(Optional<Duration> interval, Optional<Duration> tick, Runnable refresh) {
        checkOpen();
        if (thread == null) {
            Thread started = new Thread(() -> loop(interval, tick, refresh), "portal-catalog");
            started.setDaemon(true);
            thread = started;
            started.start();
        }
    }

    private void loop(Optional<Duration> interval, Optional<Duration> tick, Runnable refresh) {
        long every = nanos(interval.orElse(LONGEST));
        long atMost = nanos(tick.orElse(LONGEST));
        long nextRefresh = System.nanoTime() + every;
        boolean done = false;
        wake.release();
        while (!closed.get()) {
            try {
                long sleep = Math.min(done ? atMost : Math.min(atMost, LOOK_AGAIN), nextRefresh - System.nanoTime());
                done = false;
                if (wake.tryAcquire(sleep, TimeUnit.NANOSECONDS)) {
                    wake.drainPermits();
                }
                if (closed.get()) {
                    return;
                }
                if (nextRefresh - System.nanoTime() <= 0) {
                    refresh.run();
                    nextRefresh = System.nanoTime() + every;
                }
                done = drive();
            } catch (InterruptedException e) {
                LOG.warn("The catalog's thread was interrupted, and ends");
                return;
            } catch (RuntimeException | Error e) {
                if (!closed.get()) {
                    LOG.error("The catalog's loop failed, and tries again in a second", e);
                }
            }
        }
    }

    /** @return whether nothing is left that others have in hand */
    private boolean drive() {
        driving.lock();
        try {
            long now = taken.get();
            drain.run();
            boolean done = store.backlog().isEmpty();
            if (done) {
                visible.accumulateAndGet(now, Math::max);
            }
            return done;
        } finally {
            driving.unlock();
        }
    }

    @Override
    public synchronized void close() {
        if (closed.compareAndSet(false, true)) {
            listening.close();
            wake.release(); // an interrupt would be taken for a failure of what is being read
        }
    }

    void checkOpen() {
        if (closed.get()) {
            throw new CatalogException("The catalog is closed");
        }
    }

    /** The work that such a thread would wait for includes its own. */
    private void checkNotWorking() {
        if (driving.isHeldByCurrentThread() || working.getAsBoolean()) {
            throw new CatalogException(
                    "A processor, rule, placeholder or listener of a catalog cannot wait for that catalog:"
                            + " what it would wait for includes itself. Wait in another thread, or not at all");
        }
    }

    private static long nanos(Duration time) {
        return (time.compareTo(LONGEST) < 0 ? time : LONGEST).toNanos();
    }

    private static CatalogException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new CatalogException("Interrupted while waiting for the catalog", e);
    }

    private final class TicketReceipt implements Receipt {
        private final long ticket;

        TicketReceipt(long ticket) {
            this.ticket = ticket;
        }

        @Override
        public boolean isVisible() {
            return visible.get() >= ticket;
        }

        @Override
        public void await() {
            await(LONGEST);
        }

        @Override
        public boolean await(Duration atMost) {
            if (isVisible()) {
                return true;
            }
            checkNotWorking();
            long wait = nanos(atMost);
            long deadline = System.nanoTime() + wait;
            try {
                if (!driving.tryLock(wait, TimeUnit.NANOSECONDS)) {
                    return isVisible();
                }
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
            try {
                return driveTo(ticket, deadline);
            } finally {
                driving.unlock();
            }
        }
    }
}
