package dev.portalsdk.scaffolder.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.fakes.FakeForge;
import dev.portalsdk.fakes.ForgeRepository;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.Scaffolder;
import dev.portalsdk.scaffolder.Task;
import dev.portalsdk.scaffolder.TaskRequest;
import dev.portalsdk.scaffolder.Template;
import dev.portalsdk.scaffolder.Templates;
import dev.portalsdk.scaffolder.task.StepStatus;
import dev.portalsdk.scaffolder.task.TaskState;
import dev.portalsdk.scaffolder.task.TaskStatus;
import dev.portalsdk.source.UrlReaders;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The seed's Python template, unchanged, from its form to the repository and the catalog. */
class SeedTemplateTest {
    private static final Value.Obj VALUES = Templates.values(
            "{'name': 'payments', 'owner': 'group:default/team-a', 'description': 'Takes money: a lot',"
                    + " 'database': 'postgresql', 'port': 8000}");

    private final List<String> registered = new ArrayList<>();
    private FakeForge forge;
    private Scaffolder scaffolder;

    @BeforeEach
    void open() {
        forge = FakeForge.builder().token("forge-token").start();
        forge.organization("myorg");
        forge.user("alice");
        scaffolder = Scaffolder.builder()
                .engine(StandardActions.engine(forge.integrations()))
                .actions(StandardActions.of(
                        UrlReaders.builder()
                                .localFiles()
                                .integrations(forge.integrations())
                                .build(),
                        forge.integrations(),
                        url -> {
                            registered.add(url);
                            return List.of(
                                    new EntityRef("location", "default", "generated-1"),
                                    new EntityRef("component", "default", "payments"));
                        }))
                .build();
    }

    @AfterEach
    void close() {
        scaffolder.close();
        forge.close();
    }

    private static Template seed() throws Exception {
        return Templates.read(Path.of(SeedTemplateTest.class
                .getResource("/seed/python-service/template.yaml")
                .toURI()));
    }

    private Task run(Template template, Value.Obj values) throws InterruptedException {
        Task task = scaffolder
                .submit(TaskRequest.builder(template).values(values).build())
                .orThrow();
        assertTrue(task.await(Duration.ofSeconds(30)).status().isTerminal());
        return task;
    }

    @Test
    void createsTheServiceInARepositoryAndRegistersIt() throws Exception {
        Task task = run(seed(), VALUES);

        TaskState state = task.state();
        assertEquals(TaskStatus.COMPLETED, state.status(), () -> state + "\n" + task.log());
        ForgeRepository repository = forge.repository("myorg/payments").orElseThrow();
        Map<String, String> files = repository.files("main");
        assertEquals(
                Set.of(
                        ".github/workflows/ci.yaml",
                        "Dockerfile",
                        "catalog-info.yaml",
                        "main.py",
                        "payments/__init__.py"),
                files.keySet());
        assertEquals("""
                from fastapi import FastAPI
                import asyncpg

                app = FastAPI(title="payments")


                @app.get("/health")
                async def health() -> dict[str, str]:
                    return {"status": "ok"}
                """, files.get("main.py"));
        assertTrue(files.get(".github/workflows/ci.yaml")
                .endsWith("      - run: echo \"service payments\"\n      - run: echo \"commit ${{ github.sha }}\"\n"));
        assertTrue(files.get("catalog-info.yaml").contains("  owner: \"group:default/team-a\"\n"));
        assertTrue(files.get("Dockerfile").contains("EXPOSE 8000\n"));
        assertTrue(repository.isPrivate(), "internal is not public");
        assertEquals(List.of("https://github.com/myorg/payments/tree/main/catalog-info.yaml"), registered);
    }

