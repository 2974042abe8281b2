package dev.portalsdk.catalog.discovery;

import dev.portalsdk.catalog.run.ScheduledRun;
import dev.portalsdk.catalog.run.Schedules;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A run that this node has, watched until it ends: its lease is renewed meanwhile, and it is broken off when its time is over or it is lost. */
final class RunInProgress {
    private static final Logger LOG = LoggerFactory.getLogger(RunInProgress.class);

    /** If this node ends, another may have the run. */
    private static final Optional<Duration> AT_ONCE = Optional.of(Duration.ZERO);

    private final String name;
    private final Schedules schedules;
    private final ScheduledRun mine;
    private final Duration lease;
    private final BooleanSupplier isClosing;

    RunInProgress(String name, Schedules schedules, ScheduledRun mine, Duration lease, BooleanSupplier isClosing) {
        this.name = name;
        this.schedules = schedules;
        this.mine = mine;
        this.lease = lease;
        this.isClosing = isClosing;
    }

    /**
     * Returns when the run has ended, and after that is told to all nodes.
     *
     * @param running gives the pause until the next run; empty for that of the schedule
     * @throws IOException what it failed with, or that it was broken off
     */
    void await(Future<Optional<Duration>> running, Duration timeout) throws IOException {
        Optional<Duration> pause = Optional.empty();
        boolean interrupted = false;
        try {
            pause = result(running, System.nanoTime() + timeout.toNanos(), timeout);
        } catch (ExecutionException e) {
            pause = isClosing.getAsBoolean() ? AT_ONCE : pauseAfter(e.getCause());
            throw cause(e.getCause());
        } catch (InterruptedException e) {
            pause = AT_ONCE;
            interrupted = true;
            throw new InterruptedIOException(name + " was interrupted");
        } finally {
            running.cancel(true);
            finish(pause);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Optional<Duration> result(Future<Optional<Duration>> running, long end, Duration timeout)
            throws ExecutionException, InterruptedException, IOException {
        long beat = lease.toNanos() / 3;
        while (true) {
            try {
                return running.get(Math.min(beat, Math.max(1, end - System.nanoTime())), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                if (System.nanoTime() - end >= 0) {
                    throw new IOException("broken off after " + timeout);
                }
                if (!renewed()) {
                    throw new IOException("broken off, since this node was not heard of in time and another has begun");
                }
            }
        }
    }

    /** A store that cannot be reached for a moment is no reason to end: the lease may still last. */
    private boolean renewed() {
        try {
            return schedules.renew(mine, lease);
        } catch (RuntimeException e) {
            LOG.warn("The run of {} could not be prolonged: {}", name, e.toString());
            return true;
        }
    }

    private void finish(Optional<Duration> pause) {
        try {
            boolean unused = pause.isPresent() ? schedules.finish(mine, pause.get()) : schedules.finish(mine);
        } catch (RuntimeException e) {
            LOG.warn("That {} has run could not be told; it runs again in {}: {}", name, lease, e.toString());
        }
    }

    private static Optional<Duration> pauseAfter(@Nullable Throwable failure) {
        return failure instanceof FailedForNow forNow ? Optional.of(forNow.pause()) : Optional.empty();
    }

    private static IOException cause(@Nullable Throwable failure) {
        Throwable cause = failure instanceof FailedForNow ? failure.getCause() : failure;
        if (cause instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof IOException io ? io : new IOException(cause);
    }
}
