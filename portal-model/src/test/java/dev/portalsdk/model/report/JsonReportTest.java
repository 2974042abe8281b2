package dev.portalsdk.model.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Value;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonReportTest {

    @Test
    void holdsEverythingThatAFindingDoes() {
        Value report = Value.parseJson(Findings.text(JsonReport.create(), Findings.UNSORTED));
        assertEquals(
                Optional.of(Value.parseJson("{\"errors\": 1, \"warnings\": 1, \"infos\": 1}")), report.at("/summary"));
        assertEquals(Optional.of(Value.parseJson("""
                        [{"severity": "error", "rule": "yaml", "source": "a/catalog-info.yaml", "line": 1, "column": 4, "pointer": "",
                          "message": "Not YAML: it ends too early"},
                         {"severity": "warning", "rule": "dangling-ref", "entity": "component:default/web",
                          "source": "b/catalog-info.yaml", "line": 3, "column": 10, "pointer": "/spec/owner",
                          "message": "spec.owner \\"team-z\\" is no Group or User in the catalog", "found": "team-z",
                          "expected": "a reference to a Group or User that exists", "hint": "did you mean \\"team-a\\"?"},
                         {"severity": "info", "rule": "of-the-host", "pointer": "", "message": "Nothing about a file"}]
                        """)), report.at("/findings"));
    }

    @Test
    void isJsonWithoutFindingsToo() {
        assertEquals(
                Optional.of(Value.Arr.empty()),
                Value.parseJson(Findings.text(JsonReport.create(), List.of())).at("/findings"));
    }

    @Test
    void valuesOfAnyTypeAreKeptAndLongOnesCut() {
        assertEquals("12", found(Value.Num.of(12)).toJson());
        assertEquals("{\"a\":[null]}", found(Value.parseJson("{\"a\": [null]}")).toJson());
        assertEquals(
                "x".repeat(2_000) + "…",
                found(Value.Str.of("x".repeat(1_000_000))).asString().orElseThrow());
    }

    private static Value found(Value value) {
        Diagnostic finding = Diagnostic.info("x", "m").found(value).build();
        return Value.parseJson(Findings.text(JsonReport.create(), List.of(finding)))
                .at("/findings/0/found")
                .orElseThrow();
    }
}
