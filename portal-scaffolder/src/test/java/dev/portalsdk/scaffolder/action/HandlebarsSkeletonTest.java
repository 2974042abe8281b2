package dev.portalsdk.scaffolder.action;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.integration.Integrations;
import dev.portalsdk.scaffolder.Scaffolder;
import dev.portalsdk.scaffolder.TaskRequest;
import dev.portalsdk.scaffolder.Templates;
import dev.portalsdk.scaffolder.task.TaskStatus;
import dev.portalsdk.source.UrlReaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Skeletons that ask for Handlebars. */
class HandlebarsSkeletonTest {
    @TempDir
    Path directory;

    private void skeleton(String path, String text) throws IOException {
        Path file = directory.resolve("skeleton").resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Scaffolder.DryRun run(String input) {
        Integrations integrations = Integrations.builder().build();
        String steps =
                "- id: fetch\n  action: fetch:template\n  input: {url: ./skeleton, values: {name: web, tags: [a, b]}, "
                        + input + "}\n";
        String template = "apiVersion: scaffolder.backstage.io/v1beta3\nkind: Template\nmetadata: {name: t}\nspec:\n"
                + "  type: service\n  steps:\n" + steps.indent(4);
        try (Scaffolder scaffolder = Scaffolder.builder()
                .actions(StandardActions.of(
                        UrlReaders.builder()
                                .localFiles()
                                .integrations(integrations)
                                .build(),
                        integrations,
                        url -> List.of()))
                .build()) {
            String source = directory.resolve("template.yaml").toString();
            return scaffolder
                    .dryRun(TaskRequest.builder(Templates.read(source, template))
                            .build())
                    .orThrow();
        }
    }

    private static String file(Scaffolder.DryRun run, String path) {
        assertEquals(TaskStatus.COMPLETED, run.state().status(), run.state()::toString);
        return new String(run.files().get(path), StandardCharsets.UTF_8);
    }

    private static String error(Scaffolder.DryRun run) {
        assertEquals(TaskStatus.FAILED, run.state().status());
        return run.state().error().orElseThrow();
    }

    @Test
    void extensionHbsMeansHandlebars() throws Exception {
        skeleton(
                "{{values.name}}/README.md.hbs",
                "# {{upper values.name}}{{#each values.tags}} {{this}}{{/each}} ${{ x }}\n");
        skeleton("ci.yml", "run: ${{ github.sha }} {{ x }}\n");

        Scaffolder.DryRun run = run("templateFileExtension: .hbs");

        assertEquals("# WEB a b $\n", file(run, "web/README.md"));
        assertEquals("run: ${{ github.sha }} {{ x }}\n", file(run, "ci.yml"));
        assertEquals(Set.of("web/README.md", "ci.yml"), run.files().keySet());
    }

    @Test
    void engineCanBeNamed() throws Exception {
        skeleton("{{values.name}}.txt", "{{values.name}} <&>\n");

        assertEquals("web <&>\n", file(run("engine: handlebars"), "web.txt"));
        assertEquals("{{values.name}} <&>\n", file(run("engine: nunjucks"), "{{values.name}}.txt"));
    }

    @Test
    void errorsNameTheFileOfTheSkeleton() throws Exception {
        skeleton("a.txt", "ok\n  {{shout values.name}}\n");

        String error = error(run("engine: handlebars"));

        assertTrue(error.startsWith("a.txt:2:5: unknown helper 'shout'"), error);
    }

    @Test
    void settingsThatContradictEachOtherAreRefused() throws Exception {
        skeleton("a.txt", "x");

        assertTrue(error(run("engine: mustache")).contains("known: nunjucks, handlebars"));
        assertTrue(error(run("engine: handlebars, cookiecutterCompat: true")).contains("cookiecutterCompat"));
    }
}
