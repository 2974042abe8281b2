package dev.portalsdk.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code plan}, {@code catalog}, {@code template} and {@code docs} over a small repository. */
class CatalogCommandsTest {
    private static final String WEB = """
            apiVersion: backstage.io/v1alpha1
            kind: Component
            metadata:
              name: web
              annotations: {backstage.io/techdocs-ref: 'dir:.'}
            spec: {type: service, lifecycle: production, owner: a, dependsOn: ['component:db']}
            ---
            apiVersion: backstage.io/v1alpha1
            kind: Component
            metadata: {name: db, description: keeps payments}
            spec: {type: database, lifecycle: experimental, owner: a}
            ---
            apiVersion: backstage.io/v1alpha1
            kind: Group
            metadata: {name: a}
            spec: {type: team, children: []}
            """;

    @TempDir
    Path temporary;

    private Path root;
    private String dir;

    @BeforeEach
    void files() throws IOException {
        root = temporary.resolve("repository");
        dir = root.toString();
        write("catalog-info.yaml", WEB);
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void aPlanOfARevisionADirectoryAndASnapshotIsTheSame() throws Exception {
        Path before = Files.createDirectory(temporary.resolve("before"));
        Files.writeString(before.resolve("catalog-info.yaml"), WEB);
        try (Git git =
                Git.init().setDirectory(root.toFile()).setInitialBranch("main").call()) {
            git.add().addFilepattern(".").call();
            git.commit()
                    .setMessage("one")
                    .setAuthor("a", "a@example.invalid")
                    .setCommitter("a", "a@example.invalid")
                    .setSign(false)
                    .call();
        }
        String snapshot = before.resolve("snapshot.jsonl").toString();
        assertEquals(0, Run.of("catalog", "snapshot", dir, "-o", snapshot).exitCode());
        write("catalog-info.yaml", WEB.replace("name: db", "name: ledger"));

        Run revision = Run.of("plan", dir, "--base", "main", "--fail-on", "warning");
        assertEquals(1, revision.exitCode(), revision::toString);
        assertTrue(revision.out().contains("~ component:default/db is now component:default/ledger"), revision::out);
        for (String base : List.of("git:main", before.toString(), "dir:" + before)) {
            assertEquals(revision.out(), Run.of("plan", dir, "--base", base).out(), base);
        }
        assertTrue(Run.of("plan", dir, "--base", snapshot).out().contains("is now component:default/ledger"));
        Value json = Value.parseJson(
                Run.of("plan", dir, "--base", "main", "-f", "json").out());
        assertEquals(
                "component:default/db",
                json.at("/renamed/0/from").flatMap(Value::asString).orElse(""));
        assertTrue(Run.of("plan", dir, "--base", "main", "-f", "github")
                .out()
                .contains("::warning file=catalog-info.yaml,line=6,"));
        assertEquals(
                "Plan: nothing changes\n",
                Run.of("plan", dir, "--base", "main", "--head", "git:main").out());
    }

    @Test
    void queriesFilterOrderSearchAndChoose() {
        assertEquals(
                """
                ENTITY                 TYPE      LIFECYCLE     OWNER
                component:default/web  service   production    a
                component:default/db   database  experimental  a
                """,
                Run.of("catalog", "query", dir, "--filter", "kind=component", "--order=-metadata.name")
                        .out());
        assertEquals(
                "[ {\n  \"metadata\" : {\n    \"name\" : \"db\"\n  }\n} ]".replaceAll("\\s", ""),
                Run.of("catalog", "query", dir, "--text", "payments", "--fields", "metadata.name", "-o", "json")
                        .out()
                        .replaceAll("\\s", ""));
        assertEquals(
                "---\nmetadata:\n  name: a\n",
                Run.of("catalog", "query", dir, "--filter", "kind=group", "--fields", "metadata.name", "-o", "yaml")
                        .out());
        assertEquals(
                2, Run.of("catalog", "query", dir, "--limit", "1").out().lines().count());
        assertEquals(
                Portal.USAGE, Run.of("catalog", "query", dir, "--filter", "=a").exitCode());
    }

    @Test
    void documentationIsBuiltAndPublished() throws IOException {
        write("mkdocs.yml", "site_name: Web\n");
        write("docs/index.md", "# Web\n\n[a](b.md)\n");
        String site = temporary.resolve("site").toString();
        Run built = Run.of("docs", "build", dir, "-o", site, "--fail-on", "warning");
        assertEquals(1, built.exitCode(), built::toString);
        assertTrue(built.out().contains(Path.of(dir, "docs", "index.md") + ":3:1: warning"), built::out);
        assertTrue(built.out().contains("  3 | [a](b.md)"), built::out);
        assertTrue(Files.exists(Path.of(site, "index.html")));
        String sites = site + "-all";
        Run published = Run.of("docs", "publish", dir, "--to", sites);
        assertEquals(0, published.exitCode(), published::toString);
        assertTrue(Files.exists(Path.of(sites, "default", "component", "web", "index.html")), published::toString);
        assertEquals(Portal.USAGE, Run.of("docs", "publish", dir).exitCode());
    }

    @Test
    void templatesAreTestedAndTried() throws IOException {
        write("t/template.yaml", """
                apiVersion: scaffolder.backstage.io/v1beta3
                kind: Template
                metadata: {name: t}
                spec:
                  type: service
                  parameters: [{title: a, properties: {name: {title: Name, type: string}}}]
                  steps: [{id: a, action: 'fetch:template', input: {url: ./skeleton, values: {name: '${{ parameters.name }}'}}}]
                """);
        write("t/skeleton/a.txt", "${{ values.name }}\n");
        write("t/tests/web/values.yaml", "name: web\n");
        Run failed = Run.of("template", "test", dir);
        assertEquals(2, failed.exitCode(), failed::toString);
        assertTrue(
                failed.out().contains("[template-test]") && failed.out().endsWith("0 passed, 1 failed\n"), failed::out);
        assertEquals(0, Run.of("template", "test", dir, "--update").exitCode());
        assertTrue(Run.of("template", "test", dir).out().endsWith("1 passed, 0 failed\n"));
        String made = temporary.resolve("made").toString();
        Run run = Run.of("template", "dry-run", dir + "/t/template.yaml", "--value", "name=x", "-o", made);
        assertEquals(0, run.exitCode(), run::toString);
        assertEquals("x\n", Files.readString(Path.of(made, "a.txt")));
        Run again = Run.of("template", "dry-run", dir + "/t/template.yaml", "--value", "name=y", "-o", made);
        assertEquals(Portal.UNAVAILABLE, again.exitCode(), "never over files that are there");
    }
}
