package dev.portalsdk.scaffolder.task;

import dev.portalsdk.model.EntityRef;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which tasks to list. Immutable; {@link #all} and what narrows it.
 *
 * @param statuses any of these; any at all if there are none
 * @param template only tasks of it
 * @param user only tasks that run for this user
 * @param before only tasks that were submitted earlier: the next page begins where the last one ended
 * @param limit 1..1000
 */
public record TaskFilter(
        Set<TaskStatus> statuses,
        Optional<EntityRef> template,
        Optional<EntityRef> user,
        Optional<Instant> before,
        int limit) {
    private static final int MAX = 1_000;

    /** @throws IllegalArgumentException if the limit is none */
    public TaskFilter {
        statuses = Set.copyOf(statuses);
        if (limit < 1 || limit > MAX) {
            throw new IllegalArgumentException("limit must be 1.." + MAX + ": " + limit);
        }
    }

    /** The latest thousand. */
    public static TaskFilter all() {
        return new TaskFilter(Set.of(), Optional.empty(), Optional.empty(), Optional.empty(), MAX);
    }

    /** Only tasks that are there. */
    public TaskFilter withStatus(TaskStatus... any) {
        return new TaskFilter(Set.of(any), template, user, before, limit);
    }

    /** Only tasks of this template. */
    public TaskFilter ofTemplate(EntityRef ref) {
        return new TaskFilter(statuses, Optional.of(ref), user, before, limit);
    }

    /** Only tasks that run for this user. */
    public TaskFilter ofUser(EntityRef ref) {
        return new TaskFilter(statuses, template, Optional.of(ref), before, limit);
    }

    /** Only tasks that were submitted earlier. */
    public TaskFilter submittedBefore(Instant instant) {
        return new TaskFilter(statuses, template, user, Optional.of(instant), limit);
    }

    /** At most so many, 1..1000. */
    public TaskFilter limitedTo(int count) {
        return new TaskFilter(statuses, template, user, before, count);
    }

    /** Whether a task is one of them, the limit aside. */
    public boolean matches(StoredTask stored) {
        TaskRecord task = stored.task();
        return (statuses.isEmpty() || statuses.contains(stored.status()))
                && template.map(task.template()::equals).orElse(true)
                && (user.isEmpty() || user.equals(task.user()))
                && before.map(task.createdAt()::isBefore).orElse(true);
    }
}
