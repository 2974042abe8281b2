package dev.portalsdk.model;

import java.util.List;
import java.util.stream.Collectors;

/** Thrown where a caller asked for a valid value and there is none. Its message lists every finding. */
public final class InvalidCatalogException extends PortalException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // diagnostics are not serializable; nor are portal exceptions meant to travel
    private final List<Diagnostic> findings;

    /** With everything that was found. */
    public InvalidCatalogException(List<Diagnostic> findings) {
        super(message(findings));
        this.findings = List.copyOf(findings);
    }

    /** Everything that was found, sorted by place. */
    public List<Diagnostic> findings() {
        return findings;
    }

    private static String message(List<Diagnostic> findings) {
        return findings.isEmpty()
                ? "There is no value, and no finding that says why"
                : findings.stream().map(Diagnostic::toString).collect(Collectors.joining("\n"));
    }
}
