package dev.portalsdk.config;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.PortalException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The configuration cannot be used: everything that is wrong with it, each with its place.
 *
 * <p>Messages never hold a value whose key looks secret, nor anything that came from the
 * environment or a file named by {@code $file}.
 */
public final class ConfigException extends PortalException {
    private static final long serialVersionUID = 1L;

    private final transient List<Diagnostic> findings;

    ConfigException(List<Diagnostic> findings) {
        super(findings.stream().map(Diagnostic::toString).collect(Collectors.joining("\n")));
        this.findings = List.copyOf(findings);
    }

    /** What is wrong, in the order of the files and of the lines in them; at least one. */
    public List<Diagnostic> findings() {
        return findings;
    }
}
