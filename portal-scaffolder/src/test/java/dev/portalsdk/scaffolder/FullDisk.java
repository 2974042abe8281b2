package dev.portalsdk.scaffolder;

import dev.portalsdk.scaffolder.task.JournalEntry;
import dev.portalsdk.scaffolder.task.Lease;
import dev.portalsdk.scaffolder.task.TaskEvent;
import dev.portalsdk.scaffolder.task.TaskStore;
import dev.portalsdk.scaffolder.task.TaskStoreException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A store whose disk is full at one of its writes, and has room again at the next. */
final class FullDisk extends ForwardingTaskStore {
    private final AtomicInteger left;

    FullDisk(TaskStore real, int failing) {
        super(real);
        this.left = new AtomicInteger(failing);
    }

    @Override
    public List<JournalEntry> append(Lease lease, List<TaskEvent> events) {
        if (left.decrementAndGet() == 0) {
            throw new TaskStoreException("No space left on device");
        }
        return super.append(lease, events);
    }
}
