package dev.portalsdk.scaffolder.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.config.Secret;
import dev.portalsdk.fakes.FakeForge;
import dev.portalsdk.fakes.RecordedRequest;
import dev.portalsdk.integration.GitIntegration;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.EntityValidator;
import dev.portalsdk.model.Value;
import dev.portalsdk.model.kind.Kinds;
import dev.portalsdk.scaffolder.ActionContext;
import dev.portalsdk.scaffolder.ActionDescriptor;
import dev.portalsdk.scaffolder.Notification;
import dev.portalsdk.scaffolder.Scaffolder;
import dev.portalsdk.scaffolder.TaskRequest;
import dev.portalsdk.scaffolder.Template;
import dev.portalsdk.scaffolder.Templates;
import dev.portalsdk.scaffolder.TestAction;
import dev.portalsdk.scaffolder.internal.JsonSchema;
import dev.portalsdk.scaffolder.task.TaskState;
import dev.portalsdk.scaffolder.task.TaskStatus;
import dev.portalsdk.source.UrlReaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every action that is registered, run dry and for real on fakes: outputs that follow from the input are the same in both, others obey the schema; so do
 * the files; and a dry run sends nothing.
 */
class EveryActionTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private static final Value.Obj COMPONENT =
            Templates.values("{'apiVersion': 'backstage.io/v1alpha1', 'kind': 'Component', 'metadata': {'name': 'web'},"
                    + " 'spec': {'type': 'service', 'lifecycle': 'production', 'owner': 'team-a'}}");

    /**
     * How one action is called.
     *
     * @param input of the step, JSON with single quotes
     * @param known what it must give, dry and for real
     * @param remote the names of what only the forge can know
     */
    private record Row(String action, String input, String known, Set<String> remote) {
        static Row of(String action, String input) {
            return new Row(action, input, "{}", Set.of());
        }

        static Row of(String action, String input, String known, String... remote) {
            return new Row(action, input, known, Set.of(remote));
        }
    }

    private static final List<Row> TABLE = List.of(
            Row.of("debug:log", "{'message': 'hello', 'listWorkspace': 'with-contents'}"),
            Row.of("debug:wait", "{'milliseconds': 1}"),
            Row.of("fetch:plain", "{'url': './skeleton', 'targetPath': 'plain'}"),
            Row.of("fetch:plain:file", "{'url': './skeleton/b.txt', 'targetPath': 'plain.txt'}"),
            Row.of("fetch:template", "{'url': './skeleton', 'targetPath': 'filled', 'values': {'name': 'web'}}"),
            Row.of(
                    "fetch:template:file",
                    "{'url': './skeleton/b.txt', 'targetPath': 'filled.txt', 'values': {'name': 'web'}}"),
            Row.of("workspace:template", "{'sourcePath': 'raw', 'targetPath': 'done', 'values': {'name': 'web'}}"),
            Row.of(
                    "workspace:template:file",
                    "{'sourcePath': 'raw/a.txt', 'targetPath': 'done.txt', 'values': {'name': 'web'}}"),
            Row.of("fs:delete", "{'files': ['raw/*.txt']}"),
            Row.of("fs:rename", "{'files': [{'from': 'README.md', 'to': 'docs/index.md'}]}"),
            Row.of("fs:readdir", "{'paths': ['.'], 'recursive': true}", "{}", "files", "folders"),
            Row.of("catalog:write", "{'entity': " + COMPONENT.toJson().replace('"', '\'') + "}"),
            Row.of(
                    "catalog:fetch",
                    "{'entityRef': 'component:default/web'}",
                    "{'entity': " + component().toValue().toJson().replace('"', '\'') + "}"),
            Row.of(
                    "catalog:register",
                    "{'catalogInfoUrl': 'https://github.com/acme/web/blob/main/catalog-info.yaml'}",
                    "{'catalogInfoUrl': 'https://github.com/acme/web/blob/main/catalog-info.yaml'}",
                    "entityRef"),
            Row.of("notification:send", "{'recipients': 'broadcast', 'title': 'Done'}"),
            Row.of(
                    "publish:git",
                    "{'remoteUrl': 'GIT/acme/empty.git'}",
                    "{'remoteUrl': 'GIT/acme/empty.git'}",
                    "commitHash"),
            Row.of(
                    "publish:github",
                    "{'repoUrl': 'github.com?owner=acme&repo=new', 'defaultBranch': 'main'}",
                    "{'remoteUrl': 'CLONE/acme/new.git', 'repoContentsUrl': 'https://github.com/acme/new/blob/main'}",
                    "commitHash"),
            Row.of(
                    "publish:github:pull-request",
                    "{'repoUrl': 'github.com?owner=acme&repo=web', 'branchName': 'b', 'title': 't', 'description': 'd'}",
                    "{'targetBranchName': 'main'}",
                    "remoteUrl",
                    "pullRequestNumber"),
            Row.of(
                    "github:repo:create",
                    "{'repoUrl': 'github.com?owner=acme&repo=new'}",
                    "{'remoteUrl': 'CLONE/acme/new.git', 'repoContentsUrl': 'https://github.com/acme/new/blob/master'}"),
            Row.of(
                    "github:repo:push",
                    "{'repoUrl': 'github.com?owner=acme&repo=empty', 'defaultBranch': 'main'}",
                    "{'remoteUrl': 'CLONE/acme/empty.git', 'repoContentsUrl': 'https://github.com/acme/empty/blob/main'}",
                    "commitHash"),
            Row.of(
                    "github:actions:dispatch",
                    "{'repoUrl': 'github.com?owner=acme&repo=web', 'workflowId': 'ci.yml', 'branchOrTagName': 'main',"
                            + " 'returnWorkflowRunDetails': true}",
                    "{}",
                    "workflowRunId",
                    "workflowRunUrl",
                    "workflowRunHtmlUrl"),
            Row.of(
                    "github:issues:create",
                    "{'repoUrl': 'github.com?owner=acme&repo=web', 'title': 'Do it'}",
                    "{}",
                    "issueUrl",
                    "issueNumber"),
            Row.of(
                    "github:webhook",
                    "{'repoUrl': 'github.com?owner=acme&repo=web', 'webhookUrl': 'https://hooks.acme.io/x'}"),
            Row.of("github:branch-protection:create", "{'repoUrl': 'github.com?owner=acme&repo=web'}"),
            Row.of(
                    "publish:gitlab",
                    "{'repoUrl': 'gitlab.com?owner=acme&repo=new', 'defaultBranch': 'main'}",
                    "{'remoteUrl': 'https://gitlab.com/acme/new', 'created': true,"
                            + " 'repoContentsUrl': 'https://gitlab.com/acme/new/-/blob/main'}",
                    "projectId",
                    "commitHash"),
            Row.of(
                    "publish:gitlab:merge-request",
                    "{'repoUrl': 'gitlab.com?owner=acme&repo=web', 'branchName': 'b', 'title': 't'}",
                    "{'projectid': 'acme/web', 'projectPath': 'acme/web', 'targetBranchName': 'main'}",
                    "mergeRequestUrl"));

    @TempDir
    Path directory;

    private final List<String> told = new ArrayList<>();
    private FakeForge github;
    private FakeForge gitlab;
    private Scaffolder scaffolder;

    @BeforeEach
    void open() throws IOException {
        Path skeleton = Files.createDirectories(directory.resolve("skeleton"));
        Files.writeString(skeleton.resolve("b.txt"), "hello ${{ values.name }}");
        Files.writeString(skeleton.resolve("${{ values.name }}.txt"), "x");
        openForges();
    }

    private void openForges() {
        github = FakeForge.builder().token("forge-token").start();
        gitlab = FakeForge.builder().host("gitlab.com").token("forge-token").start();
        for (FakeForge forge : List.of(github, gitlab)) {
            forge.createRepository("acme/web", Map.of("old.txt", "old"));
            forge.createRepository("acme/empty", Map.of());
        }
        Integrations integrations = Integrations.builder()
                .add(github.integration())
                .add(gitlab.gitLabIntegration())
                .add(GitIntegration.builder("git.acme.io")
                        .cloneBaseUrl(github.url())
                        .token(Secret.of("forge-token"))
                        .build())
                .build();
        scaffolder = Scaffolder.builder()
                .engine(StandardActions.engine(integrations))
                .actions(StandardActions.builder(
                                UrlReaders.builder()
                                        .localFiles()
                                        .integrations(integrations)
                                        .build(),
                                integrations)
                        .registrar(url -> {
                            told.add("register " + url);
                            return List.of(EntityRef.parse("component:default/web"));
                        })
                        .catalog((ref, user) -> Optional.of(component()))
                        .notifications(this::send)
                        .build())
                .action(TestAction.local("test:prepare", EveryActionTest::prepare))
                .action(TestAction.local("test:list", EveryActionTest::list))
                .build();
    }

    private void send(Notification notification) {
        told.add("send " + notification.title());
    }

    private static Entity component() {
        return EntityValidator.of(Kinds.standard())
                .validate(EntityDescriptor.of(COMPONENT))
                .orThrow();
    }

    private static Value.Obj prepare(Value.Obj input, ActionContext context) throws IOException {
        Files.createDirectories(context.workspace().resolve("raw"));
        Files.writeString(context.workspace().resolve("raw/a.txt"), "hello ${{ values.name }}");
        Files.writeString(context.workspace().resolve("README.md"), "read me");
        return input;
    }

    private static Value.Obj list(Value.Obj input, ActionContext context) throws IOException {
        Value.Obj.Builder files = Value.Obj.builder();
        for (String file : context.workspace().files()) {
            files.put(file, Files.readString(context.workspace().resolve(file)));
        }
        return files.build();
    }

    @AfterEach
    void close() {
        scaffolder.close();
        github.close();
        gitlab.close();
    }

    private Set<String> registered() {
        Set<String> ids = new TreeSet<>();
        for (ActionDescriptor<?, ?> descriptor : scaffolder.actions().descriptors()) {
            ids.add(descriptor.id());
        }
        ids.removeIf(id -> id.startsWith("test:"));
        return ids;
    }

    @Test
    void noActionIsLeftOut() {
        Set<String> inTable = new TreeSet<>();
        TABLE.forEach(row -> inTable.add(row.action()));
        assertEquals(registered(), inTable);
    }

    /** That they fit their schemas is checked when a descriptor is built. */
    @Test
    void everyActionShowsHowItIsCalled() {
        for (ActionDescriptor<?, ?> descriptor : scaffolder.actions().descriptors()) {
            boolean ours = registered().contains(descriptor.id());
            assertEquals(ours, !descriptor.examples().isEmpty(), descriptor.id());
            descriptor
                    .examples()
                    .forEach(example -> assertFalse(
                            example.description().isBlank() || example.input().isEmpty(), descriptor.id()));
        }
    }

    @TestFactory
    Stream<DynamicTest> runDryAndForReal() {
        return TABLE.stream()
                .map(row -> DynamicTest.dynamicTest(row.action(), () -> {
                    close();
                    openForges();
                    check(row);
                }));
    }

    private void check(Row row) throws InterruptedException {
        Template template = Templates.read(directory.resolve("template.yaml").toString(), """
                apiVersion: scaffolder.backstage.io/v1beta3
                kind: Template
                metadata: {name: test}
                spec:
                  type: service
                  steps:
                    - {id: prepare, action: test:prepare}
                    - {id: tested, action: '%s', input: %s}
                    - {id: list, action: test:list}
                """.formatted(
                        row.action(), here(row.input()).toJson()));
        TaskRequest request = TaskRequest.builder(template).build();
        told.clear();

        Scaffolder.DryRun dry = scaffolder.dryRun(request).orThrow();
        assertEquals(TaskStatus.COMPLETED, dry.state().status(), dry::toString);
        assertEquals(List.of(), requests(), "a dry run sends nothing");
        assertEquals(List.of(), told);
        TaskState real = scaffolder.submit(request).orThrow().await(SOON);
        assertEquals(TaskStatus.COMPLETED, real.status(), real::toString);

        compare(row, output(dry.state(), "tested"), output(real, "tested"));
        Map<String, String> files = new TreeMap<>();
        dry.files().forEach((path, bytes) -> files.put(path, new String(bytes, StandardCharsets.UTF_8)));
        Map<String, String> realFiles = new TreeMap<>();
        output(real, "list")
                .forEach((path, text) -> realFiles.put(path, text.asString().orElseThrow()));
        assertEquals(realFiles, files);
    }

    private Value.Obj here(String json) {
        return Templates.values(json.replace("GIT", github.url()));
    }

    private List<RecordedRequest> requests() {
        List<RecordedRequest> all = new ArrayList<>(github.requests());
        all.addAll(gitlab.requests());
        return all;
    }

    private static Value.Obj output(TaskState state, String step) {
        return state.step(step).orElseThrow().output();
    }

    private void compare(Row row, Value.Obj dry, Value.Obj real) {
        Value.Obj schema = scaffolder
                .actions()
                .find(row.action())
                .orElseThrow()
                .descriptor()
                .outputSchema();
        for (Value.Obj output : List.of(dry, real)) {
            assertEquals(List.of(), JsonSchema.of(schema).problems(output), output::toJson);
        }
        // The fake clones from where it is itself; a dry run knows the host that it plays.
        Value.Obj known = here(row.known().replace("CLONE", github.url()));
        Value.Obj foretold = here(row.known().replace("CLONE", "https://github.com"));
        for (String name : known.keys()) {
            assertEquals(known.get(name), real.get(name), name);
            assertEquals(foretold.get(name), dry.get(name), name + " of the dry run");
        }
        Set<String> names = new HashSet<>(known.keys());
        names.addAll(row.remote());
        assertEquals(names, real.keys());
        Set<String> missing = new HashSet<>(names);
        missing.removeAll(dry.keys());
        assertTrue(names.containsAll(dry.keys()), dry::toJson);
        // Which entity a file defines is not known before it is read.
        assertEquals(row.action().equals("catalog:register") ? Set.of("entityRef") : Set.of(), missing);
        for (String name : row.remote()) {
            dry.get(name)
                    .ifPresent(pretended ->
                            assertEquals(real.get(name).orElseThrow().typeName(), pretended.typeName(), name));
        }
    }
}
