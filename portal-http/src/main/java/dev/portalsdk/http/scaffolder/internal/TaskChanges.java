package dev.portalsdk.http.scaffolder.internal;

import dev.portalsdk.http.access.Permission;
import dev.portalsdk.http.exchange.HttpException;
import dev.portalsdk.http.exchange.Request;
import dev.portalsdk.http.exchange.Response;
import dev.portalsdk.http.internal.ApiRoutes;
import dev.portalsdk.http.internal.BodyInput;
import dev.portalsdk.http.internal.Change;
import dev.portalsdk.http.internal.Guard;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Validated;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.Scaffolder;
import dev.portalsdk.scaffolder.ScaffolderException;
import dev.portalsdk.scaffolder.Task;
import dev.portalsdk.scaffolder.Template;
import java.io.IOException;

/** Tasks: what is run, ended and run again. */
final class TaskChanges {
    private static final String EVENT = "task";

    private final Scaffolder scaffolder;
    private final ScaffolderRoutes.Templates templates;
    private final Guard guard;
    private final Requests requests;

    TaskChanges(Scaffolder scaffolder, ScaffolderRoutes.Templates templates, Guard guard) {
        this.scaffolder = scaffolder;
        this.templates = templates;
        this.guard = guard;
        this.requests = new Requests(templates.entities());
    }

    void addTo(ApiRoutes routes) {
        routes.change("POST", "/v2/tasks", EVENT, "create", this::create)
                .change("POST", "/v2/tasks/{taskId}/cancel", EVENT, "cancel", this::cancel)
                .change("POST", "/v2/tasks/{taskId}/retry", EVENT, "retry", this::retry);
    }

    private Response create(Request request, Change change) throws IOException {
        BodyInput body = BodyInput.of(request);
        String text = body.text("templateRef");
        change.about("templateRef", text);
        guard.require(Permission.TASK_CREATE, request);
        Template template = templates.find(templateRef(text), request);
        Validated<Task> task = scaffolder.submit(requests.of(template, body, request));
        task.value().ifPresent(started -> change.about("taskId", started.id()));
        return task.value()
                .map(started -> Response.status(201).json(Value.Obj.of("id", started.id())))
                .orElseGet(() -> Requests.rejected(task.findings()));
    }

    private static EntityRef templateRef(String text) {
        try {
            return EntityRef.parse(text, "template", EntityRef.DEFAULT_NAMESPACE);
        } catch (IllegalArgumentException e) {
            throw HttpException.input(String.valueOf(e.getMessage()));
        }
    }

    private Task changeable(Request request) {
        Task task = TaskAccess.readable(scaffolder, guard, request);
        if (!TaskAccess.allows(guard.decide(Permission.TASK_CANCEL, request), task.task())) {
            throw HttpException.notAllowed("You may not do this (" + Permission.TASK_CANCEL.name() + ")");
        }
        return task;
    }

    private Response cancel(Request request, Change change) {
        changeable(request).cancel();
        return Response.ok().json(Value.Obj.of("status", "cancelled"));
    }

    private Response retry(Request request, Change change) throws IOException {
        BodyInput body = BodyInput.of(request);
        guard.require(Permission.TASK_CREATE, request);
        Task task = changeable(request);
        try {
            Validated<Task> again = task.retry(Task.RetryFrom.FAILED_STEP, Requests.secrets(body));
            return again.hasErrors()
                    ? Requests.rejected(again.findings())
                    : Response.status(201).json(Value.Obj.of("id", task.id()));
        } catch (ScaffolderException e) {
            throw HttpException.conflict(String.valueOf(e.getMessage()));
        }
    }
}
