package dev.portalsdk.scaffolder;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.EntityValidator;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.Validated;
import dev.portalsdk.model.Value;
import dev.portalsdk.model.kind.Kinds;
import dev.portalsdk.model.yaml.DescriptorReader;
import dev.portalsdk.scaffolder.task.OnFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A software template: a form, steps, and what is shown at the end. Immutable.
 *
 * <pre>
 * Template template = Template.of(descriptor).orThrow();
 * </pre>
 */
public final class Template {
    static final String ON_FAILURE = "onFailure";
    private static final String PERMISSIONS = "backstage:permissions";
    private static final List<String> LOCATION_ANNOTATIONS =
            List.of("backstage.io/source-location", "backstage.io/managed-by-location");

    private final EntityDescriptor descriptor;
    private final Entity entity;
    private final List<FormPage> pages;
    private final List<Step> steps;

    private Template(EntityDescriptor descriptor, Entity entity, List<FormPage> pages, List<Step> steps) {
        this.descriptor = descriptor;
        this.entity = entity;
        this.pages = pages;
        this.steps = steps;
    }

    /** Reads a template with the places of its parts. */
    public static Validated<Template> of(EntityDescriptor descriptor) {
        Validated<Entity> checked = EntityValidator.of(Kinds.standard()).validate(descriptor);
        List<Diagnostic> findings = new ArrayList<>(checked.findings());
        Optional<Entity> entity = checked.value();
        if (entity.isPresent() && !entity.get().kind().equalsIgnoreCase("template")) {
            findings.add(TemplateFindings.notATemplate(descriptor, entity.get().kind()));
            entity = Optional.empty();
        }
        Optional<Template> template =
                entity.map(valid -> new Template(descriptor, valid, pagesOf(valid.spec()), stepsOf(valid.spec())));
        template.ifPresent(read -> findings.addAll(TemplateFindings.duplicateIds(descriptor, read.steps)));
        template.filter(read ->
                        read.entity.spec().has(ON_FAILURE) && read.onFailure().isEmpty())
                .ifPresent(read -> findings.add(TemplateFindings.wrongOnFailure(descriptor)));
        return new Validated<>(template, findings);
    }

    /**
     * Reads the template of a file, with the places of its parts. Relative URLs of its steps start there.
     *
     * @throws IOException if the file cannot be read
     */
    public static Validated<Template> read(Path file) throws IOException {
        return read(file.toAbsolutePath().normalize().toString(), Files.readString(file));
    }

    /**
     * Reads a template, with the places of its parts.
     *
     * @param source the file's path or URL
     * @param yaml its content: one document
     */
    public static Validated<Template> read(String source, String yaml) {
        Validated<List<EntityDescriptor>> documents = DescriptorReader.create().read(source, yaml);
        List<Diagnostic> findings = new ArrayList<>(documents.findings());
        List<EntityDescriptor> descriptors = documents.value().orElse(List.of());
        if (documents.hasErrors() || descriptors.size() != 1) {
            findings.add(TemplateFindings.notOneDocument(source, descriptors.size()));
            return Validated.rejected(findings);
        }
        Validated<Template> template = of(descriptors.get(0));
        findings.addAll(template.findings());
        return new Validated<>(template.value(), findings);
    }

    /** Reads a template that comes from the catalog, where no places are known. */
    public static Validated<Template> of(Entity entity) {
        return of(EntityDescriptor.of(entity.toValue()));
    }

    private static List<FormPage> pagesOf(Value.Obj spec) {
        List<FormPage> pages = new ArrayList<>();
        Value parameters = spec.get("parameters").orElse(Value.Arr.empty());
        List<Value> schemas = parameters instanceof Value.Arr list ? list.values() : List.of(parameters);
        for (Value schema : schemas) {
            schema.asObj()
                    .ifPresent(
                            page -> pages.add(new FormPage(page.string("title").orElse(FormPage.DEFAULT_TITLE), page)));
        }
        return List.copyOf(pages);
    }

    /** The ids of the steps of a template's document, in order. */
    static List<String> stepIds(Value.Obj document) {
        return stepsOf(document.obj("spec").orElse(Value.Obj.empty())).stream()
                .map(Step::id)
                .toList();
    }

