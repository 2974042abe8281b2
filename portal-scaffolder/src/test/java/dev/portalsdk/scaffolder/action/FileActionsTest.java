package dev.portalsdk.scaffolder.action;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.fakes.FakeForge;
import dev.portalsdk.fakes.ForgeRepository;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.Scaffolder;
import dev.portalsdk.scaffolder.TaskRequest;
import dev.portalsdk.scaffolder.Template;
import dev.portalsdk.scaffolder.Templates;
import dev.portalsdk.scaffolder.Workspace;
import dev.portalsdk.scaffolder.task.TaskStatus;
import dev.portalsdk.source.UrlReaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The actions that write to the workspace, over skeletons beside a template. */
class FileActionsTest {
    @TempDir
    Path directory;

    private FakeForge forge;
    private Scaffolder scaffolder;

    @BeforeEach
    void open() {
        forge = FakeForge.start();
        scaffolder = Scaffolder.builder()
                .actions(StandardActions.of(
                        UrlReaders.builder()
                                .localFiles()
                                .integrations(forge.integrations())
                                .build(),
                        forge.integrations(),
                        url -> List.of()))
                .build();
    }

    @AfterEach
    void close() {
        scaffolder.close();
        forge.close();
    }

    private void skeleton(String path, String text) throws IOException {
        skeleton(path, text.getBytes(StandardCharsets.UTF_8));
    }

