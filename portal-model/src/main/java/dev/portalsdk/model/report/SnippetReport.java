package dev.portalsdk.model.report;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Severity;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Text for people: each finding with the line that it is about.
 *
 * <pre>{@code
 * catalog-info.yaml:8:10: warning: component:default/web: spec.owner "team-z" is no Group or User in the catalog [dangling-ref]
 *   8 |   owner: team-z
 *     |          ^^^^^^
 *     = did you mean "team-a"?
 * }</pre>
 */
public final class SnippetReport implements FindingReport {
    private final SourceTexts texts;
    private final boolean coloured;

    private SnippetReport(SourceTexts texts, boolean coloured) {
        this.texts = texts;
        this.coloured = coloured;
    }

    /** Shows lines of local files. */
    public static SnippetReport create() {
        return of(SourceTexts.files());
    }

    /** Shows lines of texts that the caller has. Each text is asked for once in a report. */
    public static SnippetReport of(SourceTexts texts) {
        return new SnippetReport(texts, false);
    }

    /** The same for a terminal that knows ANSI's colours. */
    public SnippetReport coloured() {
        return new SnippetReport(texts, true);
    }

    @Override
    public void append(Collection<Diagnostic> findings, Appendable out) throws IOException {
        SourceLines lines = new SourceLines(texts);
        List<Diagnostic> sorted = findings.stream().sorted(Diagnostic.BY_PLACE).toList();
        for (Diagnostic finding : sorted) {
            append(finding, lines, out);
        }
    }

    private void append(Diagnostic finding, SourceLines lines, Appendable out) throws IOException {
        String place = finding.location().map(at -> at + ": ").orElse("");
        String entity = finding.entity().map(ref -> ref + ": ").orElse("");
        String severity = finding.severity().name().toLowerCase(Locale.ROOT) + ": ";
        out.append(Printable.line(place))
                .append(paint(colour(finding.severity()), Printable.line(severity)))
                .append(Printable.line((entity + finding.message() + " [" + finding.ruleId() + "]").stripTrailing()))
                .append('\n');
        String number = finding.location().map(at -> String.valueOf(at.line())).orElse("");
        String margin = " ".repeat(Math.max(3, number.length()));
        Optional<Snippet> snippet = finding.location().flatMap(at -> snippet(finding, at, lines));
        if (snippet.isPresent()) {
            line(
                    out,
                    margin.substring(number.length()) + number + " | "
                            + snippet.get().shown());
            out.append(margin + " | ")
                    .append(paint(
                            colour(finding.severity()), snippet.get().marks().stripTrailing()))
                    .append('\n');
        }
        if (finding.hint().isPresent()) {
            line(out, margin + " = " + finding.hint().get());
        }
    }

    private static Optional<Snippet> snippet(Diagnostic finding, SourceLocation at, SourceLines lines) {
        return lines.line(at).map(line -> new Snippet(line, at.column(), faulty(finding, line, at.column())));
    }

    /** How many letters to mark: the value found, if it stands there as it is or in quotes. */
    private static int faulty(Diagnostic finding, String line, int column) {
        String found = finding.found().map(SnippetReport::text).orElse("");
        if (found.isEmpty() || line.codePointCount(0, line.length()) < column) {
            return 1;
        }
        int start = line.offsetByCodePoints(0, column - 1);
        char quote = line.charAt(start);
        int length = found.codePointCount(0, found.length());
        if (line.startsWith(found, start)) {
            return length;
        }
        boolean quoted = (quote == '"' || quote == '\'') && line.startsWith(found + quote, start + 1);
        return quoted ? length + 2 : 1;
    }

    private static String text(Value value) {
        return value instanceof Value.Obj || value instanceof Value.Arr
                ? ""
                : value.asString().orElseGet(value::toString);
    }

    private String paint(int colour, String text) {
        return coloured ? "\u001b[" + colour + "m" + text + "\u001b[0m" : text;
    }

    // SGR of ECMA-48: red, yellow, cyan.
    private static int colour(Severity severity) {
        return switch (severity) {
            case ERROR -> 31;
            case WARNING -> 33;
            case INFO -> 36;
        };
    }

    private static void line(Appendable out, String text) throws IOException {
        out.append(Printable.line(text.stripTrailing())).append('\n');
    }
}
