package dev.portalsdk.samples.quickstart;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.Registration;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.config.Config;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Relation;
import dev.portalsdk.model.Validated;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.Scaffolder;
import dev.portalsdk.scaffolder.Task;
import dev.portalsdk.scaffolder.TaskRequest;
import dev.portalsdk.scaffolder.Template;
import dev.portalsdk.scaffolder.action.StandardActions;
import dev.portalsdk.scaffolder.task.StepState;
import dev.portalsdk.scaffolder.task.TaskState;
import dev.portalsdk.scaffolder.task.TaskStatus;
import dev.portalsdk.source.UrlReader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Runs the configured template for real: a workspace, a repository at the forge, and a new component in the catalog. */
final class TemplateRun {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Catalog catalog;
    private final UrlReader reader;
    private final Integrations integrations;
    private final Printer printer;

    TemplateRun(Catalog catalog, UrlReader reader, Integrations integrations, Printer printer) {
        this.catalog = catalog;
        this.reader = reader;
        this.integrations = integrations;
        this.printer = printer;
    }

    void run(Config settings) throws InterruptedException {
        EntityRef ref = EntityRef.parse(settings.requireString("template"), "Template", EntityRef.DEFAULT_NAMESPACE);
        Optional<StitchedEntity> entity = catalog.queries().byRef(ref);
        if (entity.isEmpty()) {
            printer.error("The template " + ref + " is not in the catalog");
            return;
        }
        Validated<Template> template = Template.of(entity.get().entity());
        printer.line("Template " + ref);
        if (template.hasErrors() || template.value().isEmpty()) {
            printer.findings(template.findings());
            return;
        }
        run(template.orThrow(), settings.value("values").flatMap(Value::asObj).orElse(Value.Obj.empty()));
    }

    private void run(Template template, Value.Obj values) throws InterruptedException {
        long start = System.nanoTime();
        try (Scaffolder scaffolder = Scaffolder.builder()
                .engine(StandardActions.engine(integrations))
                .actions(StandardActions.of(reader, integrations, this::register))
                .build()) {
            Validated<Task> submitted = scaffolder.submit(
                    TaskRequest.builder(template).values(values).build());
            if (submitted.value().isEmpty()) {
                printer.findings(submitted.findings());
                return;
            }
            report(submitted.orThrow().await(PATIENCE), start);
        }
    }

    /** What {@code catalog:register} asks of the catalog: the scaffolder knows no more of it than this. */
    private List<EntityRef> register(String url) {
        Registration registration = catalog.locations().add("url:" + url).orThrow();
        return registration.entities().stream()
                .filter(entity -> !entity.kind().equals("location"))
                .toList();
    }

    private void report(TaskState state, long start) {
        for (StepState step : state.steps()) {
            printer.line("  " + step.id() + ": " + step.status()
                    + step.error().map(error -> ": " + error).orElse(""));
        }
        if (state.status() != TaskStatus.COMPLETED) {
            printer.error("  The task ended " + state.status()
                    + state.error().map(error -> ": " + error).orElse(""));
            return;
        }
        List<Value> links = state.output().arr("links").map(Value.Arr::values).orElse(List.of());
        for (Value link : links) {
            String target =
                    text(link, "/url").or(() -> text(link, "/entityRef")).orElse("");
            printer.line("  " + text(link, "/title").orElse("Link") + ": " + target);
            text(link, "/entityRef").ifPresent(this::showCreated);
        }
        printer.summarize("template run in " + Printer.since(start));
    }

    private void showCreated(String ref) {
        Optional<StitchedEntity> created = catalog.queries().byRef(EntityRef.parse(ref));
        if (created.isEmpty()) {
            printer.error("  " + ref + " is not in the catalog");
            return;
        }
        created.get().relations().stream().map(Relation::toString).forEach(relation -> printer.line("    " + relation));
    }

    private static Optional<String> text(Value holder, String pointer) {
        return holder.at(pointer).flatMap(Value::asString);
    }
}