    private void skeleton(String path, byte[] content) throws IOException {
        Path file = directory.resolve("skeleton").resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private Scaffolder.DryRun run(String steps) {
        return run(directory.resolve("template.yaml").toString(), steps);
    }

    private Scaffolder.DryRun run(String source, String steps) {
        Template template = Templates.read(
                source,
                "apiVersion: scaffolder.backstage.io/v1beta3\nkind: Template\nmetadata: {name: t}\nspec:\n  type: service\n  steps:\n"
                        + steps.indent(4));
        return scaffolder
                .dryRun(TaskRequest.builder(template)
                        .values(Value.Obj.of("name", "web", "up", "../../up"))
                        .build())
                .orThrow();
    }

    private static String text(Scaffolder.DryRun run, String path) {
        return new String(run.files().get(path), StandardCharsets.UTF_8);
    }

    private static String error(Scaffolder.DryRun run) {
        assertEquals(TaskStatus.FAILED, run.state().status());
        return run.state().error().orElseThrow();
    }

    @Test
    void skeletonFilesAreFilledInAndNothingElseChanges() throws Exception {
        byte[] binary = {(byte) 0xff, 0, '$', '{', '{', ' ', 'x', ' ', '}', '}'};
        byte[] latin = "caf\u00e9 ${{ values.name }}".getBytes(StandardCharsets.ISO_8859_1);
        skeleton("crlf.txt", "a\r\n${{ values.name }}\r\n");
        skeleton("bin.dat", binary);
        skeleton("latin.txt", latin);
        skeleton("${{ values.name }}/deep.txt", "x");
        skeleton("{% if values.gone %}gone{% endif %}/x.txt", "x");
        skeleton("{% if values.gone %}gone.txt{% endif %}", "x");

        Scaffolder.DryRun run =
                run("- {action: fetch:template, input: {url: ./skeleton, values: {name: '${{ parameters.name }}'}}}");

        assertEquals(TaskStatus.COMPLETED, run.state().status(), run.state()::toString);
        assertEquals(
                Set.of("crlf.txt", "bin.dat", "latin.txt", "web/deep.txt"),
                run.files().keySet());
        assertEquals("a\r\nweb\r\n", text(run, "crlf.txt"));
        assertArrayEquals(binary, run.files().get("bin.dat"));
        assertArrayEquals(latin, run.files().get("latin.txt"));
    }

    @Test
    void executableFilesAreMarkedSo() throws Exception {
        Path file = Files.createDirectories(directory.resolve("out")).resolve("run.sh");

        OutputFiles.in(Workspace.in(directory.resolve("out")), "./").write("run.sh", new byte[0], true);

        assertTrue(Files.getPosixFilePermissions(file).contains(PosixFilePermission.OWNER_EXECUTE));
    }

    @Test
    void errorInASkeletonNamesFileAndPlaceAndFailsTheStep() throws Exception {
        skeleton("src/a.txt", "ok\n  ${{ values.name | shout }}\n");

        String error = error(run("- {action: fetch:template, input: {url: ./skeleton, values: {name: x}}}"));

        assertTrue(error.startsWith("src/a.txt:2:21: unknown filter 'shout'"), error);
    }

    @Test
    void namesCannotLeadOutOfTheTarget() throws Exception {
        skeleton("a/${{ values.up }}.txt", "x");

        String error = error(
                run(
                        "- {action: fetch:template, input: {url: ./skeleton, targetPath: out, values: {up: '${{ parameters.up }}'}}}"));

        assertTrue(error.contains("leads out"), error);
    }

    @Test
    void filesThatAreThereAreKeptUnlessReplaced() throws Exception {
        skeleton("a.txt", "${{ values.v }}");
        String steps = """
                - {action: fetch:template, input: {url: ./skeleton, values: {v: one}}}
                - {action: fetch:template, input: {url: ./skeleton, values: {v: two}, replace: %s}}
                """;

        assertEquals("one", text(run(steps.formatted("false")), "a.txt"));
        assertEquals("two", text(run(steps.formatted("true")), "a.txt"));
    }

    @Test
    void copiedPathsKeepTheirContentAndRenderTheirNames() throws Exception {
        skeleton("raw/${{ values.name }}.txt", "${{ values.name }}");
        skeleton(".github/workflows/ci.yaml", "${{ github.sha }}");
        skeleton("plain.txt", "${{ values.name }}");
        String step =
                "- {action: fetch:template, input: {url: ./skeleton, values: {name: web}, %s: [raw, '**/*.yaml']}}";

        Scaffolder.DryRun templating = run(step.formatted("copyWithoutTemplating"));
        Scaffolder.DryRun render = run(step.formatted("copyWithoutRender"));

        assertEquals("${{ values.name }}", text(templating, "raw/web.txt"));
        assertEquals("${{ github.sha }}", text(templating, ".github/workflows/ci.yaml"));
        assertEquals("web", text(templating, "plain.txt"));
        assertEquals("${{ values.name }}", text(render, "raw/${{ values.name }}.txt"));
    }

    @Test
    void cookiecutterSkeletonsAreUnderstood() throws Exception {
        skeleton("{{cookiecutter.name}}.txt", "{{ cookiecutter.name | upper }} ${{ values.name }} {{ None }}|");

        Scaffolder.DryRun run = run(
                "- {action: fetch:template, input: {url: ./skeleton, cookiecutterCompat: true, values: {name: web}}}");

        assertEquals("WEB $ |", text(run, "web.txt"));
    }

    @Test
    void relativeSkeletonOfATemplateOnAForgeIsReadFromThere() {
        ForgeRepository repository = forge.createRepository(
                "acme/templates",
                Map.of("python/skeleton/a.txt", "hello ${{ values.name }}", "python/template.yaml", "x"));

        Scaffolder.DryRun run = run(
                repository.fileUrl("python/template.yaml"),
                "- {action: fetch:template, input: {url: ./skeleton, values: {name: '${{ parameters.name }}'}}}");

        assertEquals("hello web", text(run, "a.txt"), run.state()::toString);
    }

    @Test
    void templateFromAForgeReadsNoFilesOfThisMachine() throws Exception {
        skeleton("a.txt", "local");
        ForgeRepository repository = forge.createRepository("acme/templates", Map.of("template.yaml", "x"));

        String error = error(run(
                repository.fileUrl("template.yaml"),
                "- {action: fetch:plain, input: {url: '"
                        + directory.resolve("skeleton").toUri() + "'}}"));

        assertTrue(error.contains("must not name files of this machine"), error);
    }

    @Test
    void templateFromNowhereReadsNoFilesOfThisMachine() throws Exception {
        skeleton("a.txt", "local");
        Value.Obj step = Value.Obj.of(
                "action",
                "fetch:plain",
                "input",
                Value.Obj.of("url", directory.resolve("skeleton").toUri().toString()));
        Value.Obj document = Value.Obj.builder()
                .put("apiVersion", "scaffolder.backstage.io/v1beta3")
                .put("kind", "Template")
                .put("metadata", Value.Obj.of("name", "t"))
                .put("spec", Value.Obj.of("type", "service", "steps", List.of(step)))
                .build();
        Template template = Template.of(EntityDescriptor.of(document)).orThrow();

        String error =
                error(scaffolder.dryRun(TaskRequest.builder(template).build()).orThrow());

        assertTrue(error.contains("must not name files of this machine"), error);
    }

    @Test
    void renameAndDeleteStayInsideAndSayWhatIsWrong() throws Exception {
        skeleton("a.txt", "a");
        skeleton("d/b.txt", "b");
        skeleton("d/c.md", "c");
        String fetch = "- {action: fetch:plain, input: {url: ./skeleton}}\n";

        Scaffolder.DryRun moved = run(fetch
                + "- {action: fs:rename, input: {files: [{from: a.txt, to: new/a.txt}, {from: d/b.txt, to: new/a.txt, overwrite: true}]}}\n"
                + "- {action: fs:delete, input: {files: ['**/*.md', not-there]}}");

        assertEquals(Set.of("new/a.txt"), moved.files().keySet());
        assertEquals("b", text(moved, "new/a.txt"));
        assertTrue(error(run("- {action: fs:rename, input: {files: [{from: no, to: b}]}}"))
                .contains("There is no \"no\""));
        assertTrue(error(run(fetch + "- {action: fs:rename, input: {files: [{from: a.txt, to: d/b.txt}]}}"))
                .contains("is there already"));
        assertTrue(error(run("- {action: fs:delete, input: {files: ['../x']}}")).contains("not allowed"));
    }

    @Test
    void registeringNeedsAUrl() {
        assertTrue(error(run("- {action: catalog:register, input: {}}")).contains("needs catalogInfoUrl"));
    }
}
