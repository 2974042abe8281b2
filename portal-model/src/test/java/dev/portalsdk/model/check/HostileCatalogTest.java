package dev.portalsdk.model.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sets of entities that would take minutes or a deep stack, were the checks written carelessly. */
@Timeout(60)
class HostileCatalogTest {
    private static final int MANY = 100_000;

    @Test
    void aLargeCatalogIsCheckedInTime() {
        Random random = new Random(7);
        List<CheckedEntity> entities = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            String system = "system-" + random.nextInt(1_000);
            // Targets have smaller numbers, so that nothing is a cycle.
            List<String> dependsOn = i == 0 ? List.of() : List.of("component:component-" + random.nextInt(i));
            entities.add(CatalogText.entity(
                    "Component",
                    "component-" + i,
                    Value.Obj.of("owner", "team-" + random.nextInt(500), "system", system, "dependsOn", dependsOn)));
        }
        for (int i = 0; i < 1_000; i++) {
            entities.add(CatalogText.entity("System", "system-" + i, Value.Obj.of("owner", "team-" + i % 500)));
        }
        for (int i = 0; i < 500; i++) {
            entities.add(CatalogText.entity("Group", "team-" + i, Value.Obj.empty()));
        }
        assertEquals(List.of(), CatalogChecks.standard().check(entities).findings());
    }

    @Test
    void aHundredThousandDifferentDanglingReferencesToAlikeNames() {
        List<CheckedEntity> entities = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            entities.add(CatalogText.component("component-" + i, "dependsOn", List.of("component:componnet-" + i)));
        }
        List<Diagnostic> findings = CatalogChecks.standard().check(entities).findings();
        assertEquals(MANY, findings.size());
        Diagnostic first = findings.stream()
                .filter(finding -> finding.message().contains("\"component:componnet-77\""))
                .findFirst()
                .orElseThrow();
        assertEquals("did you mean \"component:component-77\"?", first.hint().orElse(""));
    }

    @Test
    void oneNameInAHundredThousandNamespaces() {
        List<CheckedEntity> entities = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            entities.add(CatalogText.entity(
                    "Component",
                    Value.Obj.of("name", "db", "namespace", "n" + i),
                    Value.Obj.of("dependsOn", List.of("resource:db"))));
        }
        assertEquals(MANY, CatalogChecks.standard().check(entities).findings().size());
    }

    @Test
    void aChainAndARingOfAHundredThousand() {
        assertEquals(
                List.of(),
                CatalogChecks.standard().check(chain("none")).findings().stream()
                        .filter(finding -> finding.ruleId().equals("cycle"))
                        .toList());
        List<Diagnostic> ring =
                CatalogChecks.standard().check(chain("component:c0")).findings();
        assertEquals(1, ring.size());
        assertTrue(ring.get(0).message().length() < 3_000, "the message names some of the ring only");
        assertTrue(ring.get(0).message().contains(" 99950 more "), ring.get(0).message());
    }

    private static List<CheckedEntity> chain(String last) {
        List<CheckedEntity> chain = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            String next = i + 1 < MANY ? "component:c" + (i + 1) : last;
            chain.add(CatalogText.component("c" + i, "subcomponentOf", next));
        }
        return chain;
    }

    @Test
    void aTangleInWhichAllDependOnManyOthers() {
        Random random = new Random(3);
        List<CheckedEntity> entities = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            List<String> targets = new ArrayList<>();
            for (int j = 0; j < 10; j++) {
                targets.add("component:c" + random.nextInt(20_000));
            }
            entities.add(CatalogText.component("c" + i, "dependsOn", targets));
        }
        assertEquals(25, CatalogChecks.standard().check(entities).findings().size());
    }

    @Test
    void oneRefDefinedAHundredThousandTimes() {
        List<CheckedEntity> same = Collections.nCopies(MANY, CatalogText.component("same", "type", "x"));
        assertEquals(MANY, CatalogChecks.standard().check(same).findings().size());
    }

    @Test
    void aHundredThousandTagsThatAreAlike() {
        List<CheckedEntity> entities = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            List<String> tags = List.of("once-" + i + "-x", "often-" + i / 5, "once-" + i + "-y");
            entities.add(
                    CatalogText.entity("Component", Value.Obj.of("name", "c" + i, "tags", tags), Value.Obj.empty()));
        }
        CatalogChecks.standard().check(entities);
    }

    @Test
    void referencesToAHundredThousandKinds() {
        List<CheckedEntity> entities = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            entities.add(CatalogText.component("c" + i, "dependsOn", List.of("kind" + i + ":c" + i + "x")));
        }
        assertEquals(MANY, CatalogChecks.standard().check(entities).findings().size());
    }

    @Test
    void aWaiverOfAMillionRules() {
        Value.Obj waiver = Value.Obj.of(CatalogChecks.WAIVE_ANNOTATION, "dangling-rex,".repeat(1_000_000));
        CheckedEntity entity =
                CatalogText.entity("Component", Value.Obj.of("name", "x", "annotations", waiver), Value.Obj.empty());
        assertEquals(
                1, CatalogChecks.standard().check(List.of(entity)).findings().size());
    }

    @Test
    void aSnapshotOfNothingButLinesAndOneOfNothingButBrackets(@TempDir Path directory) throws IOException {
        Path lines = Files.writeString(directory.resolve("lines"), "\n#\n---\n".repeat(500_000) + "component:a");
        assertEquals(1, RefSnapshot.read(lines).value().orElseThrow().refs().size());
        Path brackets = Files.writeString(directory.resolve("brackets"), "[".repeat(10_000_000));
        assertTrue(RefSnapshot.read(brackets).hasErrors());
    }

    @Test
    void aBaselineOfAHundredThousandFindings(@TempDir Path directory) throws IOException {
        List<CheckedEntity> entities = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            entities.add(CatalogText.component("c" + i, "owner", "nobody-" + i));
        }
        Path file = directory.resolve("baseline.json");
        Baseline.of(CatalogChecks.standard().check(entities).findings()).write(file);
        Baseline baseline = Baseline.read(file).orThrow();
        assertEquals(MANY, baseline.size());
        CheckResult result = CatalogChecks.builder().baseline(baseline).build().check(entities);
        assertEquals(List.of(), result.findings());
    }
}
