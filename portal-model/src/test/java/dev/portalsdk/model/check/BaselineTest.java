package dev.portalsdk.model.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Validated;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineTest {
    @TempDir
    private Path directory;

    private static final Diagnostic DANGLING = Diagnostic.warning("dangling-ref", "spec.dependsOn[2] …")
            .entity(EntityRef.parse("component:web"))
            .at(new SourceLocation("a.yaml", 7, 3))
            .pointer("/spec/dependsOn/2")
            .found(Value.Str.of("api:x"))
            .build();

    @Test
    void theFileIsTheSameForFindingsInAnyOrder() throws IOException {
        Diagnostic other =
                Diagnostic.error("cycle", "m").entity(EntityRef.parse("api:a")).build();
        Path file = directory.resolve("baseline.json");
        Baseline.of(List.of(DANGLING, other)).write(file);
        String text = Files.readString(file);
        assertEquals("""
                {"findings": [
                  {"rule":"cycle","entity":"api:default/a","pointer":"","detail":"m"},
                  {"rule":"dangling-ref","entity":"component:default/web","pointer":"/spec/dependsOn/*","detail":"api:x"}
                ]}
                """, text);
        Baseline.of(List.of(other, DANGLING, DANGLING)).write(file);
        assertEquals(text, Files.readString(file));
    }

    @Test
    void keysSurviveMovesOfLinesAndElements() {
        Diagnostic moved = Diagnostic.error("dangling-ref", "another message")
                .entity(EntityRef.parse("Component:WEB"))
                .at(new SourceLocation("b.yaml", 1, 1))
                .pointer("/spec/dependsOn/0")
                .found(Value.Str.of("api:x"))
                .build();
        Diagnostic another = Diagnostic.warning("dangling-ref", "spec.dependsOn[2] …")
                .entity(EntityRef.parse("component:web"))
                .pointer("/spec/dependsOn/2")
                .found(Value.Str.of("api:y"))
                .build();
        Baseline baseline = Baseline.of(List.of(DANGLING));
        assertTrue(baseline.waives(moved));
        assertFalse(baseline.waives(another));
    }

    @Test
    void filesAreNamedRelativeToTheBaseline() throws IOException {
        Path moved = Files.createDirectory(directory.resolve("clone"));
        Diagnostic here = syntaxError(directory.resolve("x/catalog-info.yaml"));
        Path file = directory.resolve("baseline.json");
        Baseline.of(List.of(here)).write(file);
        assertTrue(Files.readString(file).contains("\"source\":\"x/catalog-info.yaml\""), Files.readString(file));
        assertTrue(Baseline.read(file).orThrow().waives(here));

        Path copy = Files.copy(file, moved.resolve("baseline.json"));
        assertTrue(Baseline.read(copy).orThrow().waives(syntaxError(moved.resolve("x/catalog-info.yaml"))));
        assertFalse(Baseline.read(copy).orThrow().waives(here));
    }

    @Test
    void staleEntriesAreToldAtTheirLine() throws IOException {
        Path file = directory.resolve("baseline.json");
        Baseline.of(List.of(DANGLING, syntaxError(directory.resolve("a.yaml")))).write(file);
        List<Diagnostic> stale =
                Baseline.read(file).orThrow().stale(List.of(syntaxError(directory.resolve("a.yaml"))), rule -> true);
        assertEquals(1, stale.size());
        assertEquals(
                "[INFO] The baseline waives dangling-ref of component:default/web (\"api:x\"), but nothing of that kind is found any more;"
                        + " remove the entry | stale-baseline " + file + ":3:3",
                stale.get(0).toString());
    }

    @Test
    void brokenEntriesAreFindingsAndTheOthersCount() throws IOException {
        Path file = directory.resolve("baseline.yaml");
        Files.writeString(file, """
                # by hand
                findings:
                  - {rule: dangling-ref, entity: component:web, pointer: /spec/dependsOn/*, detail: "api:x"}
                  - {rule: dangling-ref, entity: web, pointer: "", detail: ""}
                  - nonsense
                """);
        Validated<Baseline> read = Baseline.read(file);
        assertTrue(read.value().orElseThrow().waives(DANGLING));
        assertEquals(1, read.value().orElseThrow().size());
        assertEquals(
                List.of(file + ":4:5", file + ":5:5"),
                read.findings().stream()
                        .map(finding -> finding.location().orElseThrow().toString())
                        .toList());
        Files.writeString(file, "[]");
        assertTrue(Baseline.read(file).hasErrors());
    }

    private static Diagnostic syntaxError(Path file) {
        return Diagnostic.error("yaml", "Not YAML: …")
                .at(new SourceLocation(file.toString(), 3, 4))
                .build();
    }
}
