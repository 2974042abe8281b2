package dev.portalsdk.samples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.plan.CatalogPlan;
import dev.portalsdk.catalog.plan.CatalogVersion;
import dev.portalsdk.catalog.plan.PlanReport;
import dev.portalsdk.catalog.provider.DirectoryProvider;
import dev.portalsdk.catalog.provider.InCodeProvider;
import dev.portalsdk.catalog.query.EntityFilter;
import dev.portalsdk.catalog.query.EntityPage;
import dev.portalsdk.catalog.query.EntityQuery;
import dev.portalsdk.catalog.query.FacetValue;
import dev.portalsdk.catalog.query.RelationWalk;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.catalog.store.RemovalGuard;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.config.Config;
import dev.portalsdk.fakes.FakeForge;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.EntityValidator;
import dev.portalsdk.model.Validated;
import dev.portalsdk.model.Value;
import dev.portalsdk.model.kind.Kinds;
import dev.portalsdk.model.yaml.DescriptorReader;
import dev.portalsdk.scaffolder.Scaffolder;
import dev.portalsdk.scaffolder.Task;
import dev.portalsdk.scaffolder.TaskRequest;
import dev.portalsdk.scaffolder.Template;
import dev.portalsdk.scaffolder.TemplateProgram;
import dev.portalsdk.scaffolder.action.StandardActions;
import dev.portalsdk.scaffolder.task.TaskState;
import dev.portalsdk.source.UrlReader;
import dev.portalsdk.source.UrlReaders;
import dev.portalsdk.techdocs.DocsBuild;
import dev.portalsdk.techdocs.LocalDirectoryPublisher;
import dev.portalsdk.techdocs.SourcePreparer;
import dev.portalsdk.techdocs.TechDocs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's examples of all modules but portal-model, as they stand there. */
class UsageExampleTest {
    private static final String COMPONENT = """
            apiVersion: backstage.io/v1alpha1
            kind: Component
            metadata:
              name: web
              annotations:
                backstage.io/techdocs-ref: dir:.
            spec:
              type: service
              lifecycle: production
              owner: team-a
            """;

    private static final String PAYMENTS = """
            apiVersion: backstage.io/v1alpha1
            kind: Component
            metadata:
              name: payments
            spec:
              type: service
              lifecycle: production
              owner: team-a
              dependsOn: [resource:ledger]
            ---
            apiVersion: backstage.io/v1alpha1
            kind: Resource
            metadata:
              name: ledger
            spec:
              type: database
              owner: team-a
            """;

