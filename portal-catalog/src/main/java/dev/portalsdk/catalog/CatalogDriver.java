package dev.portalsdk.catalog;

import dev.portalsdk.catalog.store.CatalogException;
import dev.portalsdk.catalog.store.CatalogStore;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who does the work, and when: whoever waits for it, or, once started, a thread that sleeps until there is some. */
final class CatalogDriver implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogDriver.class);

    /** How long to wait for others without a word from the store. */
    private static final long POLL = TimeUnit.MILLISECONDS.toNanos(20);

    /** When to look again at what others have in hand, or what failed: of a node that has died there is no word. */
    private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(250);

    /** As good as for ever, and no sum with it overflows. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final CatalogStore store;
    private final CatalogEngine engine;
    private final Signal progress;
    private final ReentrantLock driving = new ReentrantLock();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CatalogStore.Registration listening;
    private @Nullable Thread thread;

    /** @param progress is raised also by the store, and by the engine */
    CatalogDriver(CatalogStore store, CatalogEngine engine, Signal progress) {
        this.store = store;
        this.engine = engine;
        this.progress = progress;
        this.listening = store.listen(progress::raise);
    }

    /** For a change that the store has taken. */
    Receipt receipt(long cause) {
        return new DrivenReceipt(() -> store.isSettled(cause));
    }

    /** For all that the store holds. */
    Receipt receiptOfAll() {
        return new DrivenReceipt(() -> store.backlog().isEmpty());
    }

    /** Returns when everything is visible that was given before, be it to another node or to the store of an earlier process. */
    void settle() {
        drive(() -> store.backlog().isEmpty(), true, LONGEST);
    }

    /**
     * Works, or waits for those who do.
     *
     * @param together see {@link CatalogEngine#drain}
     * @return whether it was done in time
     */
    private boolean drive(BooleanSupplier done, boolean together, Duration atMost) {
        checkNotWorking();
        long deadline = System.nanoTime() + nanos(atMost);
        while (true) {
            checkOpen();
            long seen = progress.count();
            if (driving.tryLock()) {
                try {
                    engine.drain(together);
                } finally {
                    driving.unlock();
                }
            }
            if (done.getAsBoolean()) {
                engine.catchUp();
                return true;
            }
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            awaitProgress(seen, Math.min(left, POLL));
        }
    }

    private void awaitProgress(long seen, long nanos) {
        try {
            progress.awaitAfter(seen, nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CatalogException("Interrupted while waiting for the catalog", e);
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
        while (!closed.get()) {
            long seen = progress.count();
            boolean done = false;
            try {
                if (nextRefresh - System.nanoTime() <= 0) {
                    refresh.run();
                    nextRefresh = System.nanoTime() + every;
                }
                drainHere();
                done = store.backlog().isEmpty();
            } catch (RuntimeException | Error e) {
                if (!closed.get()) {
                    LOG.error("The catalog's loop failed, and tries again", e);
                }
            }
            try {
                long sleep = done ? atMost : Math.min(atMost, LOOK_AGAIN);
                progress.awaitAfter(seen, Math.min(sleep, nextRefresh - System.nanoTime()));
            } catch (InterruptedException e) {
                LOG.warn("The catalog's thread was interrupted, and ends");
                return;
            }
        }
    }

    /** When whoever drives now has done, so that nothing that can be done now is left. */
    private void drainHere() {
        driving.lock();
        try {
            engine.drain(false);
        } finally {
            driving.unlock();
        }
    }

    @Override
    public synchronized void close() {
        if (closed.compareAndSet(false, true)) {
            listening.close();
            progress.raise(); // an interrupt would be taken for a failure of what is being read
            try {
                engine.close();
            } catch (RuntimeException e) {
                LOG.warn("What was being read could not be given back; its leases will end", e);
            }
        }
    }

    void checkOpen() {
        if (closed.get()) {
            throw new CatalogException("The catalog is closed");
        }
    }

    /** The work that such a thread would wait for includes its own. */
    private void checkNotWorking() {
        if (driving.isHeldByCurrentThread() || engine.isWorkingHere()) {
            throw new CatalogException(
                    "A processor, rule, placeholder or listener of a catalog cannot wait for that catalog:"
                            + " what it would wait for includes itself. Wait in another thread, or not at all");
        }
    }

    private static long nanos(Duration time) {
        return (time.compareTo(LONGEST) < 0 ? time : LONGEST).toNanos();
    }

    private final class DrivenReceipt implements Receipt {
        private final BooleanSupplier settled;
        private volatile boolean visible;

        DrivenReceipt(BooleanSupplier settled) {
            this.settled = settled;
        }

        @Override
        public boolean isVisible() {
            if (!visible && settled.getAsBoolean()) {
                engine.catchUp();
                visible = true;
            }
            return visible;
        }

        @Override
        public void await() {
            await(LONGEST);
        }

        @Override
        public boolean await(Duration atMost) {
            visible = visible || drive(this::isDone, false, atMost);
            return visible;
        }

        /** Orphans that go at once do so when nothing is left to do: whoever drives now is about to see to that. */
        private boolean isDone() {
            if (!settled.getAsBoolean()) {
                return false;
            }
            if (engine.deletesOrphansAtOnce() && store.backlog().isEmpty()) {
                drainHere();
            }
            return true;
        }
    }
}
