package dev.portalsdk.scaffolder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.config.Config;
import dev.portalsdk.config.Secret;
import dev.portalsdk.fakes.FakeForge;
import dev.portalsdk.fakes.TestDatabase;
import dev.portalsdk.fakes.TestDatabases;
import dev.portalsdk.integration.GitHubIntegration;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.jdbc.Database;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Validated;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.action.StandardActions;
import dev.portalsdk.scaffolder.jdbc.JdbcTaskStore;
import dev.portalsdk.scaffolder.jdbc.JdbcWorkspaceStore;
import dev.portalsdk.scaffolder.task.Choice;
import dev.portalsdk.scaffolder.task.OnFailure;
import dev.portalsdk.scaffolder.task.TaskCipher;
import dev.portalsdk.scaffolder.task.TaskFilter;
import dev.portalsdk.scaffolder.task.TaskState;
import dev.portalsdk.scaffolder.task.TaskStatus;
import dev.portalsdk.source.UrlReader;
import dev.portalsdk.source.UrlReaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/guides/scaffolder.md. */
@Timeout(120)
class UsageExampleTest {
    private static final String TEMPLATE = """
            apiVersion: scaffolder.backstage.io/v1beta3
            kind: Template
            metadata:
              name: service
            spec:
              type: service
              parameters:
                - title: The service
                  required: [name]
                  properties:
                    name: {type: string}
              steps:
                - id: fetch
                  action: fetch:template
                  input:
                    url: ./skeleton
                    values:
                      name: ${{ parameters.name }}
                - id: publish
                  action: publish:github
                  input:
                    repoUrl: github.com?owner=acme&repo=${{ parameters.name }}
                    defaultBranch: main
                - id: ticket
                  action: acme:ticket:create
                  input:
                    title: Operate ${{ parameters.name }}
              output:
                links:
                  - title: Repository
                    url: ${{ steps.publish.output.remoteUrl }}
            """;

    @TempDir
    Path directory;

    @BeforeEach
    void template() throws IOException {
        Files.writeString(directory.resolve("template.yaml"), TEMPLATE);
        Files.createDirectories(directory.resolve("skeleton"));
        Files.writeString(directory.resolve("skeleton/README.md"), "# ${{ values.name }}\n");
    }

    /** Where tickets are made in the examples; in memory. */
    static final class Tickets {
        private final List<String> titles = new ArrayList<>();

        synchronized String create(String title) {
            titles.add(title);
            return "OPS-" + titles.size();
        }

        synchronized Optional<String> find(String title) {
            int index = titles.indexOf(title);
            return index < 0 ? Optional.empty() : Optional.of("OPS-" + (index + 1));
        }

        synchronized void close(String id) {
            titles.set(Integer.parseInt(id.substring(4)) - 1, "closed");
        }

        synchronized List<String> titles() {
            return List.copyOf(titles);
        }
    }

    /** An action of a host's own. */
    public static final class TicketAction implements UndoableAction<TicketAction.Input, TicketAction.Output> {
        /** What a step gives it. */
        public record Input(String title, Optional<String> body) {}

        /** What later steps see of it. */
        public record Output(String id) {}

        private final Tickets tickets;

        public TicketAction(Tickets tickets) {
            this.tickets = tickets;
        }

        @Override
        public ActionDescriptor<Input, Output> descriptor() {
            return ActionDescriptor.builder("acme:ticket:create", Input.class, Output.class)
                    .description("Opens a ticket for the operations team.")
                    .example("A ticket with a title.", "{\"title\": \"Operate web\"}")
                    .supportsDryRun()
                    .build();
        }

        @Override
        public Output run(Input input, ActionContext context) throws Exception {
            if (context.dryRun()) {
                return new Output("OPS-0");
            }
            String id = context.effect(
                    "ticket",
                    String.class,
                    Effect.lookedUp(
                            "open the ticket " + input.title(),
                            () -> tickets.find(input.title()),
                            () -> tickets.create(input.title())));
            context.log().info("Opened " + id);
            return new Output(id);
        }

        @Override
        public Optional<String> undo(Input input, Optional<Output> output, ActionContext context) {
            Optional<String> made = context.checkpointed("ticket", String.class);
            made.ifPresent(tickets::close);
            return made.map(id -> "closed the ticket " + id);
        }
    }

    private List<EntityRef> register(String url) {
        return List.of();
    }

    @Test
    void runsATemplate() throws Exception {
        try (FakeForge forge = FakeForge.builder().token("forge-token").start()) {
            forge.organization("acme");
            Files.writeString(directory.resolve("app-config.yaml"), """
                    integrations:
                      github:
                        - host: github.com
                          apiBaseUrl: %s
                          cloneBaseUrl: %s
                          token: forge-token
                    """.formatted(forge.apiBaseUrl(), forge.url()));
            Tickets tickets = new Tickets();

            Config config =
                    Config.builder().file(directory.resolve("app-config.yaml")).build();
            Integrations integrations = Integrations.of(config);
            UrlReader reader =
                    UrlReaders.builder().integrations(integrations).localFiles().build();

            Template template =
                    Template.read(directory.resolve("template.yaml")).orThrow();
            try (Scaffolder scaffolder = Scaffolder.builder()
                    .engine(StandardActions.engine(integrations))
                    .actions(StandardActions.of(reader, integrations, this::register))
                    .action(new TicketAction(tickets))
                    .build()) {
                Validated<Task> submitted = scaffolder.submit(TaskRequest.builder(template)
                        .values(Value.Obj.of("name", "web"))
                        .build());
                submitted.findings().forEach(System.out::println); // what the form does not allow
                Task task = submitted.orThrow();
                TaskState state = task.await(Duration.ofMinutes(5));
                task.log().forEach(line -> System.out.println(line.stepId() + ": " + line.message()));
                System.out.println(state.status() + " " + state.error() + " " + state.output());
            }

            assertEquals(List.of("Operate web"), tickets.titles());
            assertEquals(
                    Map.of("README.md", "# web\n"),
                    forge.repository("acme/web").orElseThrow().files("main"));
        }
    }

