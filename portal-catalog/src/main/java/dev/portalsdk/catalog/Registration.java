package dev.portalsdk.catalog;

import dev.portalsdk.catalog.store.StitchedEntity;
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
 * @param shown how those are shown that were accepted, with their own relations only
 */
public record Registration(
        RegisteredLocation location,
        boolean existed,
        List<EntityRef> entities,
        List<Diagnostic> findings,
        List<StitchedEntity> shown) {
    /** Copies the lists. */
    public Registration {
        entities = List.copyOf(entities);
        findings = List.copyOf(findings);
        shown = List.copyOf(shown);
    }

    /** Without how they are shown. */
    public Registration(
            RegisteredLocation location, boolean existed, List<EntityRef> entities, List<Diagnostic> findings) {
        this(location, existed, entities, findings, List.of());
    }

    /** This registration, if no finding is an error. @throws InvalidCatalogException listing all findings */
    public Registration orThrow() {
        if (findings.stream().anyMatch(finding -> finding.severity() == dev.portalsdk.model.Severity.ERROR)) {
            throw new InvalidCatalogException(findings);
        }
        return this;
    }
}
