package dev.portalsdk.testing;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.report.SnippetReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;

/** Texts of failures. */
final class Failures {
    /** A failure that shows more is read by nobody. */
    private static final int SHOWN = 50;

    private Failures() {}

    /** A sentence, and each finding with the line that it is about. */
    static AssertionError of(String sentence, Collection<Diagnostic> findings) {
        return new AssertionError(text(sentence, findings));
    }

    static String text(String sentence, Collection<Diagnostic> findings) {
        StringBuilder text = new StringBuilder(sentence).append(":\n\n");
        try {
            SnippetReport.create()
                    .append(
                            findings.stream()
                                    .sorted(Diagnostic.BY_PLACE)
                                    .limit(SHOWN)
                                    .toList(),
                            text);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a text cannot fail, and a source that cannot be read is left out
        }
        if (findings.size() > SHOWN) {
            text.append("and ").append(findings.size() - SHOWN).append(" more\n");
        }
        return text.toString();
    }
}
