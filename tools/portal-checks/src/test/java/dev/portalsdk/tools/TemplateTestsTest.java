package dev.portalsdk.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.scaffolder.FileChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateTestsTest {
    @TempDir
    Path root;

    @BeforeEach
    void template() throws IOException {
        new Repository(root)
                .with("service/template.yaml", Repository.TEMPLATE)
                .with("service/skeleton/README.md", "# ${{ values.name }}\n")
                .with("service/skeleton/b.txt", "b\n")
                .with("service/tests/a/values.yaml", "name: web\n");
    }

    @Test
    void comparesEveryFile() throws IOException {
        new Repository(root)
                .with("service/tests/a/expected/README.md", "# other\n")
                .with("service/tests/a/expected/c.txt", "c\n");
        TemplateTests.Case failed = only();
        assertFalse(failed.passed());
        assertEquals(
                "the files are not those in expected: README.md (different), b.txt (not expected), c.txt (missing)",
                failed.findings().get(0).message());
        assertEquals(
                root.resolve("service/tests/a/values.yaml") + ":1:1",
                failed.findings().get(0).location().orElseThrow().toString());
        assertEquals(
                List.of(FileChange.Kind.CHANGED, FileChange.Kind.ADDED, FileChange.Kind.MISSING),
                failed.changes().stream().map(FileChange::kind).toList());
    }

    @Test
    void anUpdateWritesWhatIsExpectedAndThenItPasses() throws IOException {
        new Repository(root).with("service/tests/a/expected/gone.txt", "");
        assertTrue(TemplateTests.in(root).updating().run().get(0).passed());
        assertEquals("# web\n", Files.readString(root.resolve("service/tests/a/expected/README.md")));
        assertFalse(Files.exists(root.resolve("service/tests/a/expected/gone.txt")));
        assertTrue(only().passed(), () -> only().toString());
    }

    @Test
    void valuesThatTheFormDoesNotAllowFail() throws IOException {
        new Repository(root).with("service/tests/a/values.yaml", "name: WEB\n");
        TemplateTests.Case failed = only();
        assertFalse(failed.passed());
        assertTrue(failed.findings().get(0).location().isPresent(), failed::toString);
        new Repository(root).with("service/tests/a/values.yaml", "[1]\n");
        assertEquals("template-values", only().findings().get(0).ruleId());
    }

    @Test
    void aRunThatFailsSaysWhy() throws IOException {
        new Repository(root).with("service/template.yaml", Repository.TEMPLATE.replace("./skeleton", "./nowhere"));
        TemplateTests.Case failed = only();
        assertFalse(failed.passed());
        assertTrue(failed.findings().get(0).message().contains("nowhere"), failed::toString);
    }

    @Test
    void noTestAtAllFails() throws IOException {
        Files.delete(root.resolve("service/tests/a/values.yaml"));
        new Repository(root)
                .with("target/service/template.yaml", Repository.TEMPLATE)
                .with("target/service/tests/a/values.yaml", "name: web\n");
        assertEquals("nothing-to-check", only().findings().get(0).ruleId());
    }

    private TemplateTests.Case only() {
        try {
            List<TemplateTests.Case> cases = TemplateTests.in(root).run();
            assertEquals(1, cases.size(), cases::toString);
            return cases.get(0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
