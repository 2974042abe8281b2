package dev.portalsdk.http.scaffolder.internal;

import dev.portalsdk.http.access.Permission;
import dev.portalsdk.http.exchange.HttpException;
import dev.portalsdk.http.exchange.Request;
import dev.portalsdk.http.exchange.Response;
import dev.portalsdk.http.internal.ApiRoutes;
import dev.portalsdk.http.internal.BodyInput;
import dev.portalsdk.http.internal.Change;
import dev.portalsdk.http.internal.Guard;
import dev.portalsdk.http.scaffolder.DryRunSources;
import dev.portalsdk.model.Validated;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.Scaffolder;
import dev.portalsdk.scaffolder.ScaffolderException;
import dev.portalsdk.scaffolder.Step;
import dev.portalsdk.scaffolder.Template;
import dev.portalsdk.scaffolder.task.JournalEntry;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tries out a template that need not be in the catalog. */
final class DryRunRoute {
    private final Scaffolder scaffolder;
    private final Guard guard;
    private final DryRunSources sources;
    private final Requests requests;

    DryRunRoute(Scaffolder scaffolder, ScaffolderRoutes.Templates templates, DryRunSources sources, Guard guard) {
        this.sources = sources;
        this.scaffolder = scaffolder;
        this.guard = guard;
        this.requests = new Requests(templates.entities());
    }

    void addTo(ApiRoutes routes) {
        routes.change("POST", "/v2/dry-run", "task", "dry-run", this::run);
    }

    private Response run(Request request, Change change) throws Exception {
        guard.require(Permission.TEMPLATE_DRY_RUN, request);
        BodyInput body = BodyInput.of(request);
        body.object("values");
        try (DryRunSources.Upload upload = sources.upload(files(body))) {
            Template template = ScaffolderRoutes.Templates.read(
                    withoutPlace(body.object("template").object()), upload.templateUrl());
            Validated<Scaffolder.DryRun> run = scaffolder.dryRun(requests.of(template, body, request));
            return run.value().map(dry -> answer(template, dry)).orElseGet(() -> Requests.rejected(run.findings()));
        }
    }

    private static Map<String, byte[]> files(BodyInput body) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (BodyInput file : body.objects("directoryContents")) {
            try {
                files.put(file.text("path"), Base64.getDecoder().decode(file.text("base64Content")));
            } catch (IllegalArgumentException e) {
                throw HttpException.input(file.place() + "/base64Content is not Base64");
            }
        }
        return files;
    }

    /** A template that was sent lies nowhere but with the files that were sent, whatever it says: nothing beside another place is its own. */
    private static Value.Obj withoutPlace(Value.Obj template) {
        return template.obj("metadata")
                .flatMap(metadata -> metadata.obj("annotations")
                        .map(annotations -> template.with(
                                "metadata",
                                metadata.with(
                                        "annotations",
                                        annotations
                                                .without("backstage.io/source-location")
                                                .without("backstage.io/managed-by-location")
                                                .without("backstage.io/managed-by-origin-location")))))
                .orElse(template);
    }

    private static Response answer(Template template, Scaffolder.DryRun run) {
        if (run.fault().isPresent()) {
            throw failure(run.fault().get(), run.state().error().orElse("The dry run did not complete"));
        }
        return Response.ok()
                .json(Value.Obj.builder()
                        .put("log", log(run.journal()))
                        .put("directoryContents", contents(run.files()))
                        .put("output", run.state().output())
                        .put(
                                "steps",
                                Value.Arr.of(template.steps().stream()
                                        .map(DryRunRoute::step)
                                        .toList()))
                        .build());
    }

    /** What is no fault of who asks may tell of the machine: they get the number of a line in the log. */
    private static RuntimeException failure(Scaffolder.DryRun.Fault fault, String problem) {
        return switch (fault) {
            case AUTHOR -> HttpException.input(problem);
            case REFUSED -> HttpException.notAllowed(problem);
            case NOT_FOUND -> HttpException.notFound(problem);
            case HOST -> new ScaffolderException("A step of the dry run failed: " + problem);
        };
    }

    private static Value log(List<JournalEntry> journal) {
        List<Value> lines = new ArrayList<>();
        for (JournalEntry entry : journal) {
            if (EventJson.type(entry.event()).equals("log")) {
                EventJson.body(entry.event()).ifPresent(body -> lines.add(Value.Obj.of("body", body)));
            }
        }
        return Value.Arr.of(lines);
    }

    private static Value contents(Map<String, byte[]> files) {
        List<Value> contents = new ArrayList<>();
        files.forEach((path, bytes) -> contents.add(Value.Obj.of(
                "path", path, "base64Content", Base64.getEncoder().encodeToString(bytes), "executable", false)));
        return Value.Arr.of(contents);
    }

    private static Value step(Step step) {
        Value.Obj.Builder json = Value.Obj.builder()
                .put("id", step.id())
                .put("name", step.name())
                .put("action", step.action())
                .put("input", step.input());
        step.condition().ifPresent(condition -> json.put("if", condition));
        step.each().ifPresent(each -> json.put("each", each));
        return json.build();
    }
}
