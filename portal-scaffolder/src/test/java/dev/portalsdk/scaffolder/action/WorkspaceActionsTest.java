package dev.portalsdk.scaffolder.action;

import static dev.portalsdk.scaffolder.Templates.values;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.integration.Integrations;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.EntityValidator;
import dev.portalsdk.model.Value;
import dev.portalsdk.model.kind.Kinds;
import dev.portalsdk.scaffolder.FileChange;
import dev.portalsdk.scaffolder.Notification;
import dev.portalsdk.scaffolder.Scaffolder;
import dev.portalsdk.scaffolder.TaskRequest;
import dev.portalsdk.scaffolder.Template;
import dev.portalsdk.scaffolder.Templates;
import dev.portalsdk.scaffolder.task.TaskState;
import dev.portalsdk.scaffolder.task.TaskStatus;
import dev.portalsdk.source.UrlReaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Actions that work in the workspace, or ask the host; as dry runs, which run the same code, and for real where that matters. */
class WorkspaceActionsTest {
    private static final EntityRef WEB = EntityRef.parse("component:default/web");

    @TempDir
    Path directory;

    private final List<Notification> sent = new ArrayList<>();
    private Scaffolder scaffolder;

    @BeforeEach
    void open() throws IOException {
        Files.createDirectories(directory.resolve("skeleton/src"));
        Files.writeString(directory.resolve("skeleton/src/${{ values.name }}.txt"), "hi ${{ values.name }}\n");
        Files.writeString(directory.resolve("skeleton/raw.txt"), "raw ${{ values.name }}\n");
        Files.writeString(directory.resolve("one.txt"), "one ${{ values.name }} {{ cookiecutter.name }}");
        Files.write(directory.resolve("binary"), new byte[] {0, 1, 2});
        Integrations integrations = Integrations.builder().build();
        scaffolder = Scaffolder.builder()
                .engine(StandardActions.engine(integrations))
                .actions(StandardActions.builder(
                                UrlReaders.builder().localFiles().build(), integrations)
                        .catalog((ref, user) -> Optional.of(entity()).filter(found -> ref.equals(WEB)))
                        .notifications(notification -> {
                            if (notification.title().equals("refused")) {
                                throw new IllegalStateException("no such channel");
                            }
                            sent.add(notification);
                        })
                        .build())
                .build();
    }

    private static Entity entity() {
        return EntityValidator.of(Kinds.standard())
                .validate(
                        EntityDescriptor.of(
                                values(
                                        "{'apiVersion': 'backstage.io/v1alpha1', 'kind': 'Component',"
                                                + " 'metadata': {'name': 'web'}, 'spec': {'type': 'service', 'lifecycle': 'x', 'owner': 'a'}}")))
                .orThrow();
    }

    @AfterEach
    void close() {
        scaffolder.close();
    }

    private Scaffolder.DryRun dry(String steps) {
        Template template = Templates.read(directory.resolve("template.yaml").toString(), """
                apiVersion: scaffolder.backstage.io/v1beta3
                kind: Template
                metadata: {name: test}
                spec:
                  type: service
                  steps:
                """ + steps.indent(4));
        return scaffolder.dryRun(TaskRequest.builder(template).build()).orThrow();
    }

    private Map<String, String> files(String steps) {
        Scaffolder.DryRun run = dry(steps);
        assertEquals(
                TaskStatus.COMPLETED, run.state().status(), () -> run.state().toString());
        Map<String, String> files = new TreeMap<>();
        run.files().forEach((path, bytes) -> files.put(path, new String(bytes, StandardCharsets.UTF_8)));
        return files;
    }

    private String error(String steps) {
        return dry(steps).state().error().orElse("no error");
    }

    @Test
    void templateFileIsFilledInAndKeptUnlessItIsToBeReplaced() {
        String step =
                "- {action: 'fetch:template:file', input: {url: ./one.txt, targetPath: a/b.txt, values: {name: %s}%s}}\n";
        assertEquals(
                Map.of("a/b.txt", "one x {{ cookiecutter.name }}"),
                files(step.formatted("x", "") + step.formatted("y", "")));
        assertEquals(
                Map.of("a/b.txt", "one y {{ cookiecutter.name }}"),
                files(step.formatted("x", "") + step.formatted("y", ", replace: true")));
        assertEquals(Map.of("a/b.txt", "one $ z"), files(step.formatted("z", ", cookiecutterCompat: true")));
        assertTrue(error("- {action: 'fetch:template:file', input: {url: ./binary, targetPath: a}}\n")
                .contains("cannot be a template"));
    }

    private static final String FETCHED = "- {action: fetch:plain, input: {url: ./skeleton, targetPath: in}}\n";

    @Test
    void templatesOfTheWorkspaceAreFilledIn() {
        Map<String, String> files = files(FETCHED + """
                - {action: workspace:template, input: {sourcePath: in, targetPath: out, values: {name: web}, copyWithoutTemplating: [raw.txt]}}
                - {action: 'workspace:template:file', input: {sourcePath: in/raw.txt, targetPath: one.txt, values: {name: api}}}
                - {action: fs:delete, input: {files: [in]}}
                """);

        assertEquals(
                Map.of(
                        "out/src/web.txt",
                        "hi web\n",
                        "out/raw.txt",
                        "raw ${{ values.name }}\n",
                        "one.txt",
                        "raw api\n"),
                files);
    }