    private static List<Step> stepsOf(Value.Obj spec) {
        List<Step> steps = new ArrayList<>();
        for (Value value : spec.arr("steps").orElse(Value.Arr.empty()).values()) {
            if (value instanceof Value.Obj step) {
                int number = steps.size() + 1;
                String id = step.string("id").orElse("step-" + number);
                steps.add(new Step(
                        id,
                        step.string("name").or(() -> step.string("action")).orElse(id),
                        step.string("action").orElse(""),
                        step.obj("input").orElse(Value.Obj.empty()),
                        step.get("if"),
                        step.get("each"),
                        "/spec/steps/" + (number - 1)));
            }
        }
        return List.copyOf(steps);
    }

    /** What it is called in the catalog. */
    public EntityRef ref() {
        return entity.ref();
    }

    /** What people see; its name if it has no title. */
    public String title() {
        return entity.metadata().title().orElse(entity.metadata().name());
    }

    /** The entity that it was read from. */
    public Entity entity() {
        return entity;
    }

    /** The document that it was read from, with places. */
    public EntityDescriptor descriptor() {
        return descriptor;
    }

    /** The pages of its form. */
    public List<FormPage> pages() {
        return pages;
    }

    /** Its steps, in order. */
    public List<Step> steps() {
        return steps;
    }

    /** What is shown at the end, with expressions. */
    public Value.Obj output() {
        return entity.spec().obj("output").orElse(Value.Obj.empty());
    }

    /** What becomes of what a task has made that fails, {@code spec.onFailure: keep}; not Backstage's. Empty if it does not say. */
    public Optional<OnFailure> onFailure() {
        return entity.spec().string(ON_FAILURE).flatMap(word -> Arrays.stream(OnFailure.values())
                .filter(known -> known.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst());
    }

    /**
     * The template as somebody sees it who may not see all of it.
     *
     * @param maySee whether steps and pages are seen that have these tags under {@code backstage:permissions}
     */
    Template visibleTo(Predicate<List<String>> maySee) {
        List<FormPage> keptPages =
                pages.stream().filter(page -> isSeen(page.schema(), maySee)).toList();
        List<Step> keptSteps =
                steps.stream().filter(step -> isSeen(written(step), maySee)).toList();
        if (keptSteps.size() == steps.size() && keptPages.size() == pages.size()) {
            return this;
        }
        List<Value> documents = new ArrayList<>();
        // With its id, which was counted among all steps.
        keptSteps.forEach(step -> documents.add(written(step).with("id", Value.Str.of(step.id()))));
        Value.Obj spec = entity.spec()
                .with("steps", Value.Arr.of(documents))
                .with(
                        "parameters",
                        Value.Arr.of(keptPages.stream().map(FormPage::schema).toList()));
        EntityDescriptor seen = EntityDescriptor.of(entity.toValue().with("spec", spec), descriptor.source());
        Entity valid = EntityValidator.of(Kinds.standard()).validate(seen).orThrow();
        return new Template(descriptor, valid, keptPages, keptSteps);
    }

    private Value.Obj written(Step step) {
        String index = step.pointer().substring(step.pointer().lastIndexOf('/') + 1);
        return (Value.Obj) entity.spec().arr("steps").orElseThrow().get(Integer.parseInt(index));
    }

    private static boolean isSeen(Value part, Predicate<List<String>> maySee) {
        List<String> tags = part.at("/" + PERMISSIONS + "/tags")
                .flatMap(Value::asArr)
                .map(Value.Arr::strings)
                .orElse(List.of());
        return tags.isEmpty() || maySee.test(tags);
    }

    /**
     * Where it lies, to resolve relative URLs such as {@code ./skeleton}: its source location, else the location that manages it, else the file it
     * was read from.
     *
     * @return a URL, or the path of a file; empty for a template made in code
     */
    public Optional<String> baseUrl() {
        for (String annotation : LOCATION_ANNOTATIONS) {
            Optional<String> target = entity.metadata().annotation(annotation).flatMap(Template::target);
            if (target.isPresent()) {
                return target;
            }
        }
        return Optional.of(descriptor.source()).filter(source -> !source.isEmpty());
    }

    private static Optional<String> target(String location) {
        try {
            LocationRef parsed = LocationRef.parse(location);
            boolean readable = parsed.type().equals("url") || parsed.type().equals("file");
            return readable ? Optional.of(parsed.target()) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Its ref. */
    @Override
    public String toString() {
        return ref().toString();
    }
}
