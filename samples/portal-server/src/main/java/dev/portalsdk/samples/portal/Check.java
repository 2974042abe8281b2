package dev.portalsdk.samples.portal;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.config.Config;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Severity;
import dev.portalsdk.model.Validated;
import dev.portalsdk.model.Value;
import dev.portalsdk.samples.portal.page.Links;
import dev.portalsdk.scaffolder.Task;
import dev.portalsdk.scaffolder.TaskRequest;
import dev.portalsdk.scaffolder.Template;
import dev.portalsdk.scaffolder.task.TaskState;
import dev.portalsdk.scaffolder.task.TaskStatus;
import dev.portalsdk.techdocs.DocsBuild;
import dev.portalsdk.techdocs.SourcePreparer;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The portal's job done once: everything is read, the configured template is run, the documentation is built, and every page is asked for. */
final class Check {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final RunningPortal portal;
    private final Catalog catalog;
    private final PrintStream out;
    private int errors;

    Check(RunningPortal portal, PrintStream out) {
        this.portal = portal;
        this.catalog = portal.parts().catalog();
        this.out = out;
    }

    /** Exit code 0, or 1 if there was an error. */
    int run() throws IOException, InterruptedException {
        catalog.settle();
        Config demo = portal.config().at("demo");
        Optional<String> template = demo.string("template");
        if (template.isPresent()) {
            runTemplate(
                    EntityRef.parse(template.get(), "Template", EntityRef.DEFAULT_NAMESPACE),
                    demo.value("values").flatMap(Value::asObj).orElse(Value.Obj.empty()));
        }
        buildDocs();
        askForPages();
        List<Diagnostic> findings = catalog.findings();
        findings.forEach(out::println);
        findings.stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .forEach(finding -> errors++);
        out.println(
                catalog.queries().all().size() + " entities, " + findings.size() + " findings, " + errors + " errors");
        return errors == 0 ? 0 : 1;
    }

    private void error(String message) {
        errors++;
        out.println("[ERROR] " + message);
    }

    private void runTemplate(EntityRef ref, Value.Obj values) throws InterruptedException {
        Optional<StitchedEntity> entity = catalog.queries().byRef(ref);
        if (entity.isEmpty()) {
            error("The template " + ref + " is not in the catalog");
            return;
        }
        Validated<Template> template = Template.of(entity.get().entity());
        if (template.value().isEmpty()) {
            template.findings().forEach(finding -> error(finding.toString()));
            return;
        }
        Validated<Task> task = portal.parts()
                .scaffolder()
                .submit(TaskRequest.builder(template.value().get())
                        .values(values)
                        .build());
        if (task.value().isEmpty()) {
            task.findings().forEach(finding -> error(finding.toString()));
            return;
        }
        TaskState state = task.value().get().await(PATIENCE);
        out.println("Template " + ref + ": " + state.status());
        if (state.status() != TaskStatus.COMPLETED) {
            error("The task ended " + state.status()
                    + state.error().map(text -> ": " + text).orElse(""));
        }
        catalog.settle();
    }

    /** A component that was only just made has no documentation yet; that is no error. */
    private void buildDocs() {
        for (StitchedEntity entity : catalog.queries().all("metadata.annotations." + SourcePreparer.TECHDOCS_REF)) {
            try {
                DocsBuild build = portal.parts().techDocs().build(entity.entity());
                out.println("Documentation of " + entity.ref() + ": "
                        + build.pages().size() + " pages, " + build.brokenLinks() + " broken links");
            } catch (IOException e) {
                out.println("No documentation of " + entity.ref() + ": " + e.getMessage());
            }
        }
    }

    private void askForPages() throws IOException, InterruptedException {
        if (!portal.config().has("auth.providers.guest")) {
            out.println("The pages are left out, as no guest may enter");
            return;
        }
        GuestBrowser browser = GuestBrowser.enter(portal.uri());
        int pages = 0;
        for (String path : List.of("/catalog?kind=all", "/docs", "/create", "/tasks", "/locations")) {
            pages += ask(browser, path);
        }
        for (StitchedEntity entity : catalog.queries().all()) {
            pages += ask(browser, Links.entity(entity.ref()));
            pages += ask(browser, Links.entity(entity.ref()) + "/relations");
        }
        out.println(pages + " pages answered at " + portal.uri());
    }

    private int ask(GuestBrowser browser, String path) throws IOException, InterruptedException {
        int status = browser.get(path).statusCode();
        if (status != 200) {
            error(path + " answered " + status);
            return 0;
        }
        return 1;
    }
}
