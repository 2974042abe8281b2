package dev.portalsdk.model.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.InvalidCatalogException;
import dev.portalsdk.model.Severity;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CatalogChecksTest {
    private static final String DANGLING_AND_CYCLE = """
            @
            kind: Component
            metadata:
              name: web
              annotations: {ANNOTATIONS}
            spec: {type: service, lifecycle: production, owner: team-a, dependsOn: ["component:web"]}
            """;

    @Test
    void allRulesAreOnAtFirstAndFindingsSortedByPlace() {
        CheckResult result = CatalogChecks.standard().check(entities(""));
        assertEquals(List.of("dangling-ref", "cycle"), rules(result.findings()));
        assertEquals(List.of(), result.waived());
        assertFalse(result.hasErrors());
        result.throwIfErrors();
    }

    @Test
    void severitiesAreConfiguredAndRulesSwitchedOff() {
        CheckResult result = CatalogChecks.builder()
                .severity("dangling-ref", Severity.ERROR)
                .off("cycle")
                .build()
                .check(entities(""));
        assertEquals(List.of("dangling-ref"), rules(result.findings()));
        assertTrue(result.hasErrors());
        InvalidCatalogException thrown = assertThrows(InvalidCatalogException.class, result::throwIfErrors);
        assertEquals(result.findings(), thrown.findings());
    }

    @Test
    void anAnnotationWaivesRulesOfItsEntity() {
        CheckResult result = CatalogChecks.standard().check(entities("portalsdk.dev/waive: 'dangling-ref, cycle'"));
        assertEquals(List.of(), result.findings());
        assertEquals(List.of("dangling-ref", "cycle"), rules(result.waived()));
        assertEquals(
                List.of("cycle"),
                rules(CatalogChecks.standard()
                        .check(entities("portalsdk.dev/waive: dangling-ref"))
                        .findings()));
    }

    @Test
    void aWaiverOfAnotherEntityDoesNotCount() {
        List<CheckedEntity> entities = new java.util.ArrayList<>(entities(""));
        entities.addAll(CatalogText.read("""
                @
                kind: System
                metadata: {name: shop, annotations: {portalsdk.dev/waive: cycle}}
                spec: {owner: team-a}
                """));
        assertEquals(3, CatalogChecks.standard().check(entities).findings().size());
    }

    @Test
    void aMisspeltWaiverIsToldAtItsPlace() {
        List<Diagnostic> findings = CatalogChecks.standard()
                .check(entities("portalsdk.dev/waive: 'danglin-ref, cycle, of-another-program'"))
                .findings();
        assertEquals(List.of("unknown-waiver", "dangling-ref"), rules(findings));
        assertEquals(
                Optional.of("did you mean \"dangling-ref\"?"), findings.get(0).hint());
        assertEquals(
                "catalog-info.yaml:5:38",
                findings.get(0).location().orElseThrow().toString());
    }

    @Test
    void aSnapshotMakesRefsKnown() {
        CheckResult result = CatalogChecks.builder()
                .knownElsewhere(RefSnapshot.of(List.of(EntityRef.parse("group:team-a"))))
                .build()
                .check(entities(""));
        assertEquals(List.of("cycle"), rules(result.findings()));
    }

    @Test
    void aBaselineWaivesAndTellsWhatIsStale() {
        List<Diagnostic> now = CatalogChecks.standard().check(entities("")).findings();
        CheckResult same =
                CatalogChecks.builder().baseline(Baseline.of(now)).build().check(entities("a.example/one: more"));
        assertEquals(List.of(), same.findings());
        assertEquals(List.of("dangling-ref", "cycle"), rules(same.waived()));

        CheckResult without =
                CatalogChecks.builder().baseline(Baseline.of(now)).build().check(List.of());
        assertEquals(List.of("stale-baseline", "stale-baseline"), rules(without.findings()));
        assertEquals(Severity.INFO, without.findings().get(0).severity());
    }

    @Test
    void nothingIsStaleOfARuleThatIsOff() {
        Baseline baseline =
                Baseline.of(CatalogChecks.standard().check(entities("")).findings());
        CheckResult result =
                CatalogChecks.builder().baseline(baseline).off("cycle").build().check(entities(""));
        assertEquals(List.of(), result.findings());
    }

    @Test
    void aHostsRuleTakesPart() {
        CatalogRule needsDescription = set -> set.entities().stream()
                .filter(entity -> entity.entity().metadata().description().isEmpty())
                .map(entity -> Diagnostic.error("whatever", "There is no description")
                        .at(entity.descriptor(), "/metadata/description")
                        .build())
                .toList();
        CheckResult result = CatalogChecks.builder()
                .rule("described", needsDescription)
                .severity("described", Severity.INFO)
                .build()
                .check(entities("portalsdk.dev/waive: 'cycle, dangling-ref'"));
        assertEquals(List.of("described"), rules(result.findings()));
        assertEquals(Severity.INFO, result.findings().get(0).severity());
    }

    @Test
    void aRuleThatThrowsIsAFindingAndTheOthersRun() {
        CatalogRule broken = set -> {
            throw new java.io.IOException("no network");
        };
        List<Diagnostic> findings = CatalogChecks.builder()
                .rule("broken", broken)
                .build()
                .check(entities(""))
                .findings();
        assertEquals(List.of("dangling-ref", "cycle", "failed-rule"), rules(findings));
        assertEquals(
                "The rule broken failed: java.io.IOException: no network",
                findings.get(2).message());
    }

    @Test
    void mistakesInTheWiringAreNamed() {
        IllegalArgumentException unknown = assertThrows(
                IllegalArgumentException.class,
                () -> CatalogChecks.builder().off("dangling-refs").build());
        assertTrue(
                String.valueOf(unknown.getMessage())
                        .startsWith(
                                "There is no rule dangling-refs; did you mean \"dangling-ref\"? Known rules: dangling-ref, "),
                unknown.getMessage());
        assertThrows(
                IllegalArgumentException.class, () -> CatalogChecks.builder().rule("cycle", set -> List.of()));
    }

    private static List<CheckedEntity> entities(String annotations) {
        return CatalogText.read(DANGLING_AND_CYCLE.replace("ANNOTATIONS", annotations));
    }

    private static List<String> rules(List<Diagnostic> findings) {
        return findings.stream().map(Diagnostic::ruleId).toList();
    }
}
