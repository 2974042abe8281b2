package dev.portalsdk.scaffolder;

import dev.portalsdk.scaffolder.task.Claim;
import dev.portalsdk.scaffolder.task.JournalEntry;
import dev.portalsdk.scaffolder.task.Lease;
import dev.portalsdk.scaffolder.task.TaskEvent;
import dev.portalsdk.scaffolder.task.TaskStore;
import dev.portalsdk.scaffolder.task.TaskStoreException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** The store as a worker sees it that is cut off from it from some moment on, and does not come back. */
final class CutOffStore extends ForwardingTaskStore {
    private final CountDownLatch cut;

    CutOffStore(TaskStore real, CountDownLatch cut) {
        super(real);
        this.cut = cut;
    }

    private void check() {
        if (cut.getCount() == 0) {
            throw new TaskStoreException("cut off");
        }
    }

    @Override
    public List<Claim> claim(String node, int limit, Duration length) {
        check();
        return super.claim(node, limit, length);
    }

    @Override
    public Optional<Lease> renew(Lease lease, Duration length) {
        check();
        return super.renew(lease, length);
    }

    @Override
    public List<JournalEntry> append(Lease lease, List<TaskEvent> events) {
        check();
        return super.append(lease, events);
    }

    @Override
    public void release(Lease lease) {
        check();
        super.release(lease);
    }
}