    @Test
    void outputsAreWhatLaterStepsAndPeopleNeed() throws Exception {
        TaskState state = run(seed(), VALUES).state();

        ForgeRepository repository = forge.repository("myorg/payments").orElseThrow();
        Value.Obj published = state.step("publish").orElseThrow().output();
        assertEquals(Optional.of(repository.cloneUrl()), published.string("remoteUrl"));
        assertEquals(Optional.of("https://github.com/myorg/payments/blob/main"), published.string("repoContentsUrl"));
        assertEquals(repository.commitOf("main"), published.string("commitHash"));
        assertEquals(
                Optional.of(Value.Str.of("component:default/payments")),
                state.output().at("/links/1/entityRef"));
        assertEquals(
                Optional.of(Value.Str.of(repository.cloneUrl())), state.output().at("/links/0/url"));
    }

    @Test
    void tokenIsInNoJournal() throws Exception {
        Task task = run(seed(), VALUES);

        assertEquals(TaskStatus.COMPLETED, task.state().status(), "the forge lets in nobody without its token");
        assertFalse(task.journal(0).toString().contains("forge-token"));
    }

    @Test
    void commitIsAuthoredAsAsked() throws Exception {
        Template template = Templates.read(
                Path.of(SeedTemplateTest.class
                                .getResource("/seed/python-service/template.yaml")
                                .toURI())
                        .resolveSibling("other.yaml")
                        .toString(),
                """
                apiVersion: scaffolder.backstage.io/v1beta3
                kind: Template
                metadata: {name: other}
                spec:
                  type: service
                  steps:
                    - {action: fetch:plain, input: {url: ./skeleton, targetPath: out}}
                    - id: publish
                      action: publish:github
                      input:
                        repoUrl: github.com?owner=portal&repo=tools
                        sourcePath: out
                        gitCommitMessage: first light
                        gitAuthorName: Alice
                        gitAuthorEmail: alice@acme.io
                        protectDefaultBranch: false
                """);

        TaskState state = run(template, Value.Obj.empty()).state();

        assertEquals(TaskStatus.COMPLETED, state.status(), state::toString);
        ForgeRepository repository = forge.repository("portal/tools").orElseThrow();
        Repository git = repository.git();
        RevCommit commit = git.parseCommit(git.resolve("refs/heads/master"));
        assertEquals("first light", commit.getFullMessage());
        assertEquals("Alice", commit.getAuthorIdent().getName());
        assertEquals("alice@acme.io", commit.getAuthorIdent().getEmailAddress());
        assertTrue(repository.files("master").containsKey("${{ values.name }}/__init__.py"), "plain means plain");
    }

    @Test
    void repositoryThatIsThereFailsTheStepAndKeepsItsContent() throws Exception {
        forge.createRepository("myorg/payments", Map.of("precious.txt", "x"));

        TaskState state = run(seed(), VALUES).state();

        assertEquals(StepStatus.FAILED, state.step("publish").orElseThrow().status());
        assertTrue(
                state.error().orElseThrow().contains("name already exists on this account"), state.error()::toString);
        assertEquals(StepStatus.SKIPPED, state.step("register").orElseThrow().status());
        assertEquals(
                Set.of("precious.txt"),
                forge.repository("myorg/payments").orElseThrow().files().keySet());
        assertEquals(List.of(), registered);
    }

    @Test
    void dryRunTouchesNoRemote() throws Exception {
        Scaffolder.DryRun run = scaffolder
                .dryRun(TaskRequest.builder(seed()).values(VALUES).build())
                .orThrow();

        assertEquals(
                TaskStatus.COMPLETED, run.state().status(), () -> run.state().toString());
        assertTrue(run.files().containsKey("payments/__init__.py"));
        assertEquals(List.of(), forge.requests());
        assertEquals(List.of(), registered);
    }

    @Test
    void unknownHostIsNamed() throws Exception {
        Template template =
                Templates.withSteps("- {action: publish:github, input: {repoUrl: 'git.acme.io?owner=a&repo=b'}}\n");

        TaskState state = run(template, Value.Obj.empty()).state();

        assertTrue(state.error().orElseThrow().contains("no integration is configured for the host git.acme.io"));
    }
}
