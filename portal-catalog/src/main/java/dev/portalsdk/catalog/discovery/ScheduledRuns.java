package dev.portalsdk.catalog.discovery;

import dev.portalsdk.catalog.run.RunAttempt;
import dev.portalsdk.catalog.run.RunTiming;
import dev.portalsdk.catalog.run.ScheduledRun;
import dev.portalsdk.catalog.run.Schedules;
import dev.portalsdk.catalog.store.CatalogException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs of one provider, one at a time over all nodes that share the store: on a schedule, when something happened, or when told to.
 *
 * <p>What the store says counts; threads only wait until it is worth to ask it again.
 */
final class ScheduledRuns implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScheduledRuns.class);

    /** Events come in bursts; what they ask for is done once for all of them. */
    private static final Duration BURST = Duration.ofMillis(500);

    /** How long a run may be another node's before that is asked for again; also whether another node has asked. */
    private static final Duration LOOK = Duration.ofSeconds(30);

    private static final Duration WAIT_FOR_OTHERS = Duration.ofMillis(100);

    private final String name;
    private final Run run;
    private final Duration lease;
    private final AtomicBoolean asked = new AtomicBoolean();

    /** Whether a run is at it on this node, perhaps one that was broken off: with that, the next would wait for it with the run in hand. */
    private volatile boolean atIt;

    private volatile Optional<Exception> lastFailure = Optional.empty();
    private volatile @Nullable Started started;

    /** Looks at the host and tells the catalog. */
    @FunctionalInterface
    interface Run {
        /** @return the pause until the next; empty for that of the schedule */
        Optional<Duration> run() throws IOException;
    }

    /** What there is once the catalog is connected. */
    private record Started(
            Schedules schedules, RunTiming timing, Duration timeout, ScheduledThreadPoolExecutor threads) {}

    /** @param lease after which a run of a node that died is another's */
    ScheduledRuns(String name, Duration lease, Run run) {
        this.name = name;
        this.lease = lease;
        this.run = run;
    }

    /** From here on there are runs; without a schedule only those that are asked for. */
    synchronized void start(Schedules schedules, Optional<DiscoverySchedule> schedule) {
        // One thread watches the run in the other; the third is for a run that does not end though it was broken off.
        ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(3, task -> {
            Thread thread = new Thread(task, "portal-discovery-" + name);
            thread.setDaemon(true);
            return thread;
        });
        threads.setRemoveOnCancelPolicy(true);
        RunTiming timing = schedule.map(times -> new RunTiming(Optional.of(times.frequency()), times.initialDelay()))
                .orElse(RunTiming.whenAsked());
        Duration timeout = schedule.map(DiscoverySchedule::timeout).orElse(Duration.ofDays(1));
        started = new Started(schedules, timing, timeout, threads);
        lookAgain(Duration.ZERO, true);
    }

    /** @param andAgain whether that is the one look that leads to others */
    private void lookAgain(Duration in, boolean andAgain) {
        Started with = started;
        if (with != null) {
            later(with, () -> look(with, andAgain), in);
        }
    }

    private static void later(Started with, Runnable action, Duration in) {
        try {
            Future<?> unused = with.threads().schedule(action, Math.max(1, in.toMillis()), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.trace("no more looks: closed");
        }
    }

    private void look(Started with, boolean andAgain) {
        Duration next = LOOK;
        try {
            RunAttempt attempt =
                    atIt ? RunAttempt.in(WAIT_FOR_OTHERS) : with.schedules().claim(name, with.timing(), lease);
            if (attempt.run().isPresent()) {
                next = Duration.ZERO;
                carryOut(with, attempt.run().get());
            } else {
                next = attempt.retryIn()
                        .filter(time -> time.compareTo(LOOK) < 0)
                        .orElse(LOOK);
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} failed; what it gave before stays: {}", name, e.toString());
        } finally {
            if (andAgain) {
                lookAgain(next, true);
            }
        }
    }

    private void carryOut(Started with, ScheduledRun mine) throws IOException {
        RunInProgress inProgress = new RunInProgress(name, with.schedules(), mine, lease, with.threads()::isShutdown);
        try {
            inProgress.await(with.threads().submit(this::oneAtATime), with.timeout());
            lastFailure = Optional.empty();
        } catch (IOException | RuntimeException e) {
            lastFailure = Optional.of(e);
            throw e;
        }
    }

    /** A run that was broken off may still be at it. */
    private Optional<Duration> oneAtATime() throws IOException {
        synchronized (run) {
            atIt = true;
            try {
                return run.run();
            } finally {
                atIt = false;
            }
        }
    }

    /** Runs while the caller waits, after a run that is under way. */
    void now() throws IOException {
        Started with = started;
        if (with == null) {
            throw notConnected(name);
        }
        if (with.threads().isShutdown()) {
            throw new CatalogException("The catalog is closed");
        }
        RunAttempt attempt = claimedNow(with);
        while (attempt.run().isEmpty()) {
            pause(attempt.retryIn()
                    .filter(time -> time.compareTo(WAIT_FOR_OTHERS) < 0)
                    .orElse(WAIT_FOR_OTHERS));
            attempt = claimedNow(with);
        }
        try {
            carryOut(with, attempt.run().get());
        } finally {
            lookAgain(Duration.ZERO, false); // It may have been asked for meanwhile.
        }
    }

    private RunAttempt claimedNow(Started with) {
        return atIt ? RunAttempt.in(WAIT_FOR_OTHERS) : with.schedules().claimNow(name, with.timing(), lease);
    }

    private static void pause(Duration time) throws InterruptedIOException {
        try {
            Thread.sleep(Math.max(1, time.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while another run was under way");
        }
    }

    /** Runs soon, on whatever node, once for all who ask in the meantime. Does nothing before the start and after the end. */
    void soon() {
        Started with = started;
        if (with != null && !with.threads().isShutdown() && asked.compareAndSet(false, true)) {
            with.schedules().ask(name); // should this node die within the burst
            later(
                    with,
                    () -> {
                        asked.set(false);
                        with.schedules().ask(name);
                        look(with, false);
                    },
                    BURST);
        }
    }

    /** What was wrong with the last run on this node. */
    Optional<Exception> lastFailure() {
        return lastFailure;
    }

    @Override
    public void close() {
        Started with = started;
        if (with != null) {
            with.threads().shutdownNow();
        }
    }

    static CatalogException notConnected(String name) {
        return new CatalogException(
                "The provider \"" + name + "\" is not connected: give it to a catalog's builder and build that first");
    }
}
