package dev.portalsdk.http.jdk;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that answer requests: as many as there are processors while answers are quick, so that they come one after another and none of them is
 * interrupted for another; one more each time a request has waited too long, because those that are there wait for something themselves (a slow
 * client, a stream of events, a database); fewer again when nothing waits.
 */
final class RequestThreads implements Executor, AutoCloseable {
    private static final int WAITING = 10_000;
    /** What a request may wait before it gets a thread of its own, and how often that is looked at. */
    private static final Duration PATIENCE = Duration.ofMillis(10);
    /** How long nothing must have waited before a thread goes. */
    private static final Duration CALM = Duration.ofSeconds(1);

    private final int least;
    private final int most;
    private final BlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>(WAITING);
    private final ThreadPoolExecutor pool;
    private final ScheduledExecutorService clock;
    private final AtomicBoolean watching = new AtomicBoolean();
    /** Of the watching thread alone. */
    private long calmSince = System.nanoTime();

    RequestThreads(int most) {
        this.most = most;
        this.least = Math.min(most, Math.max(2, Runtime.getRuntime().availableProcessors()));
        this.pool = new ThreadPoolExecutor(least, least, 30, TimeUnit.SECONDS, waiting, named("portal-http-"));
        pool.allowCoreThreadTimeOut(true);
        this.clock = Executors.newSingleThreadScheduledExecutor(named("portal-http-watch-"));
    }

    private static ThreadFactory named(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** @throws RejectedExecutionException if too many wait already, or this is closed: the server then hangs up */
    @Override
    public void execute(Runnable request) {
        pool.execute(new Waiting(request, System.nanoTime()));
        if (!waiting.isEmpty() && watching.compareAndSet(false, true)) {
            watchAgain();
        }
    }

    private void watchAgain() {
        try {
            Future<?> unused = clock.schedule(this::watch, PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // Closed meanwhile.
        }
    }

    /** Only while something waits, or there are more threads than at rest. */
    private void watch() {
        long now = System.nanoTime();
        int threads = pool.getCorePoolSize();
        if (waiting.peek() instanceof Waiting first && now - first.since > PATIENCE.toNanos()) {
            calmSince = now;
            resize(Math.min(most, threads + 1));
        } else if (threads > least && now - calmSince > CALM.toNanos()) {
            calmSince = now;
            resize(threads - 1);
        }
        if (waiting.isEmpty() && pool.getCorePoolSize() == least) {
            watching.set(false);
            // What came between the question and the answer has found somebody watching.
            if (waiting.isEmpty() || !watching.compareAndSet(false, true)) {
                return;
            }
        }
        watchAgain();
    }

    /** A thread beyond the maximum ends after its request, one that waits for requests at once. */
    private void resize(int threads) {
        if (threads > pool.getMaximumPoolSize()) {
            pool.setMaximumPoolSize(threads);
            pool.setCorePoolSize(threads);
        } else {
            pool.setCorePoolSize(threads);
            pool.setMaximumPoolSize(threads);
        }
    }

    /** How many may answer at the moment. */
    int size() {
        return pool.getCorePoolSize();
    }

    /** Interrupts what is under way. */
    @Override
    public void close() {
        clock.shutdownNow();
        pool.shutdownNow();
    }

    private record Waiting(Runnable request, long since) implements Runnable {
        @Override
        public void run() {
            request.run();
        }
    }
}
