package dev.portalsdk.scaffolder;

import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.scaffolder.task.Claim;
import dev.portalsdk.scaffolder.task.Lease;
import dev.portalsdk.scaffolder.task.TaskStore;
import dev.portalsdk.scaffolder.task.TaskStoreException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes tasks from the store and runs them, each in a thread of its own, and keeps their leases alive. Two more threads look for tasks and renew, so
 * that a store that is slow at one does not keep it from the other.
 */
final class Worker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Scaffolder.class);
    private static final int REMEMBERED = 1_000;
    private static final Duration FLUSH_EVERY = Duration.ofMillis(200);
    private static final Duration SWEEP_EVERY = Duration.ofHours(1);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

    private final TaskStore store;
    private final RunFactory factory;
    private final Settings settings;
    private final Clock clock;
    private final ExecutorService runners;
    private final ScheduledExecutorService claims = timer("portal-scaffolder-claims");
    private final ScheduledExecutorService renewals = timer("portal-scaffolder-leases");
    private final Map<String, Running> running = new ConcurrentHashMap<>();
    /** Templates of tasks that were submitted here, since they know the places of their parts, which a store does not. */
    private final Map<String, Template> submitted = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Template> eldest) {
            return size() > REMEMBERED;
        }
    };

    private volatile boolean closed;

    /**
     * How to work.
     *
     * @param node name of this node
     * @param slots how many tasks run at once
     * @param lease how long nobody else takes a task of a worker that is not heard of
     * @param poll how often to look for tasks of others
     * @param keepWorkspaces how long those of failed tasks are kept
     * @param retention which tasks that have ended are kept
     */
    record Settings(
            String node, int slots, Duration lease, Duration poll, Duration keepWorkspaces, Retention retention) {}

    private record Running(RunSignals signals, Journal journal) {}

    Worker(TaskStore store, RunFactory factory, Settings settings, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.factory = factory;
        this.settings = settings;
        AtomicInteger number = new AtomicInteger();
        this.runners = Executors.newFixedThreadPool(
                settings.slots(), work -> daemon(work, "portal-scaffolder-" + number.incrementAndGet()));
        every(claims, settings.poll(), this::claim);
        poke();
        every(renewals, settings.lease().dividedBy(3), this::renew);
        every(renewals, FLUSH_EVERY, this::flush);
        every(
                claims,
                min(
                        SWEEP_EVERY,
                        min(settings.keepWorkspaces(), settings.retention().age())),
                this::sweep);
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Drops tasks that are not kept any longer, and workspaces that nobody will retry any more, or whose tasks are gone. */
    private void sweep() {
        try {
            settings.retention().apply(store, clock.instant());
            Instant before = clock.instant().minus(settings.keepWorkspaces());
            for (String id : factory.place().taskIds()) {
                boolean needed = store.find(id)
                        .filter(task ->
                                !task.status().isTerminal() || task.changedAt().isAfter(before))
                        .isPresent();
                if (!needed) {
                    factory.place().forget(id);
                }
            }
            factory.place()
                    .clear(id -> !running.containsKey(id)
                            && store.find(id)
                                    .map(task -> task.status().isTerminal())
                                    .orElse(true));
        } catch (IOException | RuntimeException e) {
            LOG.warn("Workspaces that are not needed any more are left for the next time", e);
        }
    }

    private static void every(ScheduledExecutorService timer, Duration pause, Runnable work) {
        long millis = Math.max(1, pause.toMillis());
        var unused = timer.scheduleWithFixedDelay(work, millis, millis, TimeUnit.MILLISECONDS);
    }

    private static ScheduledExecutorService timer(String name) {
        return Executors.newSingleThreadScheduledExecutor(work -> daemon(work, name));
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Remembers the template of a task that is submitted here. */
    void remember(String taskId, Template template) {
        synchronized (submitted) {
            submitted.put(taskId, template);
        }
    }

    /** There may be tasks to take now. */
    void poke() {
        try {
            claims.execute(this::claim);
        } catch (RejectedExecutionException e) {
            LOG.debug("No more tasks are taken", e);
        }
    }

    private void claim() {
        int free = settings.slots() - running.size();
        if (closed || free <= 0) {
            return;
        }
        try {
            store.claim(settings.node(), Math.min(free, REMEMBERED), settings.lease())
                    .forEach(this::start);
        } catch (RuntimeException e) {
            LOG.error("Tasks cannot be taken from the store; trying again in {}", settings.poll(), e);
        }
    }

    private void start(Claim claim) {
        RunSignals signals = new RunSignals();
        if (claim.lease().cancelRequested()) {
            signals.cancel();
        }
        Journal journal = factory.journal(claim);
        String id = claim.lease().taskId();
        running.put(id, new Running(signals, journal));
        try {
            runners.execute(() -> run(claim, signals, journal));
        } catch (RejectedExecutionException e) {
            running.remove(id);
            store.release(claim.lease());
        }
    }

    private void run(Claim claim, RunSignals signals, Journal journal) {
        String id = claim.lease().taskId();
        signals.started();
        try {
            boolean over = factory.run(claim, () -> template(claim), signals, journal);
            running.remove(id);
            if (!over) {
                release(claim.lease(), journal);
            }
        } catch (TaskStoreException e) {
            LOG.error("Task {} is left until its lease is over", id, e);
        } catch (Error e) {
            LOG.error("Task {} is left until its lease is over; this should not happen", id, e);
            throw e;
        } finally {
            signals.ended();
            running.remove(id);
            poke();
        }
    }

    private void release(Lease lease, Journal journal) {
        try {
            if (!journal.isBroken()) {
                journal.flush();
                store.release(lease);
            }
        } catch (RuntimeException e) {
            LOG.warn("The lease of task {} ends by itself", lease.taskId(), e);
        }
    }

    private Template template(Claim claim) {
        synchronized (submitted) {
            Optional<Template> known =
                    Optional.ofNullable(submitted.remove(claim.lease().taskId()));
            return known.orElseGet(() -> Template.of(EntityDescriptor.of(
                            claim.task().task().document(), claim.task().task().source()))
                    .orThrow());
        }
    }

    private void renew() {
        running.forEach((id, run) -> {
            try {
                Optional<Lease> renewed = store.renew(run.journal().lease(), settings.lease());
                if (renewed.isEmpty()) {
                    run.journal().lose();
                    run.signals().interrupt();
                } else {
                    run.journal().renewed(renewed.get());
                    if (renewed.get().cancelRequested()) {
                        run.signals().cancel();
                    }
                }
            } catch (RuntimeException e) {
                LOG.warn("The lease of task {} could not be renewed", id, e);
            }
        });
    }

    private void flush() {
        running.forEach((id, run) -> {
            try {
                run.journal().flush();
            } catch (RuntimeException e) {
                LOG.warn("The log of task {} could not be written", id, e);
                run.signals().interrupt();
            }
        });
    }

    /** Cancels a task if it runs here. */
    void cancel(String taskId) {
        Optional.ofNullable(running.get(taskId)).ifPresent(run -> run.signals().cancel());
    }

    boolean isClosed() {
        return closed;
    }

    /** Takes no more tasks, lets the steps that run come to their end for at most ten seconds, and gives the tasks back. */
    @Override
    public void close() {
        closed = true;
        claims.shutdownNow();
        running.values().forEach(run -> run.signals().stop());
        runners.shutdown();
        try {
            claims.awaitTermination(1, TimeUnit.SECONDS);
            if (!runners.awaitTermination(CLOSE_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                running.values().forEach(run -> run.signals().interrupt());
                runners.awaitTermination(1, TimeUnit.SECONDS);
            }
            renewals.shutdownNow();
            renewals.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            running.values().forEach(run -> run.signals().interrupt());
            Thread.currentThread().interrupt();
        }
        renewals.shutdownNow();
        List.copyOf(running.values()).forEach(run -> run.journal().lose());
    }
}
