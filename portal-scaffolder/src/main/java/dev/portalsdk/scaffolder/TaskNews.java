package dev.portalsdk.scaffolder;

import dev.portalsdk.scaffolder.task.JournalEntry;
import dev.portalsdk.scaffolder.task.TaskRecord;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells listeners what was written to journals by this scaffolder, and wakes those who wait for it. For many threads. */
final class TaskNews {
    private static final Logger LOG = LoggerFactory.getLogger(Scaffolder.class);
    /** What other nodes write nobody tells us. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final List<TaskListener> listeners;
    private long written;

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
        synchronized (this) {
            written++;
            notifyAll();
        }
    }

    /** How much was written so far. */
    synchronized long count() {
        return written;
    }

    /** Waits until more was written than that, or until it is time to look anyway. */
    synchronized void await(long known, long deadlineNanos) throws InterruptedException {
        long until = Math.min(deadlineNanos, System.nanoTime() + LOOK_EVERY.toNanos());
        for (long left = until - System.nanoTime(); written == known && left > 0; left = until - System.nanoTime()) {
            wait(left / 1_000_000, (int) (left % 1_000_000));
        }
    }
}
