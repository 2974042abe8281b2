package dev.portalsdk.tools;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Severity;
import java.util.Collection;
import java.util.Locale;

/** From which severity on a finding makes a build fail. */
public enum FailOn {
    /** None does. */
    NEVER,
    /** Errors do. */
    ERROR,
    /** Errors and warnings do. */
    WARNING,
    /** Every finding does. */
    INFO;

    /** Whether one of these findings does. */
    public boolean fails(Collection<Diagnostic> findings) {
        return exitCode(findings) != 0;
    }

    /** 2 if an error makes the build fail, 1 if something less does, 0 if nothing does. */
    public int exitCode(Collection<Diagnostic> findings) {
        return findings.stream()
                .map(Diagnostic::severity)
                .filter(this::counts)
                .mapToInt(severity -> severity == Severity.ERROR ? 2 : 1)
                .max()
                .orElse(0);
    }

    private boolean counts(Severity severity) {
        return switch (this) {
            case NEVER -> false;
            case ERROR -> severity == Severity.ERROR;
            case WARNING -> severity != Severity.INFO;
            case INFO -> true;
        };
    }

    /** As users write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
