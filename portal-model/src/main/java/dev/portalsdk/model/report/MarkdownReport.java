package dev.portalsdk.model.report;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Severity;
import java.io.IOException;
import java.util.Collection;
import java.util.List;

/**
 * GitHub's Markdown: a list with an item to each finding, for the summary of a build or a comment.
 *
 * <p>What files say stands in code elements, escaped, so that it makes no markup, link or mention. At most 60,000 characters long: what does not fit is counted.
 */
public final class MarkdownReport implements FindingReport {
    /** GitHub takes comments of 65,536. */
    private static final int MAX_CHARACTERS = 60_000;

    private static final MarkdownReport PLAIN = new MarkdownReport();

    private MarkdownReport() {}

    /** The only one. */
    public static MarkdownReport create() {
        return PLAIN;
    }

    @Override
    public void append(Collection<Diagnostic> findings, Appendable out) throws IOException {
        List<Diagnostic> sorted = findings.stream().sorted(Diagnostic.BY_PLACE).toList();
        String title = "### " + Summary.of(sorted) + "\n\n";
        out.append(title);
        int length = title.length();
        int shown = 0;
        for (Diagnostic finding : sorted) {
            String row = row(finding) + "\n";
            length += row.length();
            if (length > MAX_CHARACTERS) {
                out.append("- … and " + (sorted.size() - shown) + " more\n");
                return;
            }
            out.append(row);
            shown++;
        }
    }

    /** One finding, as an item of a list, without the end of the line. */
    public static String row(Diagnostic finding) {
        String mark = finding.severity() == Severity.ERROR
                ? "**error**"
                : finding.severity() == Severity.WARNING ? "warning" : "info";
        return "- " + mark + " " + code(finding.entity().map(ref -> ref + ": ").orElse("") + finding.messageWithHint())
                + finding.location().map(at -> " " + code(at.toString())).orElse("");
    }

    /** Text in an HTML element, in which every letter that Markdown or HTML could take for something else is written as a number. */
    public static String code(String text) {
        StringBuilder escaped = new StringBuilder("<code>");
        Printable.line(text).codePoints().forEach(point -> {
            boolean plain = Character.isLetterOrDigit(point) || " /.:,;-()".indexOf(point) >= 0;
            if (plain) {
                escaped.appendCodePoint(point);
            } else {
                escaped.append("&#").append(point).append(';');
            }
        });
        return escaped.append("</code>").toString();
    }
}
