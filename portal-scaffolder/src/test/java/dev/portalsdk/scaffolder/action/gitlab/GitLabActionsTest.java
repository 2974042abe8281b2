package dev.portalsdk.scaffolder.action.gitlab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.config.Secret;
import dev.portalsdk.fakes.FakeForge;
import dev.portalsdk.fakes.ForgeRepository;
import dev.portalsdk.integration.GitIntegration;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.Scaffolder;
import dev.portalsdk.scaffolder.Task;
import dev.portalsdk.scaffolder.TaskRequest;
import dev.portalsdk.scaffolder.Templates;
import dev.portalsdk.scaffolder.TestAction;
import dev.portalsdk.scaffolder.action.StandardActions;
import dev.portalsdk.scaffolder.task.OnFailure;
import dev.portalsdk.scaffolder.task.TaskState;
import dev.portalsdk.scaffolder.task.TaskStatus;
import dev.portalsdk.source.UrlReaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevWalk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Actions that change a GitLab: run for real, run dry, repeated and undone. */
class GitLabActionsTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private FakeForge forge;
    private Scaffolder scaffolder;

    @BeforeEach
    void open() {
        forge = FakeForge.builder().host("gitlab.com").token("forge-token").start();
        forge.organization("acme/backend");
        Integrations integrations =
                Integrations.builder().add(forge.gitLabIntegration()).build();
        scaffolder = Scaffolder.builder()
                .engine(StandardActions.engine(integrations))
                .retryEffectsAfter(List.of(Duration.ofMillis(10), Duration.ofMillis(10)))
                .actions(StandardActions.builder(UrlReaders.builder().build(), integrations)
                        .build())
                .action(TestAction.local("test:file", (input, context) -> {
                    Path file = context.workspace().resolve(input.string("path").orElseThrow());
                    Files.createDirectories(file.getParent());
                    Files.writeString(file, input.string("text").orElse("x"));
                    return Value.Obj.empty();
                }))
                .action(TestAction.local("test:fail", (input, context) -> {
                    throw new IllegalStateException("told to fail");
                }))
                .build();
    }

    @AfterEach
    void close() {
        scaffolder.close();
        forge.close();
    }

    private TaskState run(String steps, OnFailure onFailure) throws InterruptedException {
        Task task = scaffolder
                .submit(TaskRequest.builder(Templates.withSteps(steps))
                        .onFailure(onFailure)
                        .build())
                .orThrow();
        return task.await(SOON);
    }

    private TaskState succeed(String steps) throws InterruptedException {
        TaskState state = run(steps, OnFailure.KEEP);
        assertEquals(TaskStatus.COMPLETED, state.status(), state::toString);
        return state;
    }

    private TaskState dry(String steps) {
        forge.clearRequests();
        TaskState state = scaffolder
                .dryRun(TaskRequest.builder(Templates.withSteps(steps)).build())
                .orThrow()
                .state();
        assertEquals(TaskStatus.COMPLETED, state.status(), state::toString);
        assertEquals(List.of(), forge.requests());
        return state;
    }

    private static Value.Obj output(TaskState state, String step) {
        return state.step(step).orElseThrow().output();
    }

    private long count(String method, String path) {
        return forge.requests().stream()
                .filter(request ->
                        request.method().equals(method) && request.path().endsWith(path))
                .count();
    }

    private ForgeRepository web() {
        return forge.repository("acme/backend/web").orElseThrow();
    }

    private static final String PUBLISH = """
            - {id: f, action: test:file, input: {path: README.md, text: hello}}
            - id: publish
              action: publish:gitlab
              input:
                repoUrl: gitlab.com?owner=acme%2Fbackend&repo=web
                defaultBranch: main
                topics: [java]
                settings: {description: A service, merge_method: ff, visibility: internal}
                ownerUsername: alice
                setUserAsOwner: true
                branches: [{name: next, create: true, protect: true, ref: main}]
                projectVariables: [{key: REGION, value: eu, masked: true}]
            """;

    @Test
    void publishSetsEverythingItIsAskedTo() throws Exception {
        forge.user("alice");
        Value.Obj pretended = output(dry(PUBLISH), "publish");

        Value.Obj output = output(succeed(PUBLISH), "publish");

        ForgeRepository web = web();
        assertEquals(Map.of("README.md", "hello"), web.files("main"));
        Value project = web.setting("project").orElseThrow();
        assertEquals(Optional.of(Value.Str.of("internal")), project.at("/visibility"));
        assertEquals(Optional.of(Value.Str.of("ff")), project.at("/merge_method"));
        assertEquals(Optional.of(Value.Str.of("java")), project.at("/topics/0"));
        assertEquals(2, web.things("members").size());
        assertEquals(Optional.of(Value.Num.of(50)), web.things("members").get(0).get("access_level"));
        assertEquals(web.commitOf("main"), web.commitOf("next"));
        assertEquals(
                List.of(Optional.of("next")),
                web.things("protected_branches").stream()
                        .map(one -> one.string("name"))
                        .toList());
        Value.Obj variable = web.things("variables").get(0);
        assertEquals(Optional.of("*"), variable.string("environment_scope"));
        assertEquals(Optional.of(Value.Bool.TRUE), variable.get("masked"));
        assertEquals(Optional.of("https://gitlab.com/acme/backend/web"), output.string("remoteUrl"));
        assertEquals(Optional.of("https://gitlab.com/acme/backend/web/-/blob/main"), output.string("repoContentsUrl"));
        assertEquals(web.commitOf("main"), output.string("commitHash"));
        assertEquals(output.keys(), pretended.keys());
        for (String known : List.of("remoteUrl", "repoContentsUrl", "created")) {
            assertEquals(output.get(known), pretended.get(known));
        }
    }

    @Test
    void nothingIsPushedIfThereIsNoSource() throws Exception {
        String steps = PUBLISH.replace("ownerUsername: alice", "sourcePath: false");

        Value.Obj output = output(succeed(steps), "publish");

        assertEquals(Map.of(), web().files("main"));
        assertFalse(output.has("commitHash"));
        assertFalse(output(dry(steps), "publish").has("commitHash"));
    }

    @Test
    void projectOfTheSameNameIsLeftAlone() throws Exception {
        forge.createRepository("acme/backend/web", Map.of("a", "b"));

        TaskState refused = run(PUBLISH, OnFailure.UNDO);
        Value.Obj skipped =
                output(succeed(PUBLISH.replace("defaultBranch", "skipExisting: true\n    defaultBranch")), "publish");

        assertTrue(refused.error().orElseThrow().contains("skipExisting"), refused::toString);
        assertEquals(Optional.of(Value.Bool.FALSE), skipped.get("created"));
        assertEquals(Map.of("a", "b"), web().files("main"));
    }

    @Test
    void answersThatAreLostMakeNothingTwice() throws Exception {
        forge.failNext("POST", "/projects", 502, Map.of());
        forge.failNext("POST", "/git-receive-pack", 500, Map.of());
        forge.failNext("GET", "/repository/branches/next", 500, Map.of());

        succeed(PUBLISH);

        assertEquals(2, count("POST", "/api/v4/projects"), "the first was not obeyed");
        assertEquals(1, web().things("variables").size());
    }

    @Test
    void whatAnEarlierAttemptHasSetIsNoMistake() throws Exception {
        forge.failNext("POST", "/variables", 502, Map.of());

        Task task = scaffolder
                .submit(TaskRequest.builder(Templates.withSteps(PUBLISH))
                        .onFailure(OnFailure.KEEP)
                        .build())
                .orThrow();
        assertEquals(
                TaskStatus.FAILED, task.await(SOON).status(), () -> task.state().toString());
        task.retry(Task.RetryFrom.FAILED_STEP, Map.of()).orThrow();

        assertEquals(TaskStatus.COMPLETED, task.await(SOON).status(), () -> task.state()
                .toString());
        assertEquals(1, count("POST", "/api/v4/projects"));
        assertEquals(1, web().things("variables").size());
        assertEquals(1, web().things("protected_branches").size());
    }

    @Test
    void projectIsDeletedAgain() throws Exception {
        TaskState state = run(PUBLISH + "- {id: bad, action: test:fail}\n", OnFailure.UNDO);

        assertEquals(
                Optional.of("deleted the project acme/backend/web"),
                state.undone().get(0).what());
        assertEquals(Optional.empty(), forge.repository("acme/backend/web"));
    }

    @Test
    void mistakesAreSaidBeforeAnythingIsMade() throws Exception {
        Map<String, String> mistakes = Map.of(
                PUBLISH.replace("acme%2Fbackend", "nobody"), "namespace nobody",
                PUBLISH.replace("visibility: internal", "visibility: hidden"), "settings.visibility must be one of",
                PUBLISH.replace("value: eu, ", ""), "needs a key and a value",
                PUBLISH.replace("topics", "signCommit: true\n    topics"), "signCommit is not supported",
                PUBLISH.replace("topics", "token: expired\n    topics"), "check the token");
        for (Map.Entry<String, String> mistake : mistakes.entrySet()) {
            TaskState state = run(mistake.getKey(), OnFailure.KEEP);
            assertTrue(state.error().orElseThrow().contains(mistake.getValue()), state::toString);
        }
        assertEquals(
                0,
                forge.requests().stream()
                        .filter(request -> request.status() == 201)
                        .count());
    }

    private static final String MERGE = """
            - {id: f, action: test:file, input: {path: src/new.txt, text: new}}
            - id: mr
              action: publish:gitlab:merge-request
              input:
                repoUrl: gitlab.com?owner=acme%2Fbackend&repo=web
                branchName: add/new
                title: Add new
                description: because
                sourcePath: src
                targetPath: sources
                assignee: alice
                reviewers: [bob, nobody]
                labels: [x, y]
                removeSourceBranch: true
                assignReviewersFromApprovalRules: true
                autoMerge: true
            """;

    @Test
    void mergeRequestChangesFilesOnABranchOfItsOwn() throws Exception {
        forge.user("alice").user("bob").createRepository("acme/backend/web", Map.of("kept.txt", "kept"));
        Value.Obj pretended = output(dry(MERGE), "mr");

        Value.Obj output = output(succeed(MERGE), "mr");

        assertEquals(Set.of("kept.txt"), web().files("main").keySet());
        assertEquals(Map.of("kept.txt", "kept", "sources/new.txt", "new"), web().files("add/new"));
        Value.Obj request = web().things("merge_requests").get(0);
        assertEquals(Optional.of("x,y"), request.string("labels"));
        assertEquals(Optional.of(Value.Bool.TRUE), request.get("remove_source_branch"));
        assertEquals(Optional.of(Value.Bool.TRUE), request.get("auto_merge"));
        assertTrue(request.has("assignee_id"));
        assertEquals(Optional.of(1), request.arr("reviewer_ids").map(Value.Arr::size));
        try (RevWalk walk = new RevWalk(web().git())) {
            PersonIdent author =
                    walk.parseCommit(web().git().resolve("add/new")).getAuthorIdent();
            assertEquals("portal@gitlab.invalid", author.getEmailAddress(), "whose token it is");
        }
        assertEquals(output, pretended);
        assertEquals(
                Optional.of("https://gitlab.com/acme/backend/web/-/merge_requests/1"),
                output.string("mergeRequestUrl"));
    }

    @Test
    void projectIsFoundByItsNumberToo() throws Exception {
        long number = forge.createRepository("acme/backend/web", Map.of("kept.txt", "kept"))
                .number();

        Value.Obj output = output(succeed(MERGE.replace("owner=acme%2Fbackend&repo=web", "project=" + number)), "mr");

        assertEquals(Optional.of(String.valueOf(number)), output.string("projectid"));
        assertTrue(web().files("add/new").containsKey("sources/new.txt"));
    }

    @Test
    void commitActionSaysWhatMayBeThere() throws Exception {
        forge.createRepository("acme/backend/web", Map.of("a.txt", "old", "b.txt", "b"));
        String steps = """
                - {id: f, action: test:file, input: {path: src/%s, text: new}}
                - {id: mr, action: 'publish:gitlab:merge-request', input: {repoUrl: gitlab.com?owner=acme/backend&repo=web, branchName: '%s', title: T, sourcePath: src, targetPath: ., commitAction: %s}}
                """.replace(", targetPath: .", "");

        TaskState create = run(steps.formatted("a.txt", "create", "create"), OnFailure.KEEP);
        TaskState update = run(steps.formatted("c.txt", "update", "update"), OnFailure.KEEP);
        succeed(steps.formatted("a.txt", "delete", "delete"));
        succeed(steps.formatted("a.txt", "skip", "skip"));
        succeed(steps.formatted("a.txt", "updated", "update"));

        assertTrue(create.error().orElseThrow().contains("Cannot create the file a.txt: it is there already"));
        assertTrue(update.error().orElseThrow().contains("Cannot update the file c.txt: it is not there"));
        assertEquals(Map.of("b.txt", "b"), web().files("delete"));
        assertEquals(web().files("main"), web().files("skip"));
        assertEquals("new", web().files("updated").get("a.txt"));
    }

    @Test
    void branchThatIsThereIsNotOverwritten() throws Exception {
        forge.createRepository("acme/backend/web", Map.of("kept.txt", "kept"));
        succeed(MERGE);

        TaskState again = run(MERGE.replace("text: new", "text: newer"), OnFailure.KEEP);

        assertTrue(again.error().orElseThrow().contains("exists already"), again::toString);
        assertEquals("new", web().files("add/new").get("sources/new.txt"));
    }

    @Test
    void mergeRequestIsOpenedOnceAndUndone() throws Exception {
        forge.createRepository("acme/backend/web", Map.of("kept.txt", "kept"));
        forge.failNext("POST", "/merge_requests", 502, Map.of());

        TaskState state = run(MERGE + "- {id: bad, action: test:fail}\n", OnFailure.UNDO);

        assertEquals(1, web().things("merge_requests").size());
        assertEquals(
                Optional.of("closed the merge request 1 of acme/backend/web"),
                state.undone().get(0).what());
        assertEquals(
                Optional.of("closed"), web().things("merge_requests").get(0).string("state"));
        assertEquals(Optional.empty(), web().commitOf("refs/heads/add/new"));
    }

    @Test
    void plainGitPushesToGitLabAndToAnyGitHostThatIsConfigured() throws Exception {
        ForgeRepository empty = forge.createRepository("acme/backend/web", Map.of());
        String steps = """
                - {id: f, action: test:file, input: {path: a.txt}}
                - {id: push, action: publish:git, input: {remoteUrl: '%s'}}
                """.formatted(empty.cloneUrl());
        dry(steps);
        succeed(steps);
        assertEquals(Map.of("a.txt", "x"), web().files("main"));

        Integrations plain = Integrations.builder()
                .add(GitIntegration.builder("git.acme.io")
                        .cloneBaseUrl(forge.url() + "/acme")
                        .user("git")
                        .token(Secret.of("forge-token"))
                        .build())
                .build();
        forge.createRepository("acme/other", Map.of());
        forge.createRepository("elsewhere/other", Map.of());
        try (Scaffolder own = Scaffolder.builder()
                .actions(StandardActions.builder(UrlReaders.builder().build(), plain)
                        .build())
                .build()) {
            String other =
                    "- {id: push, action: publish:git, input: {remoteUrl: '" + forge.url() + "/acme/other.git'}}\n";
            TaskState pushed = own.submit(
                            TaskRequest.builder(Templates.withSteps(other)).build())
                    .orThrow()
                    .await(SOON);
            TaskState refused = own.submit(
                            TaskRequest.builder(Templates.withSteps(other.replace("/acme/", "/elsewhere/")))
                                    .build())
                    .orThrow()
                    .await(SOON);

            assertEquals(TaskStatus.COMPLETED, pushed.status(), pushed::toString);
            assertTrue(refused.error().orElseThrow().contains("not configured under integrations"), refused::toString);
        }
    }
}
