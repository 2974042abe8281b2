package dev.portalsdk.samples.portal.page;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.http.exchange.HttpException;
import dev.portalsdk.http.exchange.Response;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Validated;
import dev.portalsdk.model.Value;
import dev.portalsdk.samples.portal.form.EntityChoices;
import dev.portalsdk.samples.portal.form.FieldModels;
import dev.portalsdk.samples.portal.form.TemplateForm;
import dev.portalsdk.samples.portal.web.Seal;
import dev.portalsdk.samples.portal.web.Session;
import dev.portalsdk.samples.portal.web.Visit;
import dev.portalsdk.scaffolder.FormPage;
import dev.portalsdk.scaffolder.Scaffolder;
import dev.portalsdk.scaffolder.Task;
import dev.portalsdk.scaffolder.TaskRequest;
import dev.portalsdk.scaffolder.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The templates, and the forms that start them: page by page, each checked before the next, then all of it to be looked at once more. What was filled in
 * travels with the form, sealed, since it may hold secrets. Safe for many threads.
 */
public final class CreatePages {
    private static final String STATE = "form";

    private final Catalog catalog;
    private final Scaffolder scaffolder;
    private final EntityChoices choices;
    private final Seal seal;
    private final Shell shell;

    public CreatePages(Catalog catalog, Scaffolder scaffolder, EntityChoices choices, Seal seal, Shell shell) {
        this.catalog = catalog;
        this.scaffolder = scaffolder;
        this.choices = choices;
        this.seal = seal;
        this.shell = shell;
    }

    /** Answers {@code /create}. */
    public Response list(Visit visit) {
        List<Model> templates = Model.each(catalog.queries().all("kind=template"), this::card);
        return shell.page(visit, Shell.Section.CREATE, "Create", "create", Model.of("templates", templates));
    }

    private Model card(StitchedEntity entity) {
        return Entities.link(entity.ref(), Optional.of(entity))
                .put("description", entity.entity().metadata().description())
                .put("type", Entities.spec(entity, "type"))
                .put("tags", entity.entity().metadata().tags())
                .put("owners", Entities.links(catalog, Entities.targets(entity, "ownedBy")))
                .put("form", Links.form(entity.ref()));
    }

    /** Answers {@code /create/{namespace}/{name}}: the first page, empty but for defaults. */
    public Response start(Visit visit) {
        Template template = template(visit);
        return page(visit, 200, template, TemplateForm.of(template, Value.Obj.empty()), 0, Map.of());
    }

    /** Takes a page: checks it and shows the next, or the one before, or starts the task. */
    public Response submit(Visit visit) {
        Template template = template(visit);
        TemplateForm known = TemplateForm.of(template, state(visit));
        int last = template.pages().size();
        int step = visit.field("step")
                .filter(text -> text.matches("\\d{1,3}"))
                .map(Integer::parseInt)
                .filter(number -> number <= last)
                .orElseThrow(() -> HttpException.input("This form has no such page."));
        TemplateForm form = step < last ? known.with(step, visit.form()) : known;
        return switch (visit.field("action").orElse("next")) {
            case "back" -> page(visit, 200, template, form, Math.max(0, step - 1), Map.of());
            case "update" -> page(visit, 200, template, form, step, Map.of());
            case "create" -> create(visit, template, form);
            default -> next(visit, template, form, step);
        };
    }

    private Response next(Visit visit, Template template, TemplateForm form, int step) {
        Map<String, List<String>> errors = step < template.pages().size() ? form.errors(step) : Map.of();
        return errors.isEmpty()
                ? page(visit, 200, template, form, step + 1, errors)
                : page(visit, 422, template, form, step, errors);
    }

    private Response create(Visit visit, Template template, TemplateForm form) {
        for (int step = 0; step < template.pages().size(); step++) {
            Map<String, List<String>> errors = form.errors(step);
            if (!errors.isEmpty()) {
                return page(visit, 422, template, form, step, errors);
            }
        }
        TaskRequest.Builder request = TaskRequest.builder(template).values(form.parameters());
        form.secrets().forEach(request::secret);
        visit.session()
                .user()
                .map(Session.User::ref)
                .flatMap(ref -> catalog.queries().byRef(ref))
                .ifPresent(user -> request.user(user.entity()));
        Validated<Task> task = scaffolder.submit(request.build());
        return task.value().isPresent()
                ? Response.seeOther(Links.task(task.value().get().id()))
                : review(visit, 422, template, form, task.findings());
    }

    private Template template(Visit visit) {
        EntityRef ref = refOf(visit);
        StitchedEntity entity = catalog.queries()
                .byRef(ref)
                .orElseThrow(() -> HttpException.notFound("There is no template of that name."));
        Validated<Template> template = Template.of(entity.entity());
        return template.value()
                .orElseThrow(() -> new HttpException(
                        422, "InputError", "This template has mistakes: see the status of " + ref + "."));
    }

    private static EntityRef refOf(Visit visit) {
        try {
            return new EntityRef("template", visit.path("namespace"), visit.path("name"));
        } catch (IllegalArgumentException e) {
            throw HttpException.notFound("That is no name of a template.");
        }
    }

    private Value.Obj state(Visit visit) {
        return visit.field("state")
                .flatMap(text -> seal.open(STATE, text))
                .flatMap(json -> Value.parseJson(json).asObj())
                .orElseThrow(() -> HttpException.input("This form is too old: start again."));
    }

    private Response page(
            Visit visit, int status, Template template, TemplateForm form, int step, Map<String, List<String>> errors) {
        if (step >= template.pages().size()) {
            return review(visit, status, template, form, List.of());
        }
        FormPage page = template.pages().get(step);
        List<Model> summary = new ArrayList<>();
        errors.forEach((pointer, messages) -> messages.forEach(message -> summary.add(Model.of("message", message)
                .put("label", pointer.substring(pointer.lastIndexOf('/') + 1))
                .put("target", "f" + pointer.replaceAll("[^A-Za-z0-9]", "-")))));
        Model model = head(template, form, step)
                .put("pageTitle", page.title())
                .put("pageDescription", page.schema().string("description"))
                .put("fields", new FieldModels(choices, errors).of(page.schema(), form.values()))
                .put("problems", summary)
                .put("first", step == 0);
        return shell.page(visit, status, Shell.Section.CREATE, template.title(), "form", model);
    }

    private Response review(Visit visit, int status, Template template, TemplateForm form, List<Diagnostic> findings) {
        Model model = head(template, form, template.pages().size())
                .put("review", true)
                .put("pages", form.review())
                .put("findings", Findings.models(findings))
                .put("first", template.pages().isEmpty());
        return shell.page(visit, status, Shell.Section.CREATE, template.title(), "form", model);
    }

    private Model head(Template template, TemplateForm form, int step) {
        List<Model> steps = new ArrayList<>();
        for (int i = 0; i <= template.pages().size(); i++) {
            String title = i < template.pages().size() ? template.pages().get(i).title() : "Review";
            steps.add(Model.of("title", title)
                    .put("number", i + 1)
                    .put("current", i == step)
                    .put("done", i < step));
        }
        return Model.of("title", template.title())
                .put("description", template.entity().metadata().description())
                .put("templatePath", Links.entity(template.ref()))
                .put("action", Links.form(template.ref()))
                .put("step", step)
                .put("steps", steps)
                .put("state", seal.seal(STATE, form.values().toJson()));
    }
}
