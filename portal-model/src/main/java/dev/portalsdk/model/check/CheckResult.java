package dev.portalsdk.model.check;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.InvalidCatalogException;
import dev.portalsdk.model.Severity;
import java.util.List;

/**
 * What a check found.
 *
 * @param findings sorted by place
 * @param waived what would be among them, were it not waived by an annotation or a baseline; sorted by place
 */
public record CheckResult(List<Diagnostic> findings, List<Diagnostic> waived) {

    /** Sorts both. */
    public CheckResult {
        findings = sorted(findings);
        waived = sorted(waived);
    }

    /** Whether a finding is an error. */
    public boolean hasErrors() {
        return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
    }

    /** @throws InvalidCatalogException listing all findings, if one is an error */
    public void throwIfErrors() {
        if (hasErrors()) {
            throw new InvalidCatalogException(findings);
        }
    }

    private static List<Diagnostic> sorted(List<Diagnostic> findings) {
        return findings.stream().sorted(Diagnostic.BY_PLACE).toList();
    }
}
