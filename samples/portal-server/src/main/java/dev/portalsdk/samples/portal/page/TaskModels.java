package dev.portalsdk.samples.portal.page;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.Task;
import dev.portalsdk.scaffolder.task.JournalEntry;
import dev.portalsdk.scaffolder.task.StepState;
import dev.portalsdk.scaffolder.task.StepStatus;
import dev.portalsdk.scaffolder.task.TaskEvent;
import dev.portalsdk.scaffolder.task.TaskRecord;
import dev.portalsdk.scaffolder.task.TaskState;
import dev.portalsdk.scaffolder.task.TaskStatus;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tasks as templates show them. Safe for many threads. */
final class TaskModels {
    private static final int MOST_LINES = 5000;
    private static final Set<StepStatus> UNDONE = Set.of(StepStatus.OPEN, StepStatus.PROCESSING);

    private final Catalog catalog;

    TaskModels(Catalog catalog) {
        this.catalog = catalog;
    }

    /** A line of the list. */
    Model row(Task task) {
        TaskRecord record = task.task();
        return Model.of("path", Links.task(task.id()))
                .put("id", task.id())
                .put("title", title(record))
                .put("status", status(task.state().status()))
                .put("template", Entities.links(catalog, List.of(record.template())))
                .put("user", record.user().map(user -> Entities.links(catalog, List.of(user))))
                .put("instant", record.createdAt())
                .put("at", HistoryModels.time(record.createdAt()));
    }

    /** What the task is called: the title of its template. */
    static String title(TaskRecord record) {
        return record.document()
                .obj("metadata")
                .flatMap(metadata -> metadata.string("title"))
                .orElse(record.template().name());
    }

    private static String status(TaskStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    /** Everything about one task. */
    Model page(Task task) {
        TaskState state = task.state();
        List<JournalEntry> journal = task.journal(-1);
        boolean over = state.status().isTerminal();
        return row(task)
                .put("steps", Model.each(state.steps(), step -> step(step, names(task.task()))))
                .put(
                        "log",
                        journal.stream()
                                .flatMap(entry -> line(entry).stream())
                                .limit(MOST_LINES)
                                .toList())
                .put(
                        "after",
                        journal.isEmpty() ? -1 : journal.get(journal.size() - 1).index())
                .put("error", state.error())
                .put("over", over)
                .put("running", !over && state.status() != TaskStatus.WAITING)
                .put("failed", state.status() == TaskStatus.FAILED || state.status() == TaskStatus.CANCELLED)
                .put("stepCount", state.steps().size())
                .put(
                        "done",
                        state.steps().stream()
                                .filter(step -> !UNDONE.contains(step.status()))
                                .count())
                .put("results", state.output().has("links") || state.output().has("text"))
                .put("links", links(state.output()))
                .put("texts", texts(state.output()))
                .put("values", values(task.task().values()))
                .put("again", Links.form(task.task().template()))
                .put("decision", state.decision().map(TaskModels::decision));
    }

    private static Map<String, String> names(TaskRecord record) {
        Map<String, String> names = new HashMap<>();
        record.document().obj("spec").flatMap(spec -> spec.arr("steps")).ifPresent(steps -> steps.values().stream()
                .flatMap(step -> step.asObj().stream())
                .forEach(step -> step.string("id")
                        .ifPresent(id -> names.put(id, step.string("name").orElse(id)))));
        return names;
    }

    private static Model step(StepState step, Map<String, String> names) {
        return Model.of("id", step.id())
                .put("name", names.getOrDefault(step.id(), step.id()))
                .put("status", step.status().name().toLowerCase(Locale.ROOT))
                .put("error", step.error())
                .put("took", step.startedAt().flatMap(start -> step.endedAt()
                        .map(end -> took(Duration.between(start, end)))));
    }

    private static String took(Duration time) {
        return time.toMillis() < 1000
                ? time.toMillis() + " ms"
                : String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }

    private static Optional<Model> line(JournalEntry entry) {
        return entry.event() instanceof TaskEvent.Logged logged
                ? Optional.of(Model.of("time", HistoryModels.clock(entry.time()))
                        .put("step", logged.stepId())
                        .put("severity", logged.severity().name().toLowerCase(Locale.ROOT))
                        .put("message", logged.message()))
                : Optional.empty();
    }

    private List<Model> links(Value.Obj output) {
        return objects(output, "links").stream().map(this::link).toList();
    }

    private Model link(Value.Obj link) {
        Optional<String> entity = link.string("entityRef").flatMap(TaskModels::entity);
        Optional<String> path = entity.or(() -> link.string("url").flatMap(Links::outside));
        return Model.of("title", link.string("title").orElse("Link"))
                .put("path", path)
                .put("icon", entity.isPresent() ? "catalog" : "external");
    }

    private static Optional<String> entity(String text) {
        try {
            return Optional.of(Links.entity(EntityRef.parse(text, "Component", EntityRef.DEFAULT_NAMESPACE)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static List<Model> texts(Value.Obj output) {
        return Model.each(objects(output, "text"), text -> Model.of("title", text.string("title"))
                .put("content", text.string("content").orElse("")));
    }

    private static List<Value.Obj> objects(Value.Obj output, String key) {
        return output.arr(key).map(Value.Arr::values).orElse(List.of()).stream()
                .flatMap(value -> value.asObj().stream())
                .toList();
    }

    private static List<Model> values(Value.Obj values) {
        return values.keys().stream()
                .map(key -> Model.of("key", key).put("value", values.string(key).orElseGet(() -> values.get(key)
                        .map(Value::toJson)
                        .orElse(""))))
                .toList();
    }

    private static Model decision(TaskEvent.DecisionNeeded decision) {
        return Model.of("question", decision.question())
                .put("choices", Model.each(decision.choices(), choice -> Model.of("name", choice.name())
                        .put("label", Entities.words(choice.name().toLowerCase(Locale.ROOT)))));
    }
}
