package dev.portalsdk.scaffolder.action.github;

import static dev.portalsdk.scaffolder.Templates.values;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.config.Secret;
import dev.portalsdk.fakes.FakeForge;
import dev.portalsdk.fakes.ForgeRepository;
import dev.portalsdk.integration.GitHubIntegration;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.CatalogLocations;
import dev.portalsdk.scaffolder.Notification;
import dev.portalsdk.scaffolder.Scaffolder;
import dev.portalsdk.scaffolder.ScaffolderAction;
import dev.portalsdk.scaffolder.Task;
import dev.portalsdk.scaffolder.TaskRequest;
import dev.portalsdk.scaffolder.Template;
import dev.portalsdk.scaffolder.Templates;
import dev.portalsdk.scaffolder.TestAction;
import dev.portalsdk.scaffolder.action.StandardActions;
import dev.portalsdk.scaffolder.task.Choice;
import dev.portalsdk.scaffolder.task.OnFailure;
import dev.portalsdk.scaffolder.task.TaskEvent;
import dev.portalsdk.scaffolder.task.TaskState;
import dev.portalsdk.scaffolder.task.TaskStatus;
import dev.portalsdk.source.UrlReaders;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Actions that change a forge: run for real, run dry, repeated and undone. */
class GitHubActionsTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    /** Which entity a file defines is not known before it is read. */
    private static final Set<String> MAY_BE_MISSING = Set.of("entityRef: string");

    private final List<String> registered = new ArrayList<>();
    private final List<Notification> sent = new ArrayList<>();
    private FakeForge forge;
    private Scaffolder scaffolder;

    @BeforeEach
    void open() {
        forge = FakeForge.builder().token("forge-token").start();
        forge.organization("acme");
        scaffolder = Scaffolder.builder()
                .engine(StandardActions.engine(forge.integrations()))
                .retryEffectsAfter(List.of(Duration.ofMillis(10), Duration.ofMillis(10)))
                .actions(actions())
                .action(TestAction.local("test:file", (input, context) -> {
                    String path = input.string("path").orElseThrow();
                    Files.createDirectories(context.workspace().resolve(path).getParent());
                    Files.writeString(
                            context.workspace().resolve(path),
                            input.string("text").orElse("x"));
                    return Value.Obj.empty();
                }))
                .action(TestAction.local("test:fail", (input, context) -> {
                    throw new IllegalStateException("told to fail");
                }))
                .build();
    }

    private List<ScaffolderAction<?, ?>> actions() {
        return StandardActions.builder(
                        UrlReaders.builder().integrations(forge.integrations()).build(), forge.integrations())
                .registrar(new CatalogLocations() {
                    @Override
                    public List<EntityRef> register(String url) {
                        registered.add(url);
                        return List.of(EntityRef.parse("component:default/web"));
                    }

                    @Override
                    public boolean isRegistered(String url) {
                        return registered.contains(url);
                    }

                    @Override
                    public void unregister(String url) {
                        registered.remove(url);
                    }
                })
                .catalog((ref, user) -> Optional.empty())
                .notifications(sent::add)
                .build();
    }

    @AfterEach
    void close() {
        scaffolder.close();
        forge.close();
    }

    private Task run(String steps, OnFailure onFailure) throws InterruptedException {
        Task task = scaffolder
                .submit(TaskRequest.builder(Templates.withSteps(steps))
                        .onFailure(onFailure)
                        .build())
                .orThrow();
        task.await(SOON);
        return task;
    }

    private TaskState run(String steps) throws InterruptedException {
        return run(steps, OnFailure.KEEP).state();
    }

    /**
     * Runs steps dry and then for real: nothing is sent before, and dry outputs have the types of the real ones. What only the remote knows may be
     * left out if the schema says that it may.
     */
    private TaskState dryAndReal(String steps) throws InterruptedException {
        forge.clearRequests();
        TaskState dry = scaffolder
                .dryRun(TaskRequest.builder(Templates.withSteps(steps)).build())
                .orThrow()
                .state();
        assertEquals(TaskStatus.COMPLETED, dry.status(), dry::toString);
        assertEquals(List.of(), forge.requests());
        TaskState real = run(steps);
        assertEquals(TaskStatus.COMPLETED, real.status(), real::toString);
        for (int i = 0; i < real.steps().size(); i++) {
            Set<String> missing = shape(real.steps().get(i).output());
            Set<String> pretended = shape(dry.steps().get(i).output());
            assertTrue(missing.containsAll(pretended), () -> pretended + " dry, but in fact " + missing);
            missing.removeAll(pretended);
            missing.removeAll(MAY_BE_MISSING);
            assertEquals(Set.of(), missing, real.steps().get(i).id());
        }
        return real;
    }

    private static Set<String> shape(Value.Obj output) {
        Set<String> shape = new TreeSet<>();
        output.forEach((key, value) -> shape.add(key + ": " + value.typeName()));
        return shape;
    }

    private long count(String method, String path) {
        return forge.requests().stream()
                .filter(request ->
                        request.method().equals(method) && request.path().endsWith(path))
                .count();
    }

    private static final String PUBLISH = """
            - {id: f, action: test:file, input: {path: README.md, text: hello}}
            - id: publish
              action: publish:github
              input:
                repoUrl: github.com?owner=acme&repo=web
                description: A service
                defaultBranch: main
                topics: [Java, api]
                collaborators:
                  - {access: push, user: 'user:default/bob'}
                  - {access: admin, team: platform}
                repoVariables: {REGION: eu}
                requireCodeOwnerReviews: true
                requiredStatusCheckContexts: [build]
                requiredCommitSigning: true
                subscribe: true
                oidcCustomization: {useDefault: false, includeClaimKeys: [repo]}
            """;

    @Test
    void publishSetsEverythingItIsAskedTo() throws Exception {
        dryAndReal(PUBLISH);

        ForgeRepository web = forge.repository("acme/web").orElseThrow();
        assertEquals(Map.of("README.md", "hello"), web.files("main"));
        assertEquals(Optional.of(values("{'names': ['java', 'api']}")), web.setting("topics"));
        assertEquals(Optional.of(values("{'permission': 'push'}")), web.setting("collaborators/bob"));
        assertEquals(Optional.of(values("{'permission': 'admin'}")), web.setting("collaborators/platform"));
        assertEquals(List.of(values("{'name': 'REGION', 'value': 'eu'}")), web.things("variables"));
        Value rules = web.setting("branches/main/protection").orElseThrow();
        assertEquals(
                Optional.of(Value.Bool.TRUE), rules.at("/required_pull_request_reviews/require_code_owner_reviews"));
        assertEquals(Optional.of(Value.Arr.of(Value.Str.of("build"))), rules.at("/required_status_checks/contexts"));
        assertTrue(web.setting("branches/main/protection/required_signatures").isPresent());
        assertTrue(web.setting("subscription").isPresent());
        assertTrue(web.setting("actions/oidc/customization/sub").isPresent());
    }

    @Test
    void answerThatIsLostCreatesNoSecondRepository() throws Exception {
        forge.failNext("POST", "/orgs/acme/repos", 502, Map.of());
        forge.failNext("GET", "/git/x", 500, Map.of());

        TaskState state = run(PUBLISH);

        assertEquals(TaskStatus.COMPLETED, state.status(), state::toString);
        assertEquals(2, count("POST", "/orgs/acme/repos"), "the first was not obeyed");
    }

    @Test
    void serverErrorsOnTheWayAreOvercome() throws Exception {
        forge.failNext("PUT", "/topics", 500, Map.of());
        forge.failNext("PUT", "/protection", 503, Map.of());
        forge.failNext("POST", "/git-receive-pack", 500, Map.of());

        TaskState state = run(PUBLISH);

        assertEquals(TaskStatus.COMPLETED, state.status(), state::toString);
        assertEquals(1, count("POST", "/orgs/acme/repos"));
        assertEquals(1, forge.repository("acme/web").orElseThrow().files("main").size());
    }

    @Test
    void expiredTokenIsSaidAndNothingIsLeft() throws Exception {
        TaskState state = run(PUBLISH.replace("defaultBranch: main", "defaultBranch: main\n    token: expired"));

        assertEquals(TaskStatus.FAILED, state.status());
        assertTrue(state.error().orElseThrow().contains("check the token"), state::toString);
        assertFalse(state.toString().contains("forge-token"));
    }

    @Test
    void rejectedPushFailsTheStepAndUndoDeletesTheRepository() throws Exception {
        forge.failNext("GET", "/info/refs", 403, Map.of());

        Task task = run(PUBLISH, OnFailure.UNDO);

        assertEquals(
                TaskStatus.FAILED, task.state().status(), () -> task.state().toString());
        assertEquals(Optional.empty(), forge.repository("acme/web"));
        assertEquals(
                Optional.of("deleted the repository acme/web"),
                task.state().undone().get(0).what());
    }

    @Test
    void undoThatFailsIsListed() throws Exception {
        for (int i = 0; i < 3; i++) {
            forge.failNext("DELETE", "/repos/acme/web", 500, Map.of());
        }

        TaskState state = run(PUBLISH + "- {id: bad, action: test:fail}\n", OnFailure.UNDO)
                .state();

        assertEquals(TaskStatus.FAILED, state.status());
        TaskEvent.Undone undone = state.undone().get(0);
        assertEquals(Optional.empty(), undone.what());
        assertTrue(undone.problem().orElseThrow().contains("told to fail"), undone::toString);
        assertTrue(forge.repository("acme/web").isPresent());
    }

    @Test
    void createThenPush() throws Exception {
        TaskState state = dryAndReal("""
                - {id: f, action: test:file, input: {path: a.txt}}
                - {id: create, action: 'github:repo:create', input: {repoUrl: github.com?owner=acme&repo=api, topics: [x]}}
                - {id: push, action: 'github:repo:push', input: {repoUrl: github.com?owner=acme&repo=api, defaultBranch: main}}
                """);

        ForgeRepository api = forge.repository("acme/api").orElseThrow();
        assertEquals(Set.of("a.txt"), api.files("main").keySet());
        assertEquals(
                api.commitOf("main"), state.step("push").orElseThrow().output().string("commitHash"));
    }

    private static final String PULL = """
            - {id: f, action: test:file, input: {path: src/new.txt, text: new}}
            - {id: g, action: test:file, input: {path: .gitignore, text: 'secret.txt'}}
            - {id: h, action: test:file, input: {path: secret.txt, text: hidden}}
            - id: pr
              action: publish:github:pull-request
              input:
                repoUrl: github.com?owner=acme&repo=web
                branchName: add/new
                title: Add new
                description: because
                filesToDelete: [old.txt]
                reviewers: [bob]
                assignees: [alice]
            """;

    @Test
    void pullRequestChangesFilesOnABranchOfItsOwn() throws Exception {
        forge.createRepository("acme/web", Map.of("old.txt", "old", "kept.txt", "kept"));

        TaskState state = dryAndReal(PULL);

        ForgeRepository web = forge.repository("acme/web").orElseThrow();
        assertEquals(Set.of("old.txt", "kept.txt"), web.files("main").keySet());
        assertEquals(
                Set.of("kept.txt", "src/new.txt", ".gitignore"),
                web.files("add/new").keySet());
        Value.Obj pull = web.things("pulls").get(0);
        assertEquals(Optional.of("Add new"), pull.string("title"));
        assertEquals(Optional.of(Value.Arr.of(Value.Str.of("bob"))), pull.get("reviewers"));
        assertEquals(Optional.of(Value.Arr.of(Value.Str.of("alice"))), pull.get("assignees"));
        assertEquals(
                Optional.of(Value.Num.of(1)),
                state.step("pr").orElseThrow().output().get("pullRequestNumber"));
    }

    @Test
    void pullRequestIsUndone() throws Exception {
        forge.createRepository("acme/web", Map.of("old.txt", "old"));

        TaskState state =
                run(PULL + "- {id: bad, action: test:fail}\n", OnFailure.UNDO).state();

        ForgeRepository web = forge.repository("acme/web").orElseThrow();
        assertEquals(
                Optional.of("closed the pull request 1 of acme/web"),
                state.undone().get(0).what());
        assertEquals(Optional.of("closed"), web.things("pulls").get(0).string("state"));
        assertEquals(Optional.empty(), web.commitOf("refs/heads/add/new"));
    }

    @Test
    void pullRequestOverABranchThatIsThereNeedsUpdate() throws Exception {
        forge.createRepository("acme/web", Map.of("old.txt", "old"));
        assertEquals(TaskStatus.COMPLETED, run(PULL).status());

        TaskState refused = run(PULL);
        TaskState updated =
                run(PULL.replace("text: new}", "text: newer}").replace("branchName", "update: true\n    branchName"));

        assertTrue(refused.error().orElseThrow().contains("set update: true"), refused::toString);
        assertEquals(TaskStatus.COMPLETED, updated.status(), updated::toString);
        ForgeRepository web = forge.repository("acme/web").orElseThrow();
        assertEquals(1, web.things("pulls").size());
        assertEquals("newer", web.files("add/new").get("src/new.txt"));
    }

    @Test
    void pullRequestWithoutChangesIsLeftOutIfItIsTo() throws Exception {
        forge.createRepository("acme/web", Map.of("a.txt", "x"));

        TaskState state = run("""
                - {id: f, action: test:file, input: {path: a.txt}}
                - id: pr
                  action: publish:github:pull-request
                  input: {repoUrl: github.com?owner=acme&repo=web, branchName: b, title: t, description: d, createWhenEmpty: false}
                """);

        assertEquals(TaskStatus.COMPLETED, state.status(), state::toString);
        assertEquals(Value.Obj.empty(), state.step("pr").orElseThrow().output());
        assertEquals(List.of(), forge.repository("acme/web").orElseThrow().things("pulls"));
    }

    @Test
    void smallThingsAreMadeAndUndone() throws Exception {
        forge.createRepository("acme/web", Map.of("a", "b"));
        String steps = """
                - {id: issue, action: 'github:issues:create', input: {repoUrl: github.com?owner=acme&repo=web, title: Do it, labels: [x], milestone: 3}}
                - {id: hook, action: 'github:webhook', input: {repoUrl: github.com?owner=acme&repo=web, webhookUrl: 'https://hooks.acme.io/x', webhookSecret: h00k, events: [push, issues]}}
                - {id: protect, action: 'github:branch-protection:create', input: {repoUrl: github.com?owner=acme&repo=web, requiredApprovingReviewCount: 2}}
                - {id: go, action: 'github:actions:dispatch', input: {repoUrl: github.com?owner=acme&repo=web, workflowId: ci.yml, branchOrTagName: main, workflowInputs: {a: b}, returnWorkflowRunDetails: true}}
                - {id: register, action: catalog:register, input: {catalogInfoUrl: 'https://github.com/acme/web/blob/main/catalog-info.yaml'}}
                - {id: tell, action: notification:send, input: {recipients: entity, entityRefs: ['group:default/team-a'], title: Done}}
                """;
        TaskState real = dryAndReal(
                steps.replace("- {id: register", "- {id: register").replace("catalog-info.yaml", "other.yaml"));
        ForgeRepository web = forge.repository("acme/web").orElseThrow();
        assertEquals(1, web.things("issues").size());
        assertEquals(
                Optional.of(Value.Str.of("h00k")), web.things("hooks").get(0).at("/config/secret"));
        assertEquals(1, web.things("runs").size());
        assertTrue(web.setting("branches/main/protection").isPresent());
        assertEquals(
                List.of("team-a"),
                sent.get(0).recipients().stream().map(EntityRef::name).toList());
        assertTrue(real.step("go")
                .orElseThrow()
                .output()
                .string("workflowRunHtmlUrl")
                .orElseThrow()
                .startsWith("https://github.com/acme/web/actions/runs/"));

        forge.createRepository("acme/other", Map.of("a", "b"));
        TaskState undone = run(
                        steps.replace("repo=web", "repo=other").replace("x'", "y'")
                                + "- {id: bad, action: test:fail}\n",
                        OnFailure.UNDO)
                .state();
        ForgeRepository other = forge.repository("acme/other").orElseThrow();
        assertEquals(Optional.of("closed"), other.things("issues").get(0).string("state"));
        assertEquals(List.of(), other.things("hooks"));
        assertEquals(Optional.empty(), other.setting("branches/main/protection"));
        assertEquals(1, registered.size());
        assertEquals(
                List.of("tell", "go"),
                undone.undone().stream()
                        .filter(one -> one.problem().isPresent())
                        .map(TaskEvent.Undone::stepId)
                        .toList());
    }

    @Test
    void workflowOfWhichNobodyKnowsWhetherItRunsIsNotStartedTwice() throws Exception {
        forge.createRepository("acme/web", Map.of("a", "b"));
        forge.failNext("POST", "/dispatches", 502, Map.of());

        Task task = run(
                "- {id: go, action: 'github:actions:dispatch', input: {repoUrl: github.com?owner=acme&repo=web, workflowId: ci.yml, branchOrTagName: main}}\n",
                OnFailure.KEEP);

        assertEquals(TaskStatus.WAITING, task.state().status());
        assertTrue(task.state().decision().orElseThrow().question().contains("start the workflow ci.yml of acme/web"));
        assertEquals(1, count("POST", "/dispatches"));
        task.decide(Choice.REPEAT);
        assertEquals(TaskStatus.COMPLETED, task.await(SOON).status());
        assertEquals(2, count("POST", "/dispatches"));
    }

    @Test
    void pushesToARepositoryOfAnyConfiguredHostAndToNoOther() throws Exception {
        ForgeRepository empty = forge.createRepository("acme/empty", Map.of());
        TaskState state = dryAndReal("""
                - {id: f, action: test:file, input: {path: a.txt}}
                - {id: push, action: publish:git, input: {remoteUrl: '%s'}}
                """.formatted(empty.cloneUrl()));
        assertEquals(
                empty.commitOf("main"),
                state.step("push").orElseThrow().output().string("commitHash"));

        for (String other :
                List.of("https://evil.example/a.git", "file:///etc", "https://x:y@github.com/a/b.git", "ssh://a/b")) {
            TaskState refused =
                    run("- {id: push, action: publish:git, input: {remoteUrl: '" + other + "', token: t}}\n");
            assertEquals(TaskStatus.FAILED, refused.status(), other);
        }
    }

    @Test
    void tokensOfAnAppAreUsedForItsOwners() throws Exception {
        GitHubIntegration integration = GitHubIntegration.builder("github.com")
                .apiBaseUrl(forge.apiBaseUrl())
                .cloneBaseUrl(forge.url())
                .app(forge.app("acme").credentials())
                .build();
        Integrations integrations = Integrations.builder().add(integration).build();
        try (Scaffolder own = Scaffolder.builder()
                .engine(StandardActions.engine(integrations))
                .actions(StandardActions.builder(UrlReaders.builder().build(), integrations)
                        .build())
                .action(TestAction.local("test:file", (input, context) -> {
                    Files.writeString(context.workspace().resolve("a"), "x");
                    return input;
                }))
                .build()) {
            Template template = Templates.withSteps("""
                    - {action: test:file}
                    - {action: publish:github, input: {repoUrl: github.com?owner=acme&repo=web, defaultBranch: main}}
                    """);

            own.dryRun(TaskRequest.builder(template).build()).orThrow();
            assertEquals(List.of(), forge.requests(), "a dry run asks for no token");
            TaskState state =
                    own.submit(TaskRequest.builder(template).build()).orThrow().await(SOON);

            assertEquals(TaskStatus.COMPLETED, state.status(), state::toString);
            assertEquals(
                    Set.of("a"),
                    forge.repository("acme/web").orElseThrow().files("main").keySet());
        }
    }

    @Test
    void secretsOfARepositoryAreEncryptedForItAndInNoJournal() throws Exception {
        String steps = """
                - {id: f, action: test:file, input: {path: README.md}}
                - id: publish
                  action: publish:github
                  input:
                    repoUrl: github.com?owner=acme&repo=web
                    secrets: {DEPLOY_KEY: '${{ secrets.deploy }}', empty: ''}
                """;
        forge.failNext("PUT", "/actions/secrets/DEPLOY_KEY", 500, Map.of());
        Task task = scaffolder
                .submit(TaskRequest.builder(Templates.withSteps(steps))
                        .secret("deploy", Secret.of("d3ploy-k\u00e9y"))
                        .build())
                .orThrow();

        TaskState state = task.await(SOON);

        assertEquals(TaskStatus.COMPLETED, state.status(), state::toString);
        ForgeRepository web = forge.repository("acme/web").orElseThrow();
        assertEquals(Optional.of("d3ploy-k\u00e9y"), web.secret("DEPLOY_KEY"));
        assertEquals(Optional.of(""), web.secret("EMPTY"));
        assertFalse(forge.requests().toString().contains("d3ploy"));
        assertFalse((task.journal(0).toString() + task.log()).contains("d3ploy"));
    }

    @Test
    void secretWhoseNameGitHubRefusesFailsTheStepWithWhatItSays() throws Exception {
        TaskState state = run("""
                - id: create
                  action: github:repo:create
                  input: {repoUrl: github.com?owner=acme&repo=web, secrets: {'GITHUB_X': 'b'}}
                """);

        assertTrue(state.error().orElseThrow().contains("did not set the secret GITHUB_X: HTTP 422"), state::toString);
    }
}
