package dev.portalsdk.http.scaffolder.internal;

import dev.portalsdk.http.access.Condition;
import dev.portalsdk.http.access.Decision;
import dev.portalsdk.http.access.Permission;
import dev.portalsdk.http.exchange.HttpException;
import dev.portalsdk.http.exchange.Request;
import dev.portalsdk.http.internal.Guard;
import dev.portalsdk.scaffolder.Scaffolder;
import dev.portalsdk.scaffolder.Task;
import dev.portalsdk.scaffolder.task.TaskRecord;

/** Which tasks a decision is for. */
final class TaskAccess {
    private TaskAccess() {}

    /** The task that a path names. @throws HttpException 404 if it is not there, or not for whoever asks */
    static Task readable(Scaffolder scaffolder, Guard guard, Request request) {
        String id = request.pathParameter("taskId");
        Decision decision = guard.decide(Permission.TASK_READ, request);
        return scaffolder
                .task(id)
                .filter(task -> allows(decision, task.task()))
                .orElseThrow(() -> HttpException.notFound("Task with id '" + id + "' not found"));
    }

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
