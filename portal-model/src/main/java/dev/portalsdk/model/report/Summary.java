package dev.portalsdk.model.report;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Severity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** How many findings there are of each severity. */
public record Summary(int errors, int warnings, int infos) {

    /** Counts findings. */
    public static Summary of(Collection<Diagnostic> findings) {
        return new Summary(
                count(findings, Severity.ERROR), count(findings, Severity.WARNING), count(findings, Severity.INFO));
    }

    private static int count(Collection<Diagnostic> findings, Severity severity) {
        return (int) findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }

    /** {@code 1 error, 2 warnings}; {@code no findings}. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        add(parts, errors, "error");
        add(parts, warnings, "warning");
        add(parts, infos, "info");
        return parts.isEmpty() ? "no findings" : String.join(", ", parts);
    }

    private static void add(List<String> parts, int count, String noun) {
        if (count > 0) {
            parts.add(count + " " + noun + (count == 1 ? "" : "s"));
        }
    }
}
