package dev.portalsdk.model.report;

import dev.portalsdk.model.Diagnostic;
import java.io.IOException;
import java.util.Collection;
import java.util.List;

/**
 * One line for each finding: {@code [ERROR] component:default/web: message; hint | rule-id file:line:column}.
 *
 * <p>Control characters stand as escapes, so that no file can drive the terminal.
 */
public final class TextReport implements FindingReport {
    private static final TextReport PLAIN = new TextReport();

    private TextReport() {}

    /** The only one. */
    public static TextReport create() {
        return PLAIN;
    }

    @Override
    public void append(Collection<Diagnostic> findings, Appendable out) throws IOException {
        List<Diagnostic> sorted = findings.stream().sorted(Diagnostic.BY_PLACE).toList();
        for (Diagnostic finding : sorted) {
            out.append(Printable.line(finding.toString())).append('\n');
        }
    }
}
