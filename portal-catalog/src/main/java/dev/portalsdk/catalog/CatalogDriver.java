package dev.portalsdk.catalog;

import dev.portalsdk.catalog.store.CatalogException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who does the work, and when: whoever waits for it, or, once started, a thread that sleeps until there is some.
 *
 * <p>Each change takes the next ticket. A drain that began after a ticket was taken makes visible what it stands for.
 */
final class CatalogDriver implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogDriver.class);

    private final Runnable drain;
    private final ReentrantLock driving = new ReentrantLock();
    private final Semaphore wake = new Semaphore(0);
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong visible = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();
    private @Nullable Thread thread;

    CatalogDriver(Runnable drain) {
        this.drain = drain;
    }

    /** Does a quick change, and tells who is to see to it. */
    Receipt submit(Runnable change) {
        checkOpen();
        change.run();
        long ticket = taken.incrementAndGet();
        wake.release();
        return new TicketReceipt(ticket);
    }

    /** Returns when everything that was submitted before is visible. */
    void settle() {
        new TicketReceipt(taken.get()).await();
    }

    private void driveTo(long ticket) {
        while (visible.get() < ticket) {
            checkOpen();
            long now = taken.get();
            drain.run();
            visible.accumulateAndGet(now, Math::max);
        }
    }

    /** Starts the thread; once started, nothing happens. */
    synchronized void start(Optional<Duration> interval, Runnable refresh) {
        checkOpen();
        if (thread == null) {
            Thread started = new Thread(() -> loop(interval, refresh), "portal-catalog");
            started.setDaemon(true);
            thread = started;
            started.start();
        }
    }

    private void loop(Optional<Duration> interval, Runnable refresh) {
        wake.release();
        while (!closed.get()) {
            try {
                boolean woken =
                        interval.isEmpty() || wake.tryAcquire(interval.get().toNanos(), TimeUnit.NANOSECONDS);
                if (interval.isEmpty()) {
                    wake.acquire();
                }
                wake.drainPermits();
                if (!woken) {
                    refresh.run();
                }
                settle();
            } catch (InterruptedException e) {
                return; // closed
            } catch (RuntimeException e) {
                if (!closed.get()) {
                    LOG.error("The catalog's loop failed, and goes on with the next change", e);
                }
            }
        }
    }

    @Override
    public synchronized void close() {
        if (closed.compareAndSet(false, true) && thread != null) {
            thread.interrupt();
        }
    }

    private void checkOpen() {
        if (closed.get()) {
            throw new CatalogException("The catalog is closed");
        }
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
            await(Duration.ofSeconds(Long.MAX_VALUE / 1_000_000_000L));
        }

        @Override
        public boolean await(Duration atMost) {
            if (isVisible()) {
                return true;
            }
            try {
                if (!driving.tryLock(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
                    return isVisible();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CatalogException("Interrupted while waiting for the catalog", e);
            }
            try {
                driveTo(ticket);
                return true;
            } finally {
                driving.unlock();
            }
        }
    }
}
