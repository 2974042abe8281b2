package dev.portalsdk.catalog;

import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.Claim;
import dev.portalsdk.catalog.store.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that waits for other machines, beside all other: each piece is committed as it ends, so that a slow one holds up nothing but itself. For any
 * number of threads.
 *
 * <p>No piece is done twice at a time. Of one that is handed out anew while it is being done, because its lease has ended, the newest claim is answered;
 * one that is, because something has changed, is done once more.
 */
final class RemoteWork implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteWork.class);

    private final ExecutorService threads;
    private final int width;
    private final CatalogStore store;
    private final Function<Claim, Outcome> work;
    private final long lease;
    private final Runnable progress;
    private final Map<Object, Flight> inFlight = new HashMap<>();
    private boolean closed;
    private final Queue<Outcome> finished = new ConcurrentLinkedQueue<>();
    private final ReentrantLock committing = new ReentrantLock();

    /** A piece that is being done, or waits for a thread. Guarded by the map. */
    private static final class Flight {
        private final Object key;
        private Claim claim;

        /** Not after the store began to count: it hands nothing out anew before a lease has passed since then. */
        private long askedAt;

        /** What is to be done when this is. */
        private @Nullable Claim next;

        Flight(Object key, Claim claim, long askedAt) {
            this.key = key;
            this.claim = claim;
            this.askedAt = askedAt;
        }

        void claimAnew(Claim anew, long asked, long lease) {
            boolean leaseEnded = System.nanoTime() - askedAt >= lease;
            if (next == null && leaseEnded && isSameWork(claim, anew)) {
                claim = anew;
            } else {
                next = anew;
            }
            askedAt = asked;
        }

        boolean turnToNext() {
            if (next == null) {
                return false;
            }
            claim = next;
            next = null;
            return true;
        }
    }

    /**
     * @param threads where it is done
     * @param width how many pieces are asked for at a time; 0 if none ever are
     * @param work must not throw
     * @param lease how long the store waits for an answer
     * @param progress is called when a piece has ended
     */
    RemoteWork(
            ExecutorService threads,
            int width,
            CatalogStore store,
            Function<Claim, Outcome> work,
            Duration lease,
            Runnable progress) {
        this.threads = threads;
        this.width = width;
        this.store = store;
        this.work = work;
        this.lease = lease.toNanos();
        this.progress = progress;
    }

    /** Whether there is room for any at all. */
    boolean isUsed() {
        return width > 0;
    }

    /** How many more pieces can be begun at once. */
    int free() {
        synchronized (inFlight) {
            return Math.max(0, width - inFlight.size());
        }
    }

    boolean isBusy() {
        synchronized (inFlight) {
            return !inFlight.isEmpty();
        }
    }

    /**
     * Begins a piece of work, and does not wait for it.
     *
     * @param askedAt when the store was asked for work, by {@link System#nanoTime()}
     */
    void begin(Claim claim, long askedAt) {
        Object key = claim instanceof Claim.OfSource read ? read.source() : ((Claim.OfEntity) claim).ref();
        synchronized (inFlight) {
            if (closed) {
                return;
            }
            Flight before = inFlight.get(key);
            if (before == null) {
                Flight flight = new Flight(key, claim, askedAt);
                inFlight.put(key, flight);
                execute(flight);
            } else {
                before.claimAnew(claim, askedAt, lease);
            }
        }
    }

    /** Gives back what is being done, and what comes of it no longer counts. */
    @Override
    public void close() {
        List<Claim> left = new ArrayList<>();
        synchronized (inFlight) {
            closed = true;
            for (Flight flight : inFlight.values()) {
                left.add(flight.next == null ? flight.claim : flight.next);
            }
            inFlight.clear();
        }
        if (!left.isEmpty()) {
            store.release(left);
        }
    }

    private void execute(Flight flight) {
        try {
            threads.execute(() -> fly(flight));
        } catch (RejectedExecutionException closed) {
            inFlight.remove(flight.key); // its lease ends, and another node gets it
        }
    }

    private void fly(Flight flight) {
        Claim begun;
        synchronized (inFlight) {
            if (closed) {
                return;
            }
            begun = flight.claim;
        }
        Outcome outcome = work.apply(begun);
        synchronized (inFlight) {
            if (closed) {
                return;
            }
            if (flight.next == null) {
                finished.add(answering(flight.claim, outcome));
            }
        }
        commitFinished();
        synchronized (inFlight) {
            if (flight.turnToNext() && !closed) {
                execute(flight);
            } else {
                inFlight.remove(flight.key);
            }
        }
        progress.run();
    }

    /** What ended at the same time is committed together. */
    private void commitFinished() {
        while (!finished.isEmpty() && committing.tryLock()) {
            List<Outcome> together = new ArrayList<>();
            try {
                for (Outcome outcome = finished.poll(); outcome != null; outcome = finished.poll()) {
                    together.add(outcome);
                }
                if (!together.isEmpty()) {
                    store.commit(together);
                }
            } catch (RuntimeException | Error e) {
                LOG.error("{} results could not be committed, and the work will be done anew", together.size(), e);
            } finally {
                committing.unlock();
            }
        }
    }

    private static boolean isSameWork(Claim one, Claim other) {
        if (one instanceof Claim.OfSource read && other instanceof Claim.OfSource again) {
            return read.readers().equals(again.readers())
                    && read.known().equals(again.known())
                    && read.readersChanged() == again.readersChanged();
        }
        return one instanceof Claim.OfEntity process
                && other instanceof Claim.OfEntity again
                && process.offered().equals(again.offered())
                && process.origin().equals(again.origin());
    }

    private static Outcome answering(Claim claim, Outcome outcome) {
        if (outcome instanceof Outcome.SourceRead read) {
            return new Outcome.SourceRead((Claim.OfSource) claim, read.content(), read.emissions());
        }
        if (outcome instanceof Outcome.Processed done) {
            return new Outcome.Processed((Claim.OfEntity) claim, done.accepted(), done.findings(), done.reads());
        }
        return new Outcome.Unchanged(claim);
    }
}
