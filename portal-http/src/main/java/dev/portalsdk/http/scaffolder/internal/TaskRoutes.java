package dev.portalsdk.http.scaffolder.internal;

import dev.portalsdk.http.access.Decision;
import dev.portalsdk.http.access.Permission;
import dev.portalsdk.http.exchange.EventSink;
import dev.portalsdk.http.exchange.Request;
import dev.portalsdk.http.exchange.Response;
import dev.portalsdk.http.internal.ApiRoutes;
import dev.portalsdk.http.internal.Guard;
import dev.portalsdk.http.internal.QueryInput;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.Scaffolder;
import dev.portalsdk.scaffolder.Task;
import dev.portalsdk.scaffolder.task.JournalEntry;
import dev.portalsdk.scaffolder.task.TaskEvent;
import dev.portalsdk.scaffolder.task.TaskFilter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Tasks: how far they are, and their logs as they are written. */
final class TaskRoutes {
    /** Shorter than what proxies take for dead. */
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(15);

    private static final Duration LONG_POLL = Duration.ofSeconds(30);

    private final Scaffolder scaffolder;
    private final Guard guard;

    TaskRoutes(Scaffolder scaffolder, Guard guard) {
        this.scaffolder = scaffolder;
        this.guard = guard;
    }

    void addTo(ApiRoutes routes) {
        routes.get("/v2/tasks", this::list)
                .get("/v2/tasks/{taskId}", request -> Response.ok().json(TaskJson.of(task(request))))
                .get("/v2/tasks/{taskId}/eventstream", this::stream)
                .get("/v2/tasks/{taskId}/events", this::poll);
    }

    private Response list(Request request) {
        QueryInput input = QueryInput.of(request, "createdBy", "limit", "offset", "order", "status");
        Decision decision = guard.decide(Permission.TASK_READ, request);
        List<String> creators = input.all("createdBy");
        List<String> statuses = input.all("status");
        List<Task> all = new ArrayList<>(scaffolder.tasks(TaskFilter.all()));
        all.removeIf(task -> !TaskAccess.allows(decision, task.task())
                || !(creators.isEmpty()
                        || creators.contains(
                                task.task().user().map(EntityRef::toString).orElse("")))
                || !(statuses.isEmpty()
                        || statuses.contains(TaskJson.status(task.state().status()))));
        if (input.list("order").contains("asc:created_at")) {
            all.sort(Comparator.comparing(task -> task.task().createdAt()));
        }
        int offset = input.integer("offset", 0).orElse(0);
        int limit = input.integer("limit", 1).orElse(Integer.MAX_VALUE);
        return Response.ok()
                .json(Value.Obj.of(
                        "tasks",
                        Value.Arr.of(all.stream()
                                .skip(offset)
                                .limit(limit)
                                .map(TaskJson::of)
                                .toList()),
                        "totalTasks",
                        all.size()));
    }

    private Task task(Request request) {
        return TaskAccess.readable(scaffolder, guard, request);
    }

    private static long after(Request request) {
        QueryInput input = QueryInput.of(request, "after");
        Optional<String> last = request.headers().first("Last-Event-ID");
        if (last.filter(id -> id.matches("\\d{1,9}")).isPresent()) {
            return Long.parseLong(last.get());
        }
        return input.integer("after", 0).orElse(0);
    }

    private Response stream(Request request) {
        long after = after(request);
        Task task = task(request);
        return Response.ok().events(sink -> stream(task, after, sink));
    }

    private static void stream(Task task, long after, EventSink sink) throws IOException, InterruptedException {
        long last = after;
        boolean over = isOver(task, last);
        while (true) {
            List<JournalEntry> entries = task.awaitEntries(last, SIGN_OF_LIFE);
            if (entries.isEmpty()) {
                if (over || isOver(task, last)) {
                    return;
                }
                sink.heartbeat();
            }
            for (JournalEntry entry : entries) {
                last = entry.index();
                Optional<Value.Obj> event = EventJson.of(task.id(), entry);
                if (event.isPresent()) {
                    sink.send(EventJson.type(entry.event()), event.get().toJson(), Long.toString(last));
                }
                over = entry.event() instanceof TaskEvent.Ended;
            }
        }
    }

    /** Whether it has ended, and nothing that follows is not known yet. */
    private static boolean isOver(Task task, long last) {
        return task.state().status().isTerminal() && task.journal(last).isEmpty();
    }

    private Response poll(Request request) throws InterruptedException {
        long after = after(request);
        Task task = task(request);
        List<Value> events = new ArrayList<>();
        long end = System.nanoTime() + LONG_POLL.toNanos();
        while (events.isEmpty()) {
            long left = end - System.nanoTime();
            if (left <= 0 || isOver(task, after)) {
                break;
            }
            for (JournalEntry entry : task.awaitEntries(after, Duration.ofNanos(left))) {
                after = entry.index();
                EventJson.of(task.id(), entry).ifPresent(events::add);
            }
        }
        return Response.ok().json(Value.Arr.of(events));
    }
}
