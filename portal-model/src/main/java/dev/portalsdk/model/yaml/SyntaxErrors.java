package dev.portalsdk.model.yaml;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.SourceLocation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * Tells where an author's mistake is, which the parser may notice only lines later: a bracket or quote that is not closed takes in what follows, until that
 * makes no sense any more.
 */
final class SyntaxErrors {
    private final String source;
    /** The last text, if it stands in quotes and goes on over the end of a line. */
    private @Nullable ScalarEvent quoted;

    SyntaxErrors(String source) {
        this.source = source;
    }

    /** Remembers a text that was read. */
    void read(ScalarEvent text) {
        quoted = !text.isPlain() && !isBlock(text) && line(text.getEndMark()) > line(text.getStartMark()) ? text : null;
    }

    private static boolean isBlock(ScalarEvent text) {
        return text.isLiteral() || text.isFolded();
    }

    private static int line(Optional<Mark> mark) {
        return mark.map(Mark::getLine).orElse(0);
    }

    /** @param lineOffset lines of the file before the text that was parsed */
    Diagnostic finding(MarkedYamlEngineException e, int lineOffset) {
        String context = e.getContext() == null || e.getContext().isEmpty() ? "" : " " + e.getContext();
        Diagnostic.Builder finding = Diagnostic.error("yaml", "Not YAML: " + oneLine(e.getProblem() + context));
        Optional<Mark> noticed = e.getProblemMark().or(e::getContextMark);
        Optional<Mark> opened = opened(e, context).filter(mark -> mark.getLine() < line(noticed));
        opened.ifPresent(mark -> finding.hint(
                "is it closed? What begins here makes no sense in line " + (line(noticed) + 1 + lineOffset)));
        return finding.at(opened.or(() -> noticed)
                        .map(mark -> new SourceLocation(source, mark.getLine() + 1 + lineOffset, mark.getColumn() + 1))
                        .orElse(new SourceLocation(source, lineOffset + 1, 1)))
                .build();
    }

    /** Where a bracket or quote is that has taken in too much. */
    private Optional<Mark> opened(MarkedYamlEngineException e, String context) {
        if (context.contains("parsing a flow") || context.contains("scanning a quoted")) {
            return e.getContextMark();
        }
        ScalarEvent text = quoted;
        return text != null && line(text.getEndMark()) == line(e.getProblemMark())
                ? text.getStartMark()
                : Optional.empty();
    }

    static String oneLine(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= 300 ? line : line.substring(0, 300) + "…";
    }
}
