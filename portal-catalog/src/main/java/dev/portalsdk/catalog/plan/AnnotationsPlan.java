package dev.portalsdk.catalog.plan;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Severity;
import java.io.IOException;

/** Workflow commands of GitHub Actions; escaped as its toolkit does ({@code @actions/core}, command.ts). */
final class AnnotationsPlan implements PlanReport {

    @Override
    public void append(CatalogPlan plan, Appendable out) throws IOException {
        for (Diagnostic finding : plan.findings()) {
            out.append("::").append(command(finding.severity())).append(' ');
            if (finding.location().isPresent()) {
                var at = finding.location().get();
                out.append("file=")
                        .append(property(at.source()))
                        .append(",line=")
                        .append(String.valueOf(at.line()))
                        .append(",col=")
                        .append(String.valueOf(at.column()))
                        .append(',');
            }
            String entity = finding.entity().map(ref -> ref + ": ").orElse("");
            out.append("title=")
                    .append(property(finding.ruleId()))
                    .append("::")
                    .append(data(entity + finding.messageWithHint()))
                    .append('\n');
        }
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
