package dev.portalsdk.testing;

import dev.portalsdk.config.Config;
import dev.portalsdk.config.Secret;
import dev.portalsdk.fakes.InMemoryUrlReader;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Severity;
import dev.portalsdk.model.Validated;
import dev.portalsdk.model.Value;
import dev.portalsdk.model.yaml.YamlDocument;
import dev.portalsdk.model.yaml.YamlDocuments;
import dev.portalsdk.scaffolder.Scaffolder;
import dev.portalsdk.scaffolder.ScaffolderAction;
import dev.portalsdk.scaffolder.TaskRequest;
import dev.portalsdk.scaffolder.Template;
import dev.portalsdk.scaffolder.TemplateProgram;
import dev.portalsdk.scaffolder.action.StandardActions;
import dev.portalsdk.source.UrlReader;
import dev.portalsdk.source.UrlReaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Runs a template in a test: values in, files, steps and outputs out.
 *
 * <pre>{@code
 * TemplateTester.of(Path.of("templates/service/template.yaml"))
 *         .hasNoErrors()
 *         .value("name", "web")
 *         .run()
 *         .succeeds()
 *         .hasFilesAs(Path.of("src/test/golden/web"));
 * }</pre>
 *
 * <p>It is a dry run: the standard actions execute the same code as ever in a workspace of their own, and forges, catalog and notifications are simulated
 * from the input. Nothing reaches the network: files of this machine can be read, and of the web what {@link #source} puts there. Immutable: each method
 * gives a copy, so that one tester may be the start of many tests.
 */
public final class TemplateTester {
    /** With tokens, since actions that publish ask for one even if they only simulate. */
    private static final Integrations PUBLIC_HOSTS = Integrations.of(Config.builder()
            .value(
                    "TemplateTester",
                    Value.Obj.of(
                            "integrations", Value.Obj.of("github", host("github.com"), "gitlab", host("gitlab.com"))))
            .build());

    private final Template template;
    private final Draft settings;

    private TemplateTester(Template template, Draft settings) {
        this.template = template;
        this.settings = settings;
    }

    private static Value host(String name) {
        return Value.Arr.of(Value.Obj.of("host", name, "token", "of-a-test"));
    }

    /**
     * Tests the template of a file.
     *
     * @throws AssertionError if there is none, showing what is wrong with the file
     */
    public static TemplateTester of(Path file) {
        try {
            Validated<Template> read = Template.read(file);
            return of(read.value().orElseThrow(() -> Failures.of(file + " holds no template", read.findings())));
        } catch (IOException e) {
            throw new AssertionError("The template cannot be read: " + e, e);
        }
    }

    /** Tests a template that was read before. */
    public static TemplateTester of(Template template) {
        return new TemplateTester(template, new Draft());
    }

    /** Fills in a value of the form: text, number, boolean, list or map. */
    public TemplateTester value(String name, Object value) {
        return values(settings.values.with(name, Value.of(value)));
    }

    /** Fills in all of the form. */
    public TemplateTester values(Value.Obj filledIn) {
        return with(draft -> {
            draft.values = filledIn;
            draft.valuesFile = null;
        });
    }

    /**
     * Fills in all of the form from a file with YAML or JSON, which failures then point to.
     *
     * @throws AssertionError if the file is not one object
     */
    public TemplateTester valuesFrom(Path file) {
        try {
            Validated<List<YamlDocument>> read = YamlDocuments.create().read(file.toString(), Files.readAllBytes(file));
            List<YamlDocument> documents = read.value().orElse(List.of());
            if (read.hasErrors() || documents.size() != 1 || !(documents.get(0).value() instanceof Value.Obj values)) {
                throw Failures.of(file + " must hold one object with values", read.findings());
            }
            return with(draft -> {
                draft.values = values;
                draft.valuesFile = documents.get(0);
            });
        } catch (IOException e) {
            throw new AssertionError("The values cannot be read: " + e, e);
        }
    }

    /** A secret, which is shown nowhere. */
    public TemplateTester secret(String name, String text) {
        return with(draft -> draft.secrets.put(name, Secret.of(text)));
    }

    /** For whom it runs. */
    public TemplateTester user(Entity entity) {
        return with(draft -> draft.user = entity);
    }

    /** What {@code catalog:fetch} finds; nothing else is in the catalog. */
    public TemplateTester catalog(Entity... entities) {
        return with(draft -> {
            for (Entity entity : entities) {
                draft.catalog.put(entity.ref(), entity);
            }
        });
    }

    /** What a URL gives: skeletons that lie on a forge, files that are fetched. */
    public TemplateTester source(String url, String text) {
        return with(draft -> draft.sources.put(url, text));
    }

    /** Adds an action of your own, or takes one in place of a standard one. It has to support dry runs. */
    public TemplateTester action(ScaffolderAction<?, ?> action) {
        return with(draft -> draft.actions.put(action.descriptor().id(), action));
    }

    /**
     * Answers in place of an action, from the step's input. If an action of this id is there, its schemas still hold for input and answer.
     *
     * @param answer outputs for an input; what it throws fails the step
     */
    public TemplateTester standIn(String actionId, Function<Value.Obj, Value.Obj> answer) {
        return with(draft -> draft.standIns.put(actionId, answer));
    }

    /**
     * Hosts of source code, in place of github.com and gitlab.com: they say what URLs mean. Actions that publish want a token for theirs, though it is not
     * used.
     */
    public TemplateTester integrations(Integrations hosts) {
        return with(draft -> draft.integrations = hosts);
    }

    /** Anything else that a scaffolder can be told: filters of its language, environment, strictness. */
    public TemplateTester scaffolder(UnaryOperator<Scaffolder.Builder> more) {
        return with(draft -> draft.scaffolder = more);
    }

    /**
     * The template has no mistake that can be found without running it: unknown parameters, steps, filters, actions, inputs, in its skeletons too.
     *
     * @throws AssertionError showing each with its line
     */
    public TemplateTester hasNoErrors() {
        List<Diagnostic> errors = findings().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .toList();
        return none("errors", errors);
    }

    /** As {@link #hasNoErrors}, and there are no warnings either: parameters that nobody uses, for instance. */
    public TemplateTester hasNoFindings() {
        return none("findings", findings());
    }

    private TemplateTester none(String what, List<Diagnostic> findings) {
        if (!findings.isEmpty()) {
            throw Failures.of(template + " is expected to have no " + what + ", but has " + findings.size(), findings);
        }
        return this;
    }

    /** What is wrong with the template, as far as it can be told without running it, sorted by place. */
    public List<Diagnostic> findings() {
        try {
            TemplateProgram.Builder program = TemplateProgram.builder()
                    .actions(known(realActions()).values())
                    .engine(StandardActions.engine(settings.integrations));
            Path file = Path.of(template.descriptor().source());
            return Files.isRegularFile(file)
                    ? program.read(file).findings()
                    : program.of(template).findings();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs it.
     *
     * @throws AssertionError if its form does not allow the values, or an action is not there
     */
    public TemplateRun run() {
        Validated<Scaffolder.DryRun> run = attempt();
        return new TemplateRun(
                template,
                run.value()
                        .orElseThrow(
                                () -> Failures.of("The form of " + template + " refuses the values", run.findings())));
    }

    /**
     * The form refuses what was filled in, or not filled in, at a place.
     *
     * @param pointer in the values: {@code /name}
     * @param part of the message
     */
    public TemplateTester refuses(String pointer, String part) {
        List<Diagnostic> findings = attempt().findings();
        boolean found = findings.stream()
                .anyMatch(finding ->
                        finding.pointer().equals(pointer) && finding.message().contains(part));
        if (!found) {
            String expected =
                    "Expected that the form of " + template + " refuses " + pointer + " with \"" + part + "\", but ";
            throw findings.isEmpty()
                    ? new AssertionError(expected + "it takes " + settings.values.toJson())
                    : Failures.of(expected + "it refuses", findings);
        }
        return this;
    }

    private Validated<Scaffolder.DryRun> attempt() {
        TaskRequest.Builder request = TaskRequest.builder(template).values(settings.values);
        settings.secrets.forEach(request::secret);
        Optional.ofNullable(settings.user).ifPresent(request::user);
        try (Scaffolder scaffolder = scaffolder()) {
            ValuePlaces places = new ValuePlaces(template, settings.valuesFile);
            Validated<Scaffolder.DryRun> run = scaffolder.dryRun(request.build());
            return new Validated<>(
                    run.value(), run.findings().stream().map(places::place).toList());
        }
    }

    private Scaffolder scaffolder() {
        Scaffolder.Builder builder = Scaffolder.builder()
                .engine(StandardActions.engine(settings.integrations))
                .actions(simulated(realActions()).values());
        return settings.scaffolder.apply(builder).build();
    }

    private Map<String, ScaffolderAction<?, ?>> realActions() {
        Map<String, ScaffolderAction<?, ?>> actions = new LinkedHashMap<>();
        StandardActions.builder(reader(), settings.integrations)
                .registrar(url -> List.of())
                .catalog((ref, user) -> Optional.ofNullable(settings.catalog.get(ref)))
                .notifications(notification -> {})
                .build()
                .forEach(action -> actions.put(action.descriptor().id(), action));
        actions.putAll(settings.actions);
        return actions;
    }

    /** What steps can call: stand-ins only for what is not there. */
    private Map<String, ScaffolderAction<?, ?>> known(Map<String, ScaffolderAction<?, ?>> actions) {
        settings.standIns.forEach((id, answer) -> actions.computeIfAbsent(id, key -> StandIn.unknown(key, answer)));
        return actions;
    }

    private Map<String, ScaffolderAction<?, ?>> simulated(Map<String, ScaffolderAction<?, ?>> actions) {
        settings.standIns.forEach((id, answer) -> actions.compute(
                id, (key, real) -> real == null ? StandIn.unknown(id, answer) : StandIn.of(real.descriptor(), answer)));
        return actions;
    }

    private UrlReader reader() {
        InMemoryUrlReader web = new InMemoryUrlReader();
        settings.sources.forEach(web::put);
        return UrlReaders.builder()
                .reader(url -> url.startsWith("http://") || url.startsWith("https://"), web)
                .localFiles()
                .build();
    }

    private TemplateTester with(Consumer<Draft> change) {
        Draft copy = new Draft(settings);
        change.accept(copy);
        return new TemplateTester(template, copy);
    }

    private static final class Draft {
        private final Map<String, Secret> secrets = new LinkedHashMap<>();
        private final Map<EntityRef, Entity> catalog = new LinkedHashMap<>();
        private final Map<String, String> sources = new LinkedHashMap<>();
        private final Map<String, ScaffolderAction<?, ?>> actions = new LinkedHashMap<>();
        private final Map<String, Function<Value.Obj, Value.Obj>> standIns = new LinkedHashMap<>();
        private Value.Obj values = Value.Obj.empty();
        private @Nullable YamlDocument valuesFile;
        private @Nullable Entity user;
        private Integrations integrations = PUBLIC_HOSTS;
        private UnaryOperator<Scaffolder.Builder> scaffolder = builder -> builder;

        private Draft() {}

        private Draft(Draft from) {
            secrets.putAll(from.secrets);
            catalog.putAll(from.catalog);
            sources.putAll(from.sources);
            actions.putAll(from.actions);
            standIns.putAll(from.standIns);
            values = from.values;
            valuesFile = from.valuesFile;
            user = from.user;
            integrations = from.integrations;
            scaffolder = from.scaffolder;
        }
    }
}
