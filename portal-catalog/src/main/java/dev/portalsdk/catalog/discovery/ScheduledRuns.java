package dev.portalsdk.catalog.discovery;

import dev.portalsdk.catalog.store.CatalogException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The runs of one provider, one at a time: on a schedule, when something happened, or when told to. */
final class ScheduledRuns implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScheduledRuns.class);

    /** Events come in bursts; what they ask for is done once for all of them. */
    private static final Duration BURST = Duration.ofMillis(500);

    private final String name;
    private final Run run;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final Object oneAtATime = new Object();
    private volatile Optional<Exception> lastFailure = Optional.empty();
    private @Nullable ScheduledThreadPoolExecutor threads;

    /** Looks at the host and tells the catalog. */
    @FunctionalInterface
    interface Run {
        void run() throws IOException;
    }

    ScheduledRuns(String name, Run run) {
        this.name = name;
        this.run = run;
    }

    /** From here on there are runs; without a schedule only those that are asked for. */
    synchronized void start(Optional<DiscoverySchedule> schedule) {
        // One thread watches the time of the run in the other.
        ScheduledThreadPoolExecutor started = new ScheduledThreadPoolExecutor(2, task -> {
            Thread thread = new Thread(task, "portal-discovery-" + name);
            thread.setDaemon(true);
            return thread;
        });
        started.setRemoveOnCancelPolicy(true);
        threads = started;
        if (schedule.isPresent()) {
            DiscoverySchedule times = schedule.get();
            Future<?> unused = started.scheduleWithFixedDelay(
                    () -> within(started, times.timeout()),
                    times.initialDelay().toMillis(),
                    Math.max(1, times.frequency().toMillis()),
                    TimeUnit.MILLISECONDS);
        }
    }

    private void within(ScheduledThreadPoolExecutor started, Duration timeout) {
        Future<?> running = started.submit(this::quietly);
        try {
            running.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            running.cancel(true);
            LOG.warn("{} was broken off after {}; what it gave before stays", name, timeout);
        } catch (ExecutionException e) {
            LOG.error("{} failed", name, e);
        } catch (InterruptedException e) {
            running.cancel(true);
            Thread.currentThread().interrupt();
        }
    }

    private void quietly() {
        try {
            now();
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} failed; what it gave before stays: {}", name, e.toString());
        }
    }

    /** Runs in this thread, after a run that is under way. */
    void now() throws IOException {
        synchronized (oneAtATime) {
            try {
                run.run();
                lastFailure = Optional.empty();
            } catch (IOException | RuntimeException e) {
                lastFailure = Optional.of(e);
                throw e;
            }
        }
    }

    /** Runs soon, once for all who ask in the meantime. Does nothing before the start and after the end. */
    synchronized void soon() {
        if (threads != null && !threads.isShutdown() && asked.compareAndSet(false, true)) {
            Future<?> unused = threads.schedule(
                    () -> {
                        asked.set(false);
                        quietly();
                    },
                    BURST.toMillis(),
                    TimeUnit.MILLISECONDS);
        }
    }

    /** What was wrong with the last run. */
    Optional<Exception> lastFailure() {
        return lastFailure;
    }

    @Override
    public synchronized void close() {
        if (threads != null) {
            threads.shutdownNow();
        }
    }

    static CatalogException notConnected(String name) {
        return new CatalogException(
                "The provider \"" + name + "\" is not connected: give it to a catalog's builder and build that first");
    }
}
