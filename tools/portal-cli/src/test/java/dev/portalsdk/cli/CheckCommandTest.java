package dev.portalsdk.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckCommandTest {
    private static final String COMPONENT = """
            apiVersion: backstage.io/v1alpha1
            kind: Component
            metadata:
              name: web
            spec:
              type: service
              lifecycle: production
              owner: team-z
            """;

    @TempDir
    Path root;

    private String file(String text) throws IOException {
        Files.writeString(root.resolve("catalog-info.yaml"), text);
        return root.toString();
    }

    @ParameterizedTest
    @CsvSource({
        "error, 0, 2",
        "warning, 1, 2",
        "info, 1, 2",
        "never, 0, 0",
    })
    void theExitCodeIsAsFailOnSays(String failOn, int ofAWarning, int ofAnError) throws IOException {
        assertEquals(
                ofAWarning,
                Run.of("check", file(COMPONENT), "--fail-on", failOn).exitCode());
        assertEquals(
                ofAnError,
                Run.of("check", file(COMPONENT.replace("  owner: team-z\n", "")), "--fail-on", failOn)
                        .exitCode());
    }

    @Test
    void textShowsTheLineAndCounts() throws IOException {
        Run run = Run.of("check", file(COMPONENT));
        assertEquals(
                root.resolve("catalog-info.yaml")
                        + ":8:10: warning: component:default/web: spec.owner \"team-z\" is no Group or User in the catalog [dangling-ref]\n"
                        + "  8 |   owner: team-z\n    |          ^^^^^^\n1 files, 1 entities: 1 warning\n",
                run.out().replace("\r\n", "\n"));
        assertEquals("", run.err());
    }

    @Test
    void coloursComeOnlyWhereTheyAreWanted() throws IOException {
        String directory = file(COMPONENT);
        assertFalse(Run.of("check", directory).out().contains("\u001b"));
        assertTrue(Run.of(true, "check", directory).out().contains("\u001b[33mwarning: \u001b[0m"));
        assertFalse(Run.of(true, "check", directory, "--color", "never").out().contains("\u001b"));
        assertTrue(Run.of("check", directory, "--color", "always").out().contains("\u001b"));
        assertFalse(Run.of(true, "check", directory, "-f", "json").out().contains("\u001b"));
    }

    @Test
    void annotationsNameTheFileBelowTheRootAndGiveNoCommandAway() throws IOException {
        Run run = Run.of(
                "check",
                file(COMPONENT.replace("team-z", "\"a%0A::error::b\\n::set-output name=c::d\"")),
                "-f",
                "github",
                "--root",
                root.toString());
        List<String> lines = run.out().lines().toList();
        assertFalse(lines.isEmpty());
        for (String line : lines) {
            assertTrue(
                    line.matches("::(error|warning|notice) file=catalog-info\\.yaml,line=8,col=10,title=[a-z-]+::.*"),
                    line);
            assertFalse(line.substring(2).contains("\n::"), line);
        }
        assertFalse(run.out().contains("%0A::error"), "a percent sign is escaped: " + run.out());
    }

    @Test
    void sarifAndOtherReportsAreWrittenBesideTheText() throws IOException {
        Path sarif = root.resolve("build/a.sarif");
        Path json = root.resolve("build/a.json");
        Run run = Run.of(
                "check",
                file(COMPONENT),
                "--report",
                "sarif=" + sarif,
                "--report",
                "json=" + json,
                "--root",
                root.toString());
        assertTrue(run.out().contains("1 warning"));
        Value log = Value.parseJson(Files.readString(sarif));
        assertEquals("2.1.0", text(log, "/version"));
        assertEquals("dangling-ref", text(log, "/runs/0/results/0/ruleId"));
        assertEquals(
                "catalog-info.yaml", text(log, "/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri"));
        assertEquals("dangling-ref", text(Value.parseJson(Files.readString(json)), "/findings/0/rule"));
    }

    @Test
    void markdownIsMadeOfCodeElements() throws IOException {
        Run run = Run.of("check", file(COMPONENT.replace("team-z", "\"<b>@all</b>\"")), "-f", "markdown");
        assertTrue(run.out().startsWith("### 1 warning"), run.out());
        assertFalse(run.out().contains("<b>"), run.out());
        assertFalse(run.out().contains("@all"), run.out());
    }

    @Test
    void aBaselineIsWrittenAndPutUpWith() throws IOException {
        String baseline = root.resolve("baseline.json").toString();
        assertEquals(
                1,
                Run.of("check", file(COMPONENT), "--write-baseline", baseline, "--fail-on", "info")
                        .exitCode());
        assertEquals(
                0,
                Run.of("check", file(COMPONENT), "--baseline", baseline, "--fail-on", "info")
                        .exitCode());
    }

    @Test
    void rulesMayBeOffOrWeighMore() throws IOException {
        assertEquals(
                0,
                Run.of("check", file(COMPONENT), "--off", "dangling-ref", "--fail-on", "info")
                        .exitCode());
        assertEquals(
                2,
                Run.of("check", file(COMPONENT), "--severity", "dangling-ref=error")
                        .exitCode());
    }

    @Test
    void aDirectoryWithoutDescriptorsFails() {
        Run run = Run.of("check", root.toString());
        assertEquals(2, run.exitCode());
        assertTrue(run.out().contains("[nothing-to-check]"), run.out());
    }

    @ParameterizedTest
    @CsvSource({"chek", "check --bogus", "check --fail-on maybe", "''", "catalog", "plan"})
    void wrongUsageIsAnExitCodeOfItsOwn(String line) {
        Run run = Run.of(line.isEmpty() ? new String[0] : line.split(" "));
        assertEquals(Portal.USAGE, run.exitCode(), run::toString);
        assertEquals("", run.out());
        assertFalse(run.err().isEmpty());
    }

    @Test
    void whatCannotBeReadIsAnotherOne() throws IOException {
        Run run = Run.of(
                "check",
                file(COMPONENT),
                "--baseline",
                root.resolve("nowhere.json").toString());
        assertEquals(Portal.UNAVAILABLE, run.exitCode(), run::toString);
        assertTrue(run.err().contains("nowhere.json does not exist"), run.err());
    }

    @Test
    void helpNamesExitCodes() {
        Run run = Run.of("check", "--help");
        assertEquals(0, run.exitCode());
        assertTrue(run.out().contains("Exit code"), run.out());
    }

    private static String text(Value json, String pointer) {
        return json.at(pointer).flatMap(Value::asString).orElse("");
    }
}
