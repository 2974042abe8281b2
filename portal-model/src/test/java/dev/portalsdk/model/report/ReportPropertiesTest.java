package dev.portalsdk.model.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Severity;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ReportPropertiesTest {

    @Provide
    Arbitrary<String> nasty() {
        Arbitrary<String> pieces = Arbitraries.of(
                "\u0000",
                "\u001b[0m",
                "\n",
                "\r\n",
                "\t",
                "\ud800",
                "\udc00",
                "🚀",
                "\uFFFE",
                "\uFFFF",
                "\u2028",
                "\u202e",
                "<",
                "&",
                "]]>",
                "\"",
                "'",
                "\\",
                "{0}",
                "](",
                "%",
                "-->",
                "名",
                "e\u0301",
                "\uFEFF",
                " ");
        return Arbitraries.oneOf(pieces, Arbitraries.strings().all().ofMaxLength(3))
                .list()
                .ofMaxSize(8)
                .map(list -> String.join("", list));
    }

    @Provide
    Arbitrary<Diagnostic> finding() {
        return Combinators.combine(
                        Arbitraries.of(Severity.values()),
                        nasty(),
                        nasty(),
                        nasty(),
                        nasty().optional(0.5),
                        Arbitraries.integers().between(1, 5),
                        Arbitraries.integers().between(1, 20))
                .as(ReportPropertiesTest::finding);
    }

    private static Diagnostic finding(
            Severity severity,
            String rule,
            String message,
            String source,
            Optional<String> hint,
            int line,
            int column) {
        Value found = Value.Str.of(message);
        return new Diagnostic(
                severity,
                rule,
                Optional.empty(),
                Optional.of(new SourceLocation(source, line, column)),
                "/" + rule,
                message,
                Optional.of(found),
                Optional.of(source),
                hint);
    }

    @Provide
    Arbitrary<List<Diagnostic>> findings() {
        return finding().list().ofMaxSize(5);
    }

    @Property
    void jsonAndSarifAreJsonInUtf8(@ForAll("findings") List<Diagnostic> findings) throws IOException {
        for (FindingReport report : List.of(JsonReport.create(), SarifReport.under(Path.of("")))) {
            String pointer = report instanceof JsonReport ? "/findings" : "/runs/0/results";
            Value parsed = Value.parseJson(utf8(report, findings));
            assertEquals(
                    findings.size(),
                    parsed.at(pointer).flatMap(Value::asArr).orElseThrow().size());
        }
    }

    @Property
    void messagesSurviveJson(@ForAll("finding") Diagnostic finding) throws IOException {
        Value parsed = Value.parseJson(utf8(JsonReport.create(), List.of(finding)));
        assertEquals(
                Printable.wellFormed(finding.message()),
                parsed.at("/findings/0/message").flatMap(Value::asString).orElseThrow());
    }

    @Property
    void junitIsXml(@ForAll("findings") List<Diagnostic> findings) throws IOException {
        Xml.parse(utf8(JUnitReport.perSource(List.of("a")), findings));
        Xml.parse(utf8(JUnitReport.perRule(List.of()), findings));
    }

    @Property
    void textIsOneLineEachWithoutControls(@ForAll("findings") List<Diagnostic> findings) throws IOException {
        String text = utf8(TextReport.create(), findings);
        assertEquals(findings.size(), text.chars().filter(c -> c == '\n').count());
        assertFalse(text.chars().anyMatch(c -> c != '\n' && Character.isISOControl(c)));
    }

    @Property
    void marksStandUnderTheLine(@ForAll("findings") List<Diagnostic> findings, @ForAll("nasty") String text) {
        String report = Findings.text(SnippetReport.of(source -> Optional.of(text)), findings);
        assertTrue(report.chars().noneMatch(c -> c != '\n' && Character.isISOControl(c)));
    }

    @Property
    void reportsDoNotDependOnTheOrderOfFindings(@ForAll("findings") List<Diagnostic> findings, @ForAll Random random) {
        Set<Diagnostic> unequal = new TreeSet<>(Diagnostic.BY_PLACE);
        unequal.addAll(findings);
        List<Diagnostic> distinct = List.copyOf(unequal);
        List<Diagnostic> shuffled = new ArrayList<>(distinct);
        Collections.shuffle(shuffled, random);
        for (FindingReport report : List.of(
                TextReport.create(),
                JsonReport.create(),
                SarifReport.under(Path.of("")),
                JUnitReport.perSource(List.of()))) {
            assertEquals(Findings.text(report, distinct), Findings.text(report, shuffled));
        }
    }

    /** The report's bytes, decoded without mercy. */
    private static String utf8(FindingReport report, List<Diagnostic> findings) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        report.write(findings, out);
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(out.toByteArray()))
                .toString();
    }
}