    @Test
    void templatesOfTheWorkspaceDoNotEatThemselves() {
        for (String target : List.of("in", "in/x", ".", "./in/")) {
            assertTrue(
                    error(FETCHED + "- {action: workspace:template, input: {sourcePath: in, targetPath: " + target
                                    + "}}\n")
                            .contains("must not overlap"),
                    target);
        }
        assertTrue(error("- {action: workspace:template, input: {sourcePath: none, targetPath: a}}\n")
                .contains("no directory"));
        assertTrue(error("- {action: 'workspace:template:file', input: {sourcePath: none, targetPath: a}}\n")
                .contains("There is no file"));
    }

    @Test
    void directoriesAreListed() {
        Value.Obj output = dry(FETCHED + "- {id: l, action: fs:readdir, input: {paths: [in]}}\n")
                .state()
                .step("l")
                .orElseThrow()
                .output();

        assertEquals(Optional.of(Value.Str.of("in/raw.txt")), output.at("/files/0/path"));
        assertEquals(1, output.arr("files").orElseThrow().size());
        assertEquals(Optional.of(Value.Str.of("src")), output.at("/folders/0/name"));
        assertTrue(error("- {action: fs:readdir, input: {paths: [none]}}\n").contains("no directory"));
        assertTrue(error("- {action: fs:readdir}\n").contains("\"paths\" is required"));
    }

    @Test
    void entitiesAreFetched() {
        Value.Obj one = output("{entityRef: web, defaultKind: component}");
        assertEquals(Optional.of(Value.Str.of("web")), one.at("/entity/metadata/name"));
        Value.Obj both = output("{entityRefs: ['component:web', 'component:nope'], optional: true}");
        assertEquals(Optional.of(Value.Null.NULL), both.at("/entities/1"));
        assertEquals(Optional.of(Value.Str.of("Component")), both.at("/entities/0/kind"));
        assertEquals(Value.Obj.empty(), output("{optional: true}"));
        assertTrue(error("- {action: catalog:fetch, input: {entityRef: 'component:nope'}}\n")
                .contains("Entity component:default/nope not found"));
        assertTrue(error("- {action: catalog:fetch}\n").contains("needs entityRef"));
        assertTrue(
                error("- {action: catalog:fetch, input: {entityRef: nope}}\n").contains("kind"));
    }

    private Value.Obj output(String input) {
        TaskState state =
                dry("- {id: c, action: catalog:fetch, input: " + input + "}\n").state();
        assertEquals(TaskStatus.COMPLETED, state.status(), state::toString);
        return state.step("c").orElseThrow().output();
    }

    @Test
    void waitHasALimitAndIsEndedByCancelling() throws Exception {
        for (String input : List.of("{minutes: 11}", "{seconds: -1}", "{minutes: 10, milliseconds: 1}")) {
            assertTrue(error("- {action: debug:wait, input: " + input + "}\n").contains("0 to 10 minutes"), input);
        }
        var task = scaffolder
                .submit(TaskRequest.builder(
                                Templates.withSteps("- {id: w, action: debug:wait, input: {minutes: 9.5}}\n"))
                        .build())
                .orThrow();
        while (task.awaitEntries(4, Duration.ofSeconds(10)).isEmpty()) {
            Thread.onSpinWait();
        }

        task.cancel();

        assertEquals(TaskStatus.CANCELLED, task.await(Duration.ofSeconds(10)).status());
    }

    @Test
    void notificationsGoToTheHostOnceForReal() throws Exception {
        String step = "- {action: notification:send, input: {recipients: broadcast, title: %s, severity: high%s}}\n";
        assertEquals(TaskStatus.COMPLETED, dry(step.formatted("a", "")).state().status());
        assertEquals(List.of(), sent);

        TaskState state = scaffolder
                .submit(TaskRequest.builder(Templates.withSteps(
                                step.formatted("a", "") + step.formatted("refused", ", optional: true")))
                        .build())
                .orThrow()
                .await(Duration.ofSeconds(10));

        assertEquals(TaskStatus.COMPLETED, state.status(), state::toString);
        assertEquals(List.of("a"), sent.stream().map(Notification::title).toList());
        assertTrue(error("- {action: notification:send, input: {recipients: entity, title: a}}\n")
                .contains("needs entityRefs"));
        assertTrue(error("- {action: notification:send, input: {recipients: all, title: a}}\n")
                .contains("must be one of"));
    }

    @Test
    void dryRunIsComparedWithADirectory() throws IOException {
        Path there = Files.createDirectories(directory.resolve("there/src"));
        Files.writeString(there.resolve("web.txt"), "hi\nweb\n");
        Files.writeString(directory.resolve("there/old.txt"), "old\n");
        Files.createDirectories(directory.resolve("there/.git"));
        Files.writeString(directory.resolve("there/.git/config"), "x");
        Files.writeString(directory.resolve("there/same.txt"), "one web {{ cookiecutter.name }}");

        List<FileChange> changes = dry("""
                - {action: fetch:template, input: {url: ./skeleton, values: {name: web}}}
                - {action: 'fetch:template:file', input: {url: ./one.txt, targetPath: same.txt, values: {name: web}}}
                """).against(directory.resolve("there"));

        assertEquals(
                List.of("MISSING old.txt", "ADDED raw.txt", "CHANGED src/web.txt"),
                changes.stream()
                        .map(change -> change.kind() + " " + change.path())
                        .toList());
        assertEquals("@@ -1,2 +1 @@\n-hi\n-web\n+hi web\n", changes.get(2).diff());
        assertEquals("@@ -0,0 +1 @@\n+raw web\n", changes.get(1).diff());
    }
}
