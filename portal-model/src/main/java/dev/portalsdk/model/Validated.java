package dev.portalsdk.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What came of something an author wrote: a value, findings, or both.
 *
 * @param value what could be made of it; empty if nothing of use could
 * @param findings everything that was found wrong, sorted by place
 */
public record Validated<T>(Optional<T> value, List<Diagnostic> findings) {

    /** Sorts the findings by place. */
    public Validated {
        if (findings.size() > 1) {
            findings = new ArrayList<>(findings);
            findings.sort(Diagnostic.BY_PLACE);
        }
        findings = List.copyOf(findings);
    }

    /** A value without findings. */
    public static <T> Validated<T> of(T value) {
        return new Validated<>(Optional.of(value), List.of());
    }

    /** A value with findings. */
    public static <T> Validated<T> of(T value, List<Diagnostic> findings) {
        return new Validated<>(Optional.of(value), findings);
    }

    /** No value, and why. */
    public static <T> Validated<T> rejected(List<Diagnostic> findings) {
        return new Validated<>(Optional.empty(), findings);
    }

    /** Whether a finding is an error. */
    public boolean hasErrors() {
        return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
    }

    /** The same findings with another value. */
    public <R> Validated<R> map(Function<? super T, ? extends R> change) {
        return new Validated<>(value.map(change), findings);
    }

    /**
     * The value, if there is one and no finding is an error.
     *
     * @throws InvalidCatalogException listing all findings
     */
    public T orThrow() {
        if (hasErrors()) {
            throw new InvalidCatalogException(findings);
        }
        return value.orElseThrow(() -> new InvalidCatalogException(findings));
    }
}
