package dev.portalsdk.model.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Severity;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Against the text of the specification (SARIF 2.1.0); the numbers are its sections. */
class SarifReportTest {
    private static final Path BASE = Path.of("").toAbsolutePath();

    @Test
    void hasTheFrameThatTheSpecificationAsksFor() {
        Value log = report(Findings.UNSORTED);
        assertEquals("2.1.0", string(log, "/version")); // 3.13.2
        assertTrue(string(log, "/$schema").endsWith("/sarif-schema-2.1.0.json")); // 3.13.3
        assertEquals(1, arr(log, "/runs").size()); // 3.13.4
        assertEquals("Portal SDK", string(log, "/runs/0/tool/driver/name")); // 3.19.8
        assertEquals("unicodeCodePoints", string(log, "/runs/0/columnKind")); // 3.14.17
        assertEquals(3, arr(log, "/runs/0/results").size()); // 3.14.23
    }

    @Test
    void resultsReferToTheirRules() {
        Value log = report(Findings.UNSORTED);
        assertEquals(3, arr(log, "/runs/0/tool/driver/rules").size());
        for (int i = 0; i < 3; i++) {
            Value result = log.at("/runs/0/results/" + i).orElseThrow();
            Value.Num index = (Value.Num) result.at("/ruleIndex").orElseThrow(); // 3.27.6
            Value rule = log.at("/runs/0/tool/driver/rules/" + index).orElseThrow();
            assertEquals(string(result, "/ruleId"), string(rule, "/id")); // 3.49.3
            assertTrue(List.of("none", "note", "warning", "error")
                    .contains(string(rule, "/defaultConfiguration/level"))); // 3.50.3
        }
        assertEquals(
                "A reference leads to an entity that does not exist.",
                string(log, "/runs/0/tool/driver/rules/0/shortDescription/text"));
    }

    @Test
    void aResultHasItsPlaceMessageAndEntity() {
        Value result =
                report(List.of(Findings.DANGLING)).at("/runs/0/results/0").orElseThrow();
        assertEquals("dangling-ref", string(result, "/ruleId"));
        assertEquals("warning", string(result, "/level")); // 3.27.10
        assertEquals(
                "spec.owner \"team-z\" is no Group or User in the catalog; did you mean \"team-a\"?",
                string(result, "/message/text")); // 3.27.11
        assertEquals(
                Value.parseJson("""
                        {"artifactLocation": {"uri": "b/catalog-info.yaml", "uriBaseId": "%SRCROOT%"},
                         "region": {"startLine": 3, "startColumn": 10}}
                        """), result.at("/locations/0/physicalLocation").orElseThrow()); // 3.29, 3.4, 3.30
        assertEquals(
                "component:default/web",
                string(result, "/locations/0/logicalLocations/0/fullyQualifiedName")); // 3.33.5
        assertEquals("/spec/owner", string(result, "/properties/pointer"));
    }

    @Test
    void severitiesAreLevels() {
        for (Severity severity : Severity.values()) {
            Value log = report(List.of(Findings.HOSTS.withSeverity(severity)));
            String level = severity == Severity.INFO ? "note" : severity.name().toLowerCase(java.util.Locale.ROOT);
            assertEquals(level, string(log, "/runs/0/results/0/level"));
            assertEquals(level, string(log, "/runs/0/tool/driver/rules/0/defaultConfiguration/level"));
        }
    }

    @Test
    void aFindingWithoutPlaceHasNone() {
        assertEquals(Optional.empty(), report(List.of(Findings.HOSTS)).at("/runs/0/results/0/locations"));
    }

    @Test
    void urisAreRelativeUnderTheBaseAndAbsoluteElsewhere() {
        assertEquals("x/a%20b%23%25%C3%A4.yaml", uri("x/a b#%ä.yaml"));
        assertEquals("x.yaml", uri(BASE.resolve("y/../x.yaml").toString()));
        assertEquals("a%3Ab.yaml", uri("a:b.yaml".replace("a:", "./a:")));
        assertEquals("https://host.example/a%20b?c=d%20#e", uri("https://host.example/a b?c=d%20#e"));
        String outside = uri(BASE.getParent().resolve("other/x y.yaml").toString());
        assertTrue(outside.startsWith("file:///") && outside.endsWith("/other/x%20y.yaml"), outside);
        Value log = report(List.of(at("https://host.example/a")));
        assertEquals(
                Optional.empty(), log.at("/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uriBaseId"));
    }

    @Test
    void theFingerprintSurvivesMovesAndTellsFindingsApart() {
        Diagnostic moved = new Diagnostic(
                Severity.ERROR,
                "dangling-ref",
                Findings.DANGLING.entity(),
                Optional.of(new SourceLocation("c.yaml", 99, 1)),
                "/spec/owner",
                "said in other words",
                Findings.DANGLING.found(),
                Optional.empty(),
                Optional.empty());
        assertEquals(fingerprint(Findings.DANGLING), fingerprint(moved));
        assertNotEquals(fingerprint(Findings.DANGLING), fingerprint(Findings.SYNTAX));
        assertNotEquals(fingerprint(at("a.yaml")), fingerprint(at("b.yaml")));
        assertEquals(
                fingerprint(at("a.yaml")), fingerprint(at(BASE.resolve("a.yaml").toString())));
    }

    @Test
    void messagesHoldNoPlaceholdersAndLinks() {
        Diagnostic hostile = Diagnostic.error("x", "${{ a }} {0} [click](http://evil.example) metadata.tags[0]")
                .build();
        assertEquals(
                "${{ a }} {{0}} [click] (http://evil.example) metadata.tags[0]",
                string(report(List.of(hostile)), "/runs/0/results/0/message/text"));
    }

    private static Diagnostic at(String source) {
        return Diagnostic.error("yaml", "m").at(SourceLocation.startOf(source)).build();
    }

    private static String uri(String source) {
        return string(
                report(List.of(at(source))), "/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri");
    }

    private static String fingerprint(Diagnostic finding) {
        return report(List.of(finding))
                .at("/runs/0/results/0/partialFingerprints")
                .flatMap(Value::asObj)
                .flatMap(prints -> prints.string("portalFinding/v1"))
                .orElseThrow();
    }

    private static Value report(List<Diagnostic> findings) {
        return Value.parseJson(Findings.text(SarifReport.under(BASE), findings));
    }

    private static Value.Arr arr(Value value, String pointer) {
        return value.at(pointer).flatMap(Value::asArr).orElseThrow();
    }

    private static String string(Value value, String pointer) {
        return value.at(pointer).flatMap(Value::asString).orElseThrow(() -> new AssertionError("no " + pointer));
    }
}
