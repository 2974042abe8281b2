package dev.portalsdk.http.scaffolder.internal;

import dev.portalsdk.http.access.Condition;
import dev.portalsdk.http.access.Decision;
import dev.portalsdk.scaffolder.task.TaskRecord;

/** Which tasks a decision is for. */
final class TaskAccess {
    private TaskAccess() {}

    static boolean allows(Decision decision, TaskRecord task) {
        return decision instanceof Decision.Allow
                || (decision instanceof Decision.Conditional conditional && passes(conditional.condition(), task));
    }

    /** What is said of entities is true of no task. */
    private static boolean passes(Condition condition, TaskRecord task) {
        if (condition instanceof Condition.AllOf all) {
            return all.conditions().stream().allMatch(each -> passes(each, task));
        } else if (condition instanceof Condition.AnyOf any) {
            return any.conditions().stream().anyMatch(each -> passes(each, task));
        } else if (condition instanceof Condition.Not not) {
            return !passes(not.condition(), task);
        }
        return condition instanceof Condition.IsTaskOwner owner
                && task.user().filter(owner.creators()::contains).isPresent();
    }
}
