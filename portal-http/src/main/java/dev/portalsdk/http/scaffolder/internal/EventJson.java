package dev.portalsdk.http.scaffolder.internal;

import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.task.JournalEntry;
import dev.portalsdk.scaffolder.task.StepStatus;
import dev.portalsdk.scaffolder.task.TaskEvent;
import java.util.Locale;
import java.util.Optional;

/** Lines of a journal as the events that Backstage's front end shows. */
final class EventJson {
    static final String COMPLETION = "completion";

    private EventJson() {}

    /** The event that an entry is for clients; empty for what they know nothing of. */
    static Optional<Value.Obj> of(String taskId, JournalEntry entry) {
        return body(entry.event()).map(body -> Value.Obj.builder()
                .put("id", entry.index())
                .put("taskId", taskId)
                .put("body", body)
                .put("type", type(entry.event()))
                .put("createdAt", entry.time().toString())
                .build());
    }

    static String type(TaskEvent event) {
        if (event instanceof TaskEvent.Ended) {
            return COMPLETION;
        } else if (event instanceof TaskEvent.CancelRequested) {
            return "cancelled";
        }
        return event instanceof TaskEvent.Retried ? "recovered" : "log";
    }

    /** What an event says; empty for what is not shown. */
    static Optional<Value.Obj> body(TaskEvent event) {
        if (event instanceof TaskEvent.Started) {
            return Optional.of(Value.Obj.of("message", "Starting up task"));
        } else if (event instanceof TaskEvent.StepStarted step) {
            return Optional.of(step(step.stepId(), "processing", "Beginning step " + step.stepId()));
        } else if (event instanceof TaskEvent.Logged line) {
            Value.Obj body = Value.Obj.of("message", line.message());
            return Optional.of(line.stepId()
                    .map(id -> Value.Obj.of("stepId", id, "message", line.message()))
                    .orElse(body));
        } else if (event instanceof TaskEvent.StepEnded step) {
            return Optional.of(step(step.stepId(), step.status().name().toLowerCase(Locale.ROOT), ended(step)));
        } else if (event instanceof TaskEvent.CancelRequested) {
            return Optional.of(Value.Obj.of("message", "Task was cancelled", "status", "cancelled"));
        } else if (event instanceof TaskEvent.Retried) {
            return Optional.of(Value.Obj.of("recoverStrategy", "startOver", "message", "Task is run again"));
        } else if (event instanceof TaskEvent.DecisionNeeded decision) {
            return Optional.of(Value.Obj.of("message", "Waiting for a decision: " + decision.question()));
        } else if (event instanceof TaskEvent.Ended end) {
            return Optional.of(end(end));
        }
        return Optional.empty();
    }

    private static Value.Obj step(String id, String status, String message) {
        return Value.Obj.of("stepId", id, "status", status, "message", message);
    }

    private static String ended(TaskEvent.StepEnded step) {
        return step.status() == StepStatus.SKIPPED
                ? "Skipped step " + step.stepId()
                : step.error()
                        .map(error -> "Step " + step.stepId() + " failed: " + error)
                        .orElse("Finished step " + step.stepId());
    }

    private static Value.Obj end(TaskEvent.Ended end) {
        String status = TaskJson.status(end.status());
        Value.Obj.Builder body = Value.Obj.builder()
                .put("message", "Run completed with status: " + status)
                .put("status", status);
        if (!end.output().isEmpty()) {
            body.put("output", end.output());
        }
        end.error().ifPresent(error -> body.put("error", Value.Obj.of("name", "Error", "message", error)));
        return body.build();
    }
}