    @Test
    void simulates() throws Exception {
        Integrations integrations = Integrations.builder()
                .add(GitHubIntegration.builder("github.com")
                        .token(Secret.of("never sent"))
                        .build())
                .build();
        UrlReader reader = UrlReaders.builder().localFiles().build();
        Template template = Template.read(directory.resolve("template.yaml")).orThrow();
        TaskRequest request = TaskRequest.builder(template)
                .values(Value.Obj.of("name", "web"))
                .build();
        try (Scaffolder scaffolder = Scaffolder.builder()
                .actions(StandardActions.of(reader, integrations, this::register))
                .action(new TicketAction(new Tickets()))
                .build()) {
            Scaffolder.DryRun run = scaffolder.dryRun(request).orThrow();
            for (FileChange change : run.against(directory.resolve("web"))) {
                System.out.println(change.diff());
            }
            assertEquals(TaskStatus.COMPLETED, run.state().status(), () -> run.state()
                    .toString());
            assertEquals("# web\n", new String(run.files().get("README.md"), StandardCharsets.UTF_8));
            assertEquals(1, run.against(directory.resolve("web")).size());
        }
    }

    @Test
    void actionIsTestedByAStep() throws Exception {
        Tickets tickets = new Tickets();
        Template template = Template.read("test.yaml", """
                apiVersion: scaffolder.backstage.io/v1beta3
                kind: Template
                metadata: {name: test}
                spec:
                  type: test
                  steps:
                    - {id: ticket, action: acme:ticket:create, input: {title: Operate web}}
                """).orThrow();
        TaskRequest request = TaskRequest.builder(template).build();
        try (Scaffolder scaffolder =
                Scaffolder.builder().action(new TicketAction(tickets)).build()) {
            TaskState dry = scaffolder.dryRun(request).orThrow().state();
            assertEquals(TaskStatus.COMPLETED, dry.status(), dry::toString);
            assertEquals(List.of(), tickets.titles());

            TaskState state = scaffolder.submit(request).orThrow().await(Duration.ofSeconds(10));
            assertEquals(
                    Optional.of("OPS-1"),
                    state.step("ticket").orElseThrow().output().string("id"));
        }
    }

    @Test
    void tasksSurvive() throws Exception {
        String key = Base64.getEncoder().encodeToString(new byte[32]);
        try (TestDatabase postgres = TestDatabases.postgres()) {
            DataSource dataSource = postgres.dataSource();
            Tickets tickets = new Tickets();
            String id;
            try (Database database = Database.of(dataSource)) {
                Scaffolder scaffolder = Scaffolder.builder()
                        .store(JdbcTaskStore.of(database))
                        .workspaceStore(JdbcWorkspaceStore.of(database))
                        .cipher(TaskCipher.of(Secret.of(key))) // openssl rand -base64 32
                        .node("portal-1") // the same name after a restart
                        .keepTasksFor(Duration.ofDays(90))
                        .action(new TicketAction(tickets))
                        .build();
                id = scaffolder
                        .submit(TaskRequest.builder(ticket()).build())
                        .orThrow()
                        .id();
                scaffolder.task(id).orElseThrow().await(Duration.ofSeconds(30));
                for (Task waiting : scaffolder.tasks(TaskFilter.all().withStatus(TaskStatus.WAITING))) {
                    System.out.println(waiting.state().decision()); // which step, what about, which choices
                    waiting.decide(Choice.REPEAT);
                }
                assertEquals(
                        TaskStatus.COMPLETED,
                        scaffolder.task(id).orElseThrow().state().status());
                scaffolder.close();
            }
        }
    }

    private static Template ticket() {
        return Templates.withSteps("- {id: ticket, action: acme:ticket:create, input: {title: Operate web}}\n");
    }

    @Test
    void undoes() throws Exception {
        Tickets tickets = new Tickets();
        Template template = Templates.withSteps("""
                - {id: ticket, action: acme:ticket:create, input: {title: Operate web}}
                - {id: gone, action: acme:broken}
                """);
        try (Scaffolder scaffolder = Scaffolder.builder()
                .action(new TicketAction(tickets))
                .action(TestAction.of("acme:broken", (input, context) -> {
                    throw new IOException("no route to host");
                }))
                .onFailure(
                        OnFailure.UNDO) // or KEEP, the default, or ASK; the template and the request can say otherwise
                .build()) {
            TaskState state = scaffolder
                    .submit(TaskRequest.builder(template).build())
                    .orThrow()
                    .await(Duration.ofSeconds(30));
            System.out.println(state.error() + " " + state.undone());
            assertEquals(
                    Optional.of("closed the ticket OPS-1"),
                    state.undone().get(1).what());
            assertEquals(List.of("closed"), tickets.titles());
        }
    }

    @Test
    void mistakesAreFoundBeforeAnybodyRunsIt() throws IOException {
        Files.writeString(
                directory.resolve("template.yaml"),
                TEMPLATE.replace("${{ parameters.name }}\n", "${{ parameters.nmae }}\n"));
        Integrations integrations = Integrations.builder().build();
        UrlReader reader = UrlReaders.builder().localFiles().build();
        Validated<TemplateProgram> program = TemplateProgram.builder()
                .actions(StandardActions.of(reader, integrations, url -> List.of()))
                .read(directory.resolve("template.yaml"));
        List<Diagnostic> findings = program.findings();
        assertTrue(findings.toString().contains("did you mean \"name\"?"), findings::toString);
    }
}
