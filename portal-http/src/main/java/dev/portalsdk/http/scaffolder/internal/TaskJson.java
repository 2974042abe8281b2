package dev.portalsdk.http.scaffolder.internal;

import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.Task;
import dev.portalsdk.scaffolder.task.TaskRecord;
import dev.portalsdk.scaffolder.task.TaskState;
import dev.portalsdk.scaffolder.task.TaskStatus;
import java.util.Locale;
import java.util.Optional;

/** Tasks in Backstage's form. */
final class TaskJson {
    private TaskJson() {}

    static Value.Obj of(Task task) {
        TaskRecord record = task.task();
        TaskState state = task.state();
        Value.Obj.Builder json = Value.Obj.builder()
                .put("id", task.id())
                .put("spec", spec(record))
                .put("status", status(state.status()))
                .put("createdAt", record.createdAt().toString())
                .put(
                        "lastHeartbeatAt",
                        lastEntry(task).orElse(record.createdAt().toString()));
        record.user().ifPresent(user -> json.put("createdBy", user.toString()));
        if (!state.output().isEmpty()) {
            json.put("output", state.output());
        }
        return json.build();
    }

    private static Optional<String> lastEntry(Task task) {
        var journal = task.journal(0);
        return journal.isEmpty()
                ? Optional.empty()
                : Optional.of(journal.get(journal.size() - 1).time().toString());
    }

    /** Backstage knows no state in which a task waits for a person. */
    static String status(TaskStatus status) {
        return status == TaskStatus.WAITING ? "processing" : status.name().toLowerCase(Locale.ROOT);
    }

    private static Value.Obj spec(TaskRecord record) {
        Value.Obj template = record.document();
        Value.Obj spec = template.obj("spec").orElse(Value.Obj.empty());
        Value.Obj.Builder user = Value.Obj.builder();
        record.userEntity().ifPresent(entity -> user.put("entity", entity));
        record.user().ifPresent(ref -> user.put("ref", ref.toString()));
        return Value.Obj.builder()
                .put("apiVersion", template.string("apiVersion").orElse(""))
                .put("parameters", record.values())
                .put("steps", spec.arr("steps").orElse(Value.Arr.empty()))
                .put("output", spec.obj("output").orElse(Value.Obj.empty()))
                .put("user", user.build())
                .put(
                        "templateInfo",
                        Value.Obj.of(
                                "entityRef",
                                record.template().toString(),
                                "baseUrl",
                                record.source(),
                                "entity",
                                Value.Obj.of(
                                        "metadata", template.obj("metadata").orElse(Value.Obj.empty()))))
                .build();
    }
}
