package dev.portalsdk.catalog;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.InvalidCatalogException;
import java.util.List;

/**
 * What registering a location gave, or would give.
 *
 * @param location what was registered
 * @param existed whether it was registered before; then nothing was done
 * @param entities what it leads to: first the Location that stands for it, then the others in order of the files; rejected ones too
 * @param findings what is wrong with them
 */
public record Registration(
        RegisteredLocation location, boolean existed, List<EntityRef> entities, List<Diagnostic> findings) {
    /** Copies the lists. */
    public Registration {
        entities = List.copyOf(entities);
        findings = List.copyOf(findings);
    }

    /** This registration, if no finding is an error. @throws InvalidCatalogException listing all findings */
    public Registration orThrow() {
        if (findings.stream().anyMatch(finding -> finding.severity() == dev.portalsdk.model.Severity.ERROR)) {
            throw new InvalidCatalogException(findings);
        }
        return this;
    }
}
