package dev.portalsdk.scaffolder;

import dev.portalsdk.scaffolder.task.StoredTask;
import dev.portalsdk.scaffolder.task.TaskFilter;
import dev.portalsdk.scaffolder.task.TaskStatus;
import dev.portalsdk.scaffolder.task.TaskStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Which tasks that have ended are kept in a store. Others are never touched.
 *
 * @param age how long after their end
 * @param count how many, the latest submitted
 */
record Retention(Duration age, int count) {
    /** Longer than anybody looks back. */
    static final Duration FOREVER = Duration.ofDays(36_500);

    static final Retention ALL = new Retention(FOREVER, Integer.MAX_VALUE);

    private static final TaskFilter ENDED =
            TaskFilter.all().withStatus(TaskStatus.COMPLETED, TaskStatus.FAILED, TaskStatus.CANCELLED);

    /** Deletes the others, which costs a look at every task that has ended. */
    void apply(TaskStore store, Instant now) {
        if (equals(ALL)) {
            return;
        }
        Instant oldest = now.minus(age);
        int kept = 0;
        TaskFilter page = ENDED;
        List<StoredTask> tasks;
        do {
            tasks = store.tasks(page);
            for (StoredTask task : tasks) {
                if (kept < count && !task.changedAt().isBefore(oldest)) {
                    kept++;
                } else {
                    store.delete(task.task().id());
                }
            }
            if (!tasks.isEmpty()) {
                page = ENDED.submittedBefore(tasks.get(tasks.size() - 1).task().createdAt());
            }
        } while (tasks.size() == page.limit());
    }
}