    private final PrintStream console = System.out;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    @BeforeEach
    void listen() {
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stopListening() {
        System.setOut(console);
    }

    private void assertPrinted(String text) {
        String all = printed.toString(StandardCharsets.UTF_8);
        assertTrue(all.contains(text), all);
    }

    @Test
    void catalog() throws IOException {
        Files.writeString(directory.resolve("catalog-info.yaml"), COMPONENT);
        try (Catalog catalog = Catalog.builder()
                .provider(DirectoryProvider.of("repository", directory))
                .build()) {
            catalog.settle();
            catalog.findings().forEach(System.out::println);
            for (StitchedEntity service : catalog.queries().all("kind=component,spec.type=service")) {
                System.out.println(service.ref() + " " + service.relations());
            }
        }
        assertPrinted("component:default/web [component:default/web ownedBy group:default/team-a]");
        assertPrinted("dangling-ref");
    }

    @Test
    void planOfAChange() throws IOException, GitAPIException {
        Files.writeString(directory.resolve("catalog-info.yaml"), COMPONENT);
        try (Git git = Git.init()
                .setDirectory(directory.toFile())
                .setInitialBranch("main")
                .call()) {
            git.add().addFilepattern(".").call();
            git.commit()
                    .setMessage("first")
                    .setAuthor("a", "a@example.invalid")
                    .setCommitter("a", "a@example.invalid")
                    .setSign(false)
                    .call();
        }
        Files.writeString(directory.resolve("catalog-info.yaml"), COMPONENT.replace("team-a", "team-b"));
        CatalogPlan plan =
                CatalogPlan.between(CatalogVersion.revision(directory, "main"), CatalogVersion.directory(directory));
        PlanReport.text().append(plan, System.out);
        assertPrinted("component:default/web: group:default/team-a -> group:default/team-b");
    }

    @Test
    void catalogAnswersAndExplains() throws IOException {
        Files.writeString(directory.resolve("catalog-info.yaml"), PAYMENTS);
        try (Catalog catalog = Catalog.builder()
                .provider(DirectoryProvider.of("repository", directory))
                .build()) {
            catalog.settle();
            EntityPage page = catalog.queries()
                    .find(EntityQuery.all()
                            .filter("kind=component,spec.lifecycle=production")
                            .fullText("payment")
                            .orderBy("metadata.name")
                            .limit(20));
            Map<String, List<FacetValue>> facets =
                    catalog.queries().facets(EntityFilter.everything(), List.of("kind", "spec.type"));
            List<RelationWalk.Step> brokenByIt = catalog.queries()
                    .walk(RelationWalk.dependentsOf(EntityRef.parse("resource:default/ledger")))
                    .steps();
            System.out.println(catalog.explain(EntityRef.parse("component:default/payments")));
            assertEquals(
                    List.of("component:default/payments"),
                    page.items().stream().map(item -> item.ref().toString()).toList());
            assertEquals(List.of(new FacetValue("Component", 1), new FacetValue("Resource", 1)), facets.get("kind"));
            assertEquals(
                    List.of("component:default/payments"),
                    brokenByIt.stream().map(step -> step.ref().toString()).toList());
        }
        assertPrinted("catalog-info.yaml:8:10");
    }

    @Test
    void catalogFollowsItsProviders() {
        List<ProvidedEntity> staff = List.of(ProvidedEntity.of(descriptor("""
                apiVersion: backstage.io/v1alpha1
                kind: User
                metadata:
                  name: ada
                spec:
                  memberOf: []
                """)));
        InCodeProvider people = new InCodeProvider("people");
        try (Catalog catalog = Catalog.builder()
                .provider(DirectoryProvider.of("repository", directory).watching())
                .provider(people)
                .removalGuard("people", RemovalGuard.standard())
                .build()
                .start()) {
            long version = catalog.changes().version();
            people.apply(Mutation.full(staff)).await(); // returns when it is visible
            catalog.changes()
                    .after(version, 100)
                    .forEach(change -> System.out.println(change.type() + " " + change.ref()));
        }
        assertPrinted("ADDED user:default/ada");
    }

    @Test
    void configurationAndReading() throws IOException {
        Files.writeString(directory.resolve("app-config.yaml"), "app:\n  title: Acme\n");
        Config config = Config.builder()
                .file(directory.resolve("app-config.yaml"))
                .optionalFile(directory.resolve("app-config.local.yaml"))
                .build();
        Integrations integrations = Integrations.of(config);
        UrlReader reader =
                UrlReaders.from(config, integrations); // reads the hosts that the configuration names, and no other
        String title = config.string("app.title").orElse("Portal");
        assertEquals("Acme", title);
        assertTrue(reader.read(directory.resolve("app-config.yaml").toString())
                .toString()
                .contains("app-config.yaml"));
    }

    @Test
    void scaffolder() throws InterruptedException, IOException {
        Files.writeString(directory.resolve("template.yaml"), """
                apiVersion: scaffolder.backstage.io/v1beta3
                kind: Template
                metadata:
                  name: greet
                spec:
                  type: service
                  steps:
                    - id: greet
                      action: debug:log
                      input:
                        message: Hello ${{ parameters.name }}
                  output:
                    text:
                      - title: Greeted ${{ parameters.name }}
                """);
        Config config = Config.empty();
        Integrations integrations = Integrations.of(config);
        UrlReader reader = UrlReaders.from(config, integrations);
        Template template = Template.read(directory.resolve("template.yaml")).orThrow();
        try (Scaffolder scaffolder = Scaffolder.builder()
                .actions(StandardActions.of(reader, integrations, url -> List.of()))
                .build()) {
            Task task = scaffolder
                    .submit(TaskRequest.builder(template)
                            .values(Value.Obj.of("name", "web"))
                            .build())
                    .orThrow();
            TaskState state = task.await(Duration.ofMinutes(1));
            System.out.println(state.status() + " " + state.output());
        }
        assertPrinted("COMPLETED");
        assertPrinted("Greeted web");
    }

    @Test
    void templatesAsPrograms() throws IOException {
        Files.writeString(directory.resolve("template.yaml"), """
                apiVersion: scaffolder.backstage.io/v1beta3
                kind: Template
                metadata:
                  name: greet
                spec:
                  type: service
                  parameters:
                    properties:
                      name: {type: string}
                  steps:
                    - id: greet
                      action: debug:log
                      input:
                        message: Hello ${{ parameters.nam }}
                """);
        Integrations integrations = Integrations.of(Config.empty());
        UrlReader reader = UrlReaders.from(Config.empty(), integrations);
        Validated<TemplateProgram> program = TemplateProgram.builder()
                .actions(StandardActions.of(reader, integrations, url -> List.of()))
                .read(directory.resolve("template.yaml"));
        program.findings()
                .forEach(System.out::println); // unknown parameters, filters, steps …, each with file, line and column
        assertPrinted("template.yaml:14:");
        assertPrinted("did you mean \"name\"?");
    }

    @Test
    void techDocs() throws IOException {
        Path sites = directory.resolve("sites");
        Path file = Files.writeString(directory.resolve("catalog-info.yaml"), COMPONENT);
        Files.createDirectories(directory.resolve("docs"));
        Files.writeString(directory.resolve("docs/index.md"), "# Web\n\nSee [more](more.md).\n");
        EntityDescriptor descriptor =
                descriptor(COMPONENT).withAnnotation("backstage.io/managed-by-location", "file:" + file);
        Entity entity =
                EntityValidator.of(Kinds.standard()).validate(descriptor).orThrow();
        TechDocs techDocs = TechDocs.builder()
                .preparer(SourcePreparer.local(directory))
                .publisher(new LocalDirectoryPublisher(sites))
                .build();
        DocsBuild build = techDocs.build(entity);
        build.findings().forEach(System.out::println); // links that lead nowhere, with file, line and column
        assertEquals(1, build.brokenLinks());
        assertPrinted("index.md:3:5");
        assertTrue(Files.exists(sites.resolve("default/component/web/index.html")));
    }

    @Test
    void fakes() throws IOException {
        try (FakeForge forge = FakeForge.start()) {
            forge.createRepository("acme/web", Map.of("README.md", "# Web\n"));
            UrlReader reader = UrlReaders.from(Config.empty(), forge.integrations());
            System.out.println(reader.read("https://github.com/acme/web/blob/main/README.md"));
        }
        assertPrinted("https://github.com/acme/web/blob/main/README.md");
    }

    private static EntityDescriptor descriptor(String yaml) {
        return DescriptorReader.create()
                .read("catalog-info.yaml", yaml)
                .orThrow()
                .get(0);
    }
}
