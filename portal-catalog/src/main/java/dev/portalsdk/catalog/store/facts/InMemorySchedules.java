package dev.portalsdk.catalog.store.facts;

import dev.portalsdk.catalog.run.RunAttempt;
import dev.portalsdk.catalog.run.RunTiming;
import dev.portalsdk.catalog.run.ScheduledRun;
import dev.portalsdk.catalog.run.Schedules;
import dev.portalsdk.catalog.store.StoreContents;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tasks in memory. */
final class InMemorySchedules implements Schedules {
    private final Map<String, Task> tasks = new HashMap<>();
    private final Clock clock;
    private long generations;

    InMemorySchedules(Clock clock) {
        this.clock = clock;
    }

    private static final class Task {
        /** Null if it is not due until it is asked for. */
        @Nullable
        Instant due;

        /** Null if no run is under way. */
        @Nullable
        Instant leasedUntil;

        long generation;
        boolean asked;

        Task(@Nullable Instant due) {
            this.due = due;
        }

        boolean has(ScheduledRun run) {
            return leasedUntil != null && generation == run.generation();
        }
    }

    @Override
    public RunAttempt claim(String name, RunTiming timing, Duration lease) {
        return claim(name, timing, lease, false);
    }

    @Override
    public RunAttempt claimNow(String name, RunTiming timing, Duration lease) {
        return claim(name, timing, lease, true);
    }

    private synchronized RunAttempt claim(String name, RunTiming timing, Duration lease, boolean atOnce) {
        check(name, lease);
        Instant now = clock.instant();
        Task task = tasks.computeIfAbsent(
                name, unknown -> new Task(timing.frequency().isPresent() ? now.plus(timing.initialDelay()) : null));
        Instant leased = task.leasedUntil;
        if (leased != null && leased.isAfter(now)) {
            return RunAttempt.in(Duration.between(now, leased));
        }
        if (leased == null && !task.asked && !atOnce) {
            Optional<Instant> due = notLater(task.due, timing.longestWait().map(now::plus));
            task.due = due.orElse(null);
            if (due.isEmpty()) {
                return RunAttempt.notDue();
            }
            if (due.get().isAfter(now)) {
                return RunAttempt.in(Duration.between(now, due.get()));
            }
        }
        task.asked = false;
        task.leasedUntil = now.plus(lease);
        task.generation = ++generations;
        return RunAttempt.of(new ScheduledRun(name, task.generation, timing));
    }

    private static Optional<Instant> notLater(@Nullable Instant due, Optional<Instant> latest) {
        return due == null || latest.filter(due::isAfter).isPresent() ? latest : Optional.of(due);
    }

    @Override
    public synchronized boolean renew(ScheduledRun run, Duration lease) {
        check(run.task(), lease);
        Optional<Task> task = running(run);
        task.ifPresent(found -> found.leasedUntil = clock.instant().plus(lease));
        return task.isPresent();
    }

    /** Also when its lease is over, as long as nobody else has claimed it. */
    private Optional<Task> running(ScheduledRun run) {
        return Optional.ofNullable(tasks.get(run.task())).filter(task -> task.has(run));
    }

    @Override
    public boolean finish(ScheduledRun run) {
        return finished(run, run.timing().frequency());
    }

    @Override
    public boolean finish(ScheduledRun run, Duration pause) {
        return finished(run, Optional.of(pause));
    }

    private synchronized boolean finished(ScheduledRun run, Optional<Duration> pause) {
        Optional<Task> task = running(run);
        task.ifPresent(found -> {
            found.leasedUntil = null;
            found.due = pause.map(clock.instant()::plus).orElse(null);
        });
        return task.isPresent();
    }

    @Override
    public synchronized void ask(String name) {
        check(name, Duration.ofMillis(1));
        tasks.computeIfAbsent(name, unknown -> new Task(null)).asked = true;
    }

    /** All of them, by name. */
    synchronized List<StoreContents.Task> all() {
        List<StoreContents.Task> all = new ArrayList<>();
        Instant now = clock.instant();
        new TreeMap<>(tasks).forEach((name, task) -> {
            Optional<Duration> dueIn = Optional.ofNullable(task.due).map(due -> Duration.between(now, due));
            all.add(new StoreContents.Task(name, dueIn, task.asked));
        });
        return all;
    }

    private static void check(String name, Duration lease) {
        if (name.isEmpty() || name.length() > MAX_NAME) {
            throw new IllegalArgumentException(
                    "The name of a task has 1 to " + MAX_NAME + " characters, not " + name.length());
        }
        if (lease.isNegative() || lease.isZero()) {
            throw new IllegalArgumentException("A lease must be longer than zero, not " + lease);
        }
    }
}
