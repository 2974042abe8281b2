package dev.portalsdk.samples.portal.page;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.http.exchange.EventSink;
import dev.portalsdk.http.exchange.HttpException;
import dev.portalsdk.http.exchange.Response;
import dev.portalsdk.model.Validated;
import dev.portalsdk.model.Value;
import dev.portalsdk.samples.portal.web.Visit;
import dev.portalsdk.scaffolder.Scaffolder;
import dev.portalsdk.scaffolder.ScaffolderException;
import dev.portalsdk.scaffolder.Task;
import dev.portalsdk.scaffolder.task.Choice;
import dev.portalsdk.scaffolder.task.JournalEntry;
import dev.portalsdk.scaffolder.task.TaskEvent;
import dev.portalsdk.scaffolder.task.TaskFilter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tasks: all of them, and one while it runs. Safe for many threads. */
public final class TaskPages {
    private static final int MOST = 100;
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    private final Scaffolder scaffolder;
    private final TaskModels models;
    private final Shell shell;

    public TaskPages(Catalog catalog, Scaffolder scaffolder, Shell shell) {
        this.scaffolder = scaffolder;
        this.models = new TaskModels(catalog);
        this.shell = shell;
    }

    /** Answers {@code /tasks}. */
    public Response list(Visit visit) {
        List<Task> tasks = scaffolder.tasks(TaskFilter.all().limitedTo(MOST));
        Model model = Model.of("tasks", Model.each(tasks, models::row));
        return shell.page(visit, Shell.Section.TASKS, "Tasks", "tasks", model);
    }

    /** Answers {@code /tasks/{id}}. */
    public Response show(Visit visit) {
        Task task = task(visit);
        Model model = models.page(task);
        if (!task.state().status().isTerminal()) {
            model.put("refreshSeconds", 2); // where no script listens to the events
        }
        return shell.page(visit, Shell.Section.TASKS, TaskModels.title(task.task()), "task", model);
    }

    /** Answers {@code /tasks/{id}/events}: what happens from an entry of the journal on, as server-sent events. */
    public Response events(Visit visit) {
        Task task = task(visit);
        long after = visit.query("after")
                .or(() -> visit.request().headers().first("Last-Event-ID"))
                .filter(text -> text.matches("-?\\d{1,15}"))
                .map(Long::parseLong)
                .orElse(-1L);
        return Response.ok().events(sink -> follow(task, after, sink));
    }

    private static void follow(Task task, long after, EventSink sink) throws IOException {
        long seen = after;
        try {
            while (true) {
                List<JournalEntry> entries = task.awaitEntries(seen, HEARTBEAT);
                for (JournalEntry entry : entries) {
                    seen = entry.index();
                    send(entry, sink);
                }
                if (entries.isEmpty() && task.state().status().isTerminal()) {
                    sink.send("end", task.state().status().name());
                    return;
                }
                sink.heartbeat();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(JournalEntry entry, EventSink sink) throws IOException {
        String id = Long.toString(entry.index());
        TaskEvent event = entry.event();
        if (event instanceof TaskEvent.Logged logged) {
            Value.Obj line = Value.Obj.builder()
                    .put("time", HistoryModels.clock(entry.time()))
                    .put("step", logged.stepId().orElse(""))
                    .put("severity", logged.severity().name().toLowerCase(Locale.ROOT))
                    .put("message", logged.message())
                    .build();
            sink.send("log", line.toJson(), id);
        } else if (event instanceof TaskEvent.StepStarted started) {
            sink.send(
                    "step",
                    Value.Obj.of("id", started.stepId(), "status", "processing").toJson(),
                    id);
        } else if (event instanceof TaskEvent.StepEnded ended) {
            String status = ended.status().name().toLowerCase(Locale.ROOT);
            sink.send(
                    "step", Value.Obj.of("id", ended.stepId(), "status", status).toJson(), id);
        } else if (event instanceof TaskEvent.Ended || event instanceof TaskEvent.DecisionNeeded) {
            sink.send("end", "", id);
        }
    }

    /** Tells a task to stop. */
    public Response cancel(Visit visit) {
        Task task = task(visit);
        task.cancel();
        return Response.seeOther(Links.task(task.id()) + "?notice=cancelled");
    }

    /** Runs a task again that is over, from its failed step or from the start. */
    public Response retry(Visit visit) {
        Task task = task(visit);
        Task.RetryFrom from = visit.field("from").filter("start"::equals).isPresent()
                ? Task.RetryFrom.START
                : Task.RetryFrom.FAILED_STEP;
        try {
            Validated<Task> retried = task.retry(from, Map.of());
            if (retried.hasErrors()) {
                throw new HttpException(
                        409, "ConflictError", retried.findings().get(0).message());
            }
        } catch (ScaffolderException e) {
            throw new HttpException(409, "ConflictError", String.valueOf(e.getMessage()));
        }
        return Response.seeOther(Links.task(task.id()));
    }

    /** Answers what a task asks. */
    public Response decide(Visit visit) {
        Task task = task(visit);
        Choice choice = visit.field("choice")
                .flatMap(name -> List.of(Choice.values()).stream()
                        .filter(each -> each.name().equals(name))
                        .findFirst())
                .orElseThrow(() -> HttpException.input("That is none of the choices."));
        try {
            task.decide(choice);
        } catch (ScaffolderException e) {
            throw new HttpException(409, "ConflictError", String.valueOf(e.getMessage()));
        }
        return Response.seeOther(Links.task(task.id()));
    }

    private Task task(Visit visit) {
        return scaffolder.task(visit.path("id")).orElseThrow(() -> HttpException.notFound("There is no such task."));
    }
}
