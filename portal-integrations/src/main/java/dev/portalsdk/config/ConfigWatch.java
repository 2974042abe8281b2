package dev.portalsdk.config;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A configuration that is read again in an interval, with all files that it includes, and told when it says something else. What is built from a
 * configuration does not follow it by itself: its listener builds it anew, or changes what can be changed.
 *
 * <p>If the sources cannot be read, the last good one stays, and {@link #mistake()} says why. Safe for use by many threads.
 */
public final class ConfigWatch implements AutoCloseable {
    private final Config.Builder sources;
    private final Consumer<Config> listener;
    private final ScheduledExecutorService thread;
    private volatile Config current;
    private volatile Optional<ConfigException> mistake = Optional.empty();

    private ConfigWatch(Config.Builder sources, Duration interval, Consumer<Config> listener) {
        this.sources = sources;
        this.listener = listener;
        this.current = sources.build();
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread started = new Thread(task, "portal-config-watch");
            started.setDaemon(true);
            return started;
        });
        Future<?> unused =
                thread.scheduleWithFixedDelay(this::look, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Reads the sources, and again in each interval until it is closed.
     *
     * @param sources must not be changed any more
     * @param interval more than zero; some seconds, as all files are read each time
     * @param listener is told of each other configuration, by one thread; what it throws goes to that thread's handler of uncaught exceptions
     * @throws ConfigException if the sources cannot be read now
     * @throws IllegalArgumentException if the interval is not more than zero
     */
    public static ConfigWatch start(Config.Builder sources, Duration interval, Consumer<Config> listener) {
        if (interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("the interval must be more than zero, not " + interval);
        }
        return new ConfigWatch(Objects.requireNonNull(sources), interval, Objects.requireNonNull(listener));
    }

    /** The last one that could be read. */
    public Config current() {
        return current;
    }

    /** Why the sources cannot be read as they are; empty if they can. */
    public Optional<ConfigException> mistake() {
        return mistake;
    }

    private void look() {
        try {
            Config read = sources.build();
            mistake = Optional.empty();
            if (!read.root().equals(current.root())) {
                current = read;
                listener.accept(read);
            }
        } catch (ConfigException e) {
            mistake = Optional.of(e);
        } catch (RuntimeException e) {
            Thread looking = Thread.currentThread();
            looking.getUncaughtExceptionHandler().uncaughtException(looking, e);
        }
    }

    /** No more looks begin. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
