package dev.portalsdk.scaffolder;

import dev.portalsdk.scaffolder.task.JournalEntry;
import dev.portalsdk.scaffolder.task.TaskEvent;
import dev.portalsdk.scaffolder.task.TaskRecord;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells listeners what was written to journals by this scaffolder, and wakes those who wait for it. For many threads. */
final class TaskNews {
    private static final Logger LOG = LoggerFactory.getLogger(Scaffolder.class);
    /** What other nodes write nobody tells us. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final List<TaskListener> listeners;
    private final List<Waiting> waiting = new CopyOnWriteArrayList<>();

    TaskNews(List<TaskListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    void written(TaskRecord task, JournalEntry entry) {
        for (TaskListener listener : listeners) {
            try {
                listener.onEntry(task, entry);
            } catch (RuntimeException e) {
                LOG.warn("A listener failed on task {}; the task goes on", task.id(), e);
            }
        }
        waiting.forEach(one -> one.wake(task.id(), entry));
    }

    /**
     * What wakes somebody who waits for lines of one task.
     *
     * @param wakes which lines do
     */
    Waiting about(String taskId, Predicate<TaskEvent> wakes) {
        Waiting one = new Waiting(taskId, wakes);
        waiting.add(one);
        return one;
    }

    /** To be opened before the store is looked at, so that nothing is missed in between. */
    final class Waiting implements AutoCloseable {
        private final String taskId;
        private final Predicate<TaskEvent> wakes;
        private boolean woken;

        private Waiting(String taskId, Predicate<TaskEvent> wakes) {
            this.taskId = taskId;
            this.wakes = wakes;
        }

        private void wake(String writtenTo, JournalEntry entry) {
            if (writtenTo.equals(taskId) && wakes.test(entry.event())) {
                synchronized (this) {
                    woken = true;
                    notifyAll();
                }
            }
        }

        /** Waits until there was such a line since the last time, or until it is time to look anyway. */
        synchronized void await(long deadlineNanos) throws InterruptedException {
            long until = Math.min(deadlineNanos, System.nanoTime() + LOOK_EVERY.toNanos());
            for (long left = until - System.nanoTime(); !woken && left > 0; left = until - System.nanoTime()) {
                wait(left / 1_000_000, (int) (left % 1_000_000));
            }
            woken = false;
        }

        @Override
        public void close() {
            waiting.remove(this);
        }
    }
}
