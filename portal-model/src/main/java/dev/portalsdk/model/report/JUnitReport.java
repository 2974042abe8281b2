package dev.portalsdk.model.report;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Severity;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.check.CheckRule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * JUnit XML, which build servers show as test results: a test case for each file, or for each rule.
 *
 * <p>A case fails if one of its findings is an error (see {@link #failingOn}); the other findings are its output. Characters that XML cannot hold stand as
 * escapes, e.g. {@code \}{@code u0000}.
 */
public final class JUnitReport implements FindingReport {
    private static final String NO_FILE = "(no file)";

    private final String suite;
    private final List<String> cases;
    private final Function<Diagnostic, String> caseOf;
    private final Severity failing;

    private JUnitReport(String suite, List<String> cases, Function<Diagnostic, String> caseOf, Severity failing) {
        this.suite = suite;
        this.cases = List.copyOf(cases);
        this.caseOf = caseOf;
        this.failing = failing;
    }

    /**
     * A test case for each file.
     *
     * @param sources the files that were checked, so that those without a finding pass
     */
    public static JUnitReport perSource(Collection<String> sources) {
        return new JUnitReport(
                "catalog-files",
                List.copyOf(sources),
                finding -> finding.location().map(SourceLocation::source).orElse(NO_FILE),
                Severity.ERROR);
    }

    /**
     * A test case for each rule.
     *
     * @param rules those that were applied, so that those without a finding pass, e.g. {@link CheckRule#standard()}
     */
    public static JUnitReport perRule(Collection<CheckRule> rules) {
        return new JUnitReport(
                "catalog-rules", rules.stream().map(CheckRule::id).toList(), Diagnostic::ruleId, Severity.ERROR);
    }

    /** A report in which findings of this severity and above fail their case. */
    public JUnitReport failingOn(Severity lowest) {
        return new JUnitReport(suite, cases, caseOf, lowest);
    }

    @Override
    public void append(Collection<Diagnostic> findings, Appendable out) throws IOException {
        Map<String, List<Diagnostic>> byCase = new TreeMap<>();
        cases.forEach(name -> byCase.put(name, new ArrayList<>()));
        findings.stream().sorted(Diagnostic.BY_PLACE).forEach(finding -> byCase.computeIfAbsent(
                        caseOf.apply(finding), name -> new ArrayList<>())
                .add(finding));
        long failed = byCase.values().stream()
                .filter(of -> of.stream().anyMatch(this::fails))
                .count();
        String counts = " tests=\"" + byCase.size() + "\" failures=\"" + failed + "\" errors=\"0\"";
        out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites")
                .append(counts)
                .append(">\n<testsuite");
        attribute("name", suite, out);
        out.append(counts).append(" skipped=\"0\">\n");
        for (Map.Entry<String, List<Diagnostic>> entry : byCase.entrySet()) {
            appendCase(entry.getKey(), entry.getValue(), out);
        }
        out.append("</testsuite>\n</testsuites>\n");
    }

    private void appendCase(String name, List<Diagnostic> findings, Appendable out) throws IOException {
        out.append("<testcase");
        attribute("classname", suite, out);
        attribute("name", name, out);
        List<Diagnostic> failures = findings.stream().filter(this::fails).toList();
        List<Diagnostic> others =
                findings.stream().filter(finding -> !fails(finding)).toList();
        if (findings.isEmpty()) {
            out.append("/>\n");
            return;
        }
        out.append(">\n");
        if (!failures.isEmpty()) {
            out.append("<failure");
            attribute("type", failures.get(0).ruleId(), out);
            attribute("message", message(failures), out);
            appendLines("failure", failures, out);
        }
        if (!others.isEmpty()) {
            out.append("<system-out");
            appendLines("system-out", others, out);
        }
        out.append("</testcase>\n");
    }

    private boolean fails(Diagnostic finding) {
        return finding.severity().compareTo(failing) >= 0;
    }

    private static String message(List<Diagnostic> failures) {
        String first = failures.get(0).messageWithHint();
        return failures.size() == 1 ? first : first + " (and " + (failures.size() - 1) + " more)";
    }

    /** Ends the start tag, writes a line for each finding, and the end tag. */
    private static void appendLines(String element, List<Diagnostic> findings, Appendable out) throws IOException {
        out.append(">");
        for (Diagnostic finding : findings) {
            out.append(escaped(Printable.line(finding.toString()))).append('\n');
        }
        out.append("</").append(element).append(">\n");
    }

    private static void attribute(String name, String value, Appendable out) throws IOException {
        out.append(' ')
                .append(name)
                .append("=\"")
                .append(escaped(Printable.line(value)))
                .append('"');
    }

    private static String escaped(String text) {
        return Printable.forXml(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
