package dev.portalsdk.model.report;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * JSON, one finding to a line.
 *
 * <pre>{@code
 * {"summary": {"errors":0,"warnings":1,"infos":0},
 *  "findings": [
 *   {"severity":"warning","rule":"dangling-ref","entity":"component:default/web","source":"catalog-info.yaml","line":8,"column":10,
 *    "pointer":"/spec/owner","message":"…","found":"team-z","expected":"…","hint":"…"}
 * ]}
 * }</pre>
 *
 * <p>What a finding does not have is left out. Lines and columns count from 1, columns in Unicode code points. A value found that is longer than 2,000
 * characters is cut.
 */
public final class JsonReport implements FindingReport {
    private static final JsonReport PLAIN = new JsonReport();

    private JsonReport() {}

    /** The only one. */
    public static JsonReport create() {
        return PLAIN;
    }

    @Override
    public void append(Collection<Diagnostic> findings, Appendable out) throws IOException {
        List<Diagnostic> sorted = findings.stream().sorted(Diagnostic.BY_PLACE).toList();
        Summary summary = Summary.of(sorted);
        Value counts =
                Value.Obj.of("errors", summary.errors(), "warnings", summary.warnings(), "infos", summary.infos());
        out.append("{\"summary\": ").append(counts.toJson()).append(",\n \"findings\": [");
        String separator = "\n  ";
        for (Diagnostic finding : sorted) {
            out.append(separator).append(FindingValues.json(json(finding)));
            separator = ",\n  ";
        }
        out.append("\n]}\n");
    }

    private static Value json(Diagnostic finding) {
        Value.Obj.Builder json = Value.Obj.builder()
                .put("severity", finding.severity().name().toLowerCase(Locale.ROOT))
                .put("rule", finding.ruleId());
        finding.entity().ifPresent(ref -> json.put("entity", ref.toString()));
        finding.location()
                .ifPresent(at ->
                        json.put("source", at.source()).put("line", at.line()).put("column", at.column()));
        json.put("pointer", finding.pointer()).put("message", finding.message());
        finding.found().ifPresent(value -> json.put("found", FindingValues.cut(value)));
        finding.expected().ifPresent(text -> json.put("expected", text));
        finding.hint().ifPresent(text -> json.put("hint", text));
        return json.build();
    }
}
