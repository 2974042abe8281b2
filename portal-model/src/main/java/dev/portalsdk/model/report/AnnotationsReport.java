package dev.portalsdk.model.report;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Severity;
import dev.portalsdk.model.SourceLocation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Workflow commands of which GitHub Actions makes annotations, one to a line.
 *
 * <pre>{@code
 * ::error file=web/catalog-info.yaml,line=8,col=10,title=schema::component:default/web: spec.owner must be a text
 * }</pre>
 *
 * <p>Escaped as GitHub's toolkit does ({@code @actions/core}, command.ts), so that no file can give a command of its own.
 */
public final class AnnotationsReport implements FindingReport {
    private final Optional<SourceUris> base;

    private AnnotationsReport(Optional<SourceUris> base) {
        this.base = base;
    }

    /** Names sources as they are; for those that are relative to the root of the repository already. */
    public static AnnotationsReport create() {
        return new AnnotationsReport(Optional.empty());
    }

    /**
     * Names files below a directory relative to it.
     *
     * @param base the root of the repository
     */
    public static AnnotationsReport under(Path base) {
        return new AnnotationsReport(Optional.of(new SourceUris(base)));
    }

    @Override
    public void append(Collection<Diagnostic> findings, Appendable out) throws IOException {
        List<Diagnostic> sorted = findings.stream().sorted(Diagnostic.BY_PLACE).toList();
        for (Diagnostic finding : sorted) {
            String entity = finding.entity().map(ref -> ref + ": ").orElse("");
            out.append("::")
                    .append(command(finding.severity()))
                    .append(' ')
                    .append(finding.location().map(this::place).orElse(""))
                    .append("title=")
                    .append(property(finding.ruleId()))
                    .append("::")
                    .append(data(entity + finding.messageWithHint()))
                    .append('\n');
        }
    }

    private String place(SourceLocation at) {
        String file = base.flatMap(root -> root.below(at.source())).orElse(at.source());
        return "file=" + property(file) + ",line=" + at.line() + ",col=" + at.column() + ",";
    }

    private static String command(Severity severity) {
        return switch (severity) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case INFO -> "notice";
        };
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
