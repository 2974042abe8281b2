package dev.portalsdk.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The jar with everything in it, as a process of its own. */
@Timeout(120)
class RunnableJarTest {
    private static final Path JAR = Path.of(System.getProperty("portal.jar", "portal.jar not set"));

    @TempDir
    Path root;

    private record Ended(int exitCode, String out, String err) {}

    private Ended java(String... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile("portal", ".out");
        Path err = Files.createTempFile("portal", ".err");
        List<String> line = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", JAR.toString()));
        line.addAll(List.of(arguments));
        Process process = new ProcessBuilder(line)
                .directory(root.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        process.getOutputStream().close();
        assertTrue(process.waitFor(100, TimeUnit.SECONDS), "it ends");
        Ended ended =
                new Ended(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8), Files.readString(err));
        Files.delete(out);
        Files.delete(err);
        return ended;
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void checksTemplatesAndDocumentationWithAllThatIsInIt() throws IOException, InterruptedException {
        write("catalog-info.yaml", """
                apiVersion: backstage.io/v1alpha1
                kind: Component
                metadata:
                  name: web
                  title: Größe
                  annotations: {backstage.io/techdocs-ref: 'dir:.'}
                spec: {type: service, lifecycle: production, owner: größe}
                """);
        write("mkdocs.yml", "site_name: Web\n");
        write("docs/index.md", "# Web\n\n[a](b.md)\n\n```mermaid\ngraph TD\n```\n");
        write("t/template.yaml", """
                apiVersion: scaffolder.backstage.io/v1beta3
                kind: Template
                metadata: {name: t}
                spec:
                  type: service
                  parameters: [{title: a, properties: {name: {title: Name, type: string}}}]
                  steps: [{id: a, action: 'debug:log', input: {message: '${{ parameters.nmae }}'}}]
                """);
        Ended ended = java("check", "--format", "github");
        assertEquals(2, ended.exitCode(), ended::toString);
        assertEquals("", ended.err());
        assertTrue(ended.out().contains("::error file=t/template.yaml,line=7,"), ended::out);
        assertTrue(ended.out().contains("title=unknown-parameter::"), ended::out);
        assertTrue(
                ended.out().contains("::warning file=docs/index.md,line=3,col=1,title=docs-link-missing::"),
                ended::out);
        assertFalse(ended.out().contains("\u001b"), "no colours where nobody watches");
        assertEquals(0, java("check", "--fail-on", "never").exitCode());
    }

    @Test
    void exitCodesAreThoseThatHelpNames() throws IOException, InterruptedException {
        assertEquals(0, java("--version").exitCode());
        assertEquals(64, java("check", "--bogus").exitCode());
        assertEquals(2, java("check").exitCode(), "nothing to check");
        Ended plan = java("plan", "--base", "main");
        assertEquals(74, plan.exitCode());
        assertTrue(plan.err().startsWith("portal: "), plan::err);
        assertEquals(1, plan.err().lines().count(), plan::err);
    }
}
