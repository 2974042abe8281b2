package dev.portalsdk.scaffolder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.config.Secret;
import dev.portalsdk.fakes.FakeForge;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.action.StandardActions;
import dev.portalsdk.scaffolder.task.TaskState;
import dev.portalsdk.scaffolder.task.TaskStatus;
import dev.portalsdk.source.UrlReaders;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Templates, values and skeletons of somebody who wants more than a new service. */
class AttackTest {
    @TempDir
    Path directory;

    private FakeForge forge;
    private Scaffolder scaffolder;
    private Path outside;

    @BeforeEach
    void open() throws IOException {
        forge = FakeForge.builder().token("forge-token").start();
        outside = Files.writeString(directory.resolve("outside.txt"), "precious");
        scaffolder = Scaffolder.builder()
                .engine(StandardActions.engine(forge.integrations()))
                .workspaces(Files.createDirectory(directory.resolve("workspaces")))
                .actions(StandardActions.builder(
                                UrlReaders.builder()
                                        .localFiles()
                                        .integrations(forge.integrations())
                                        .build(),
                                forge.integrations())
                        .registrar(url -> List.of())
                        .build())
                .build();
    }

    @AfterEach
    void close() throws IOException {
        scaffolder.close();
        forge.close();
        assertEquals("precious", Files.readString(outside));
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(
                    List.of("outside.txt", "skeleton", "workspaces"),
                    Stream.concat(files.map(file -> file.getFileName().toString()), Stream.of("skeleton"))
                            .distinct()
                            .sorted()
                            .toList());
        }
    }

    private TaskState run(String steps, Value.Obj values) throws InterruptedException {
        Template template = Templates.read(directory.resolve("template.yaml").toString(), """
                apiVersion: scaffolder.backstage.io/v1beta3
                kind: Template
                metadata: {name: test}
                spec:
                  type: service
                  steps:
                """ + steps.indent(4));
        return scaffolder
                .submit(TaskRequest.builder(template)
                        .values(values)
                        .secret("TOKEN", Secret.of("s3cret-token"))
                        .build())
                .orThrow()
                .await(Duration.ofSeconds(30));
    }

    private void skeleton(String path, String text) throws IOException {
        Path file = directory.resolve("skeleton").resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void assertRefused(TaskState state, String part) {
        assertEquals(TaskStatus.FAILED, state.status(), state::toString);
        assertTrue(state.error().orElseThrow().contains(part), state::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../outside.txt",
                "a/../../outside.txt",
                "/etc/passwd",
                "..",
                "\\\\server\\x",
                "./../outside.txt",
                "a/b/../../../outside.txt"
            })
    void pathsThatLeadOutAreRefusedByEveryAction(String path) throws Exception {
        skeleton("a.txt", "x");
        Value.Obj values = Value.Obj.of("path", path);
        for (String step : List.of(
                "{action: fetch:template, input: {url: ./skeleton, targetPath: '${{ parameters.path }}'}}",
                "{action: fetch:plain, input: {url: ./skeleton, targetPath: '${{ parameters.path }}'}}",
                "{action: 'fetch:plain:file', input: {url: ./skeleton/a.txt, targetPath: '${{ parameters.path }}'}}",
                "{action: 'fetch:template:file', input: {url: ./skeleton/a.txt, targetPath: '${{ parameters.path }}', replace: true}}",
                "{action: fs:delete, input: {files: ['${{ parameters.path }}']}}",
                "{action: fs:rename, input: {files: [{from: a, to: '${{ parameters.path }}'}]}}",
                "{action: fs:readdir, input: {paths: ['${{ parameters.path }}']}}",
                "{action: catalog:write, input: {filePath: '${{ parameters.path }}', entity: {metadata: {}}}}",
                "{action: workspace:template, input: {sourcePath: '${{ parameters.path }}', targetPath: b}}",
                "{action: 'workspace:template:file', input: {sourcePath: '${{ parameters.path }}', targetPath: b}}",
                "{action: publish:github, input: {repoUrl: 'github.com?owner=a&repo=b', sourcePath: '${{ parameters.path }}'}}",
                "{action: 'publish:github:pull-request', input: {repoUrl: 'github.com?owner=a&repo=b', branchName: b, title: t, description: d, sourcePath: '${{ parameters.path }}'}}")) {
            assertRefused(run("- " + step + "\n", values), "is not allowed");
        }
        assertEquals(List.of(), forge.requests());
    }

    @Test
    void namesThatAreRenderedToLeadOutAreRefused() throws Exception {
        skeleton("${{ values.name }}", "owned");

        assertRefused(
                run(
                        "- {action: fetch:template, input: {url: ./skeleton, values: {name: '../outside.txt'}, replace: true}}\n",
                        Value.Obj.empty()),
                "is not allowed");
        assertRefused(
                run(
                        "- {action: fetch:template, input: {url: ./skeleton, values: {name: '..'}, replace: true}}\n",
                        Value.Obj.empty()),
                "");
    }

    @ParameterizedTest
    @ValueSource(strings = {".git/config", ".GIT/hooks/post-checkout", "sub/.git/config", ".Git"})
    void filesOfGitAreNotWritten(String name) throws Exception {
        skeleton("${{ values.name }}", "[core]\n\tfsmonitor = rm -rf /\n");

        assertRefused(
                run(
                        "- {action: fetch:template, input: {url: ./skeleton, values: {name: '" + name + "'}}}\n",
                        Value.Obj.empty()),
                "belong to Git alone");
    }

    @Test
    void namesThatAreOneOnOtherMachinesAreRefused() throws Exception {
        skeleton("README.md", "a");
        skeleton("readme.md", "b");

        assertRefused(
                run("- {action: fetch:template, input: {url: ./skeleton}}\n", Value.Obj.empty()),
                "are one on machines");
    }

    @Test
    void linksInSkeletonsLeadNowhere() throws Exception {
        skeleton("a.txt", "x");
        Files.createSymbolicLink(directory.resolve("skeleton/link"), outside);
        Files.createSymbolicLink(directory.resolve("skeleton/up"), directory);

        TaskState state = run("""
                - {action: fetch:template, input: {url: ./skeleton}}
                - {id: list, action: fs:readdir, input: {paths: ['.'], recursive: true}}
                """, Value.Obj.empty());

        assertFalse(state.toString().contains("precious"), state::toString);
        assertFalse(state.step("list").orElseThrow().output().toJson().contains("outside"), state::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/skeleton", "http://169.254.169.254/latest/meta-data", "file:///etc/passwd",
                "/etc/passwd", "../../../../../../etc/passwd", "https://github.com.evil.example/a/b"
            })
    void templatesOfAForgeReadNoOtherHostAndNotThisMachine(String url) throws Exception {
        Template template =
                Templates.read("https://github.com/acme/templates/blob/main/template.yaml", """
                apiVersion: scaffolder.backstage.io/v1beta3
                kind: Template
                metadata: {name: test}
                spec:
                  type: service
                  steps:
                    - {action: 'fetch:plain:file', input: {url: '%s', targetPath: x}}
                    - {id: show, action: debug:log, input: {listWorkspace: with-contents}}
                """.formatted(url));

        Task task = scaffolder.submit(TaskRequest.builder(template).build()).orThrow();

        assertEquals(TaskStatus.FAILED, task.await(Duration.ofSeconds(30)).status());
        assertFalse(task.journal(0).toString().contains("root:"), "a file of this machine was read");
    }

    @Test
    void tokenOfAnIntegrationIsSentToItsHostOnly() throws Exception {
        try (FakeForge other =
                FakeForge.builder().host("evil.example").token("x").start()) {
            TaskState state = run(
                    "- {action: publish:git, input: {remoteUrl: '" + other.url() + "/a/b.git'}}\n", Value.Obj.empty());

            assertRefused(state, "is not configured under integrations");
            assertEquals(List.of(), other.requests());
        }
    }

    @Test
    void secretsAreInNoLogWhateverIsDoneWithThem() throws Exception {
        Template template = Templates.withSteps("""
                - {action: debug:log, input: {message: 'plain ${{ secrets.TOKEN }} upper ${{ secrets.TOKEN | upper }} url ${{ secrets.TOKEN | urlencode }}'}}
                - {action: debug:log, input: {message: '${{ secrets.TOKEN | reverse }}'}}
                - {action: debug:log, input: {message: 'czNjcmV0LXRva2Vu'}}
                - {action: fs:delete, input: {files: ['/${{ secrets.TOKEN }}']}}
                """);

        Task task = scaffolder
                .submit(TaskRequest.builder(template)
                        .secret("TOKEN", Secret.of("s3cret-token"))
                        .build())
                .orThrow();
        task.await(Duration.ofSeconds(30));

        String journal = task.journal(0).toString();
        for (String form : List.of("s3cret-token", "S3CRET-TOKEN", "nekot-terc3s", "czNjcmV0LXRva2Vu")) {
            assertFalse(journal.contains(form), form + " in " + journal);
        }
    }

    @Test
    void savedWorkspaceThatWasTamperedWithLeadsNowhere() throws Exception {
        Path empty = Files.createDirectory(directory.resolve("workspaces/empty"));
        for (Map.Entry<String, Integer> entry : Map.of("../outside.txt", 0, "/tmp/x", 0, "a/../../outside.txt", 1)
                .entrySet()) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write("owned".getBytes(StandardCharsets.UTF_8));
            }
            assertThrows(
                    ScaffolderException.class,
                    () -> WorkspaceArchive.unpack(new ByteArrayInputStream(bytes.toByteArray()), Workspace.in(empty)));
        }
    }

    @Test
    void savedWorkspaceComesBackAsItWas() throws Exception {
        Path before = Files.createDirectory(directory.resolve("workspaces/before"));
        Path after = Files.createDirectory(directory.resolve("workspaces/after"));
        Files.createDirectories(before.resolve("empty/deep"));
        Files.writeString(before.resolve("ü.txt"), "x");
        Workspace.markExecutable(Files.writeString(before.resolve("run.sh"), "#!/bin/sh"));
        Files.createSymbolicLink(before.resolve("link"), Path.of("ü.txt"));
        Path archive = directory.resolve("workspaces/archive");

        WorkspaceArchive.pack(before, archive);
        try (var in = Files.newInputStream(archive)) {
            WorkspaceArchive.unpack(in, Workspace.in(after));
        }

        assertTrue(Files.isDirectory(after.resolve("empty/deep")));
        assertEquals("x", Files.readString(after.resolve("ü.txt")));
        assertTrue(Files.isExecutable(after.resolve("run.sh")));
        assertFalse(Files.isExecutable(after.resolve("ü.txt")));
        assertEquals(Path.of("ü.txt"), Files.readSymbolicLink(after.resolve("link")));
    }
}
