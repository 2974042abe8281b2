package dev.portalsdk.catalog.store;

import dev.portalsdk.model.Diagnostic;
import java.util.List;

/**
 * What one giver gives from one source.
 *
 * @param entities those that may be given
 * @param findings why others are not, and what is wrong with the source
 */
public record Emission(List<ProvidedEntity> entities, List<Diagnostic> findings) {
    private static final Emission NOTHING = new Emission(List.of(), List.of());

    /** Copies the lists. */
    public Emission {
        entities = List.copyOf(entities);
        findings = List.copyOf(findings);
    }

    /** No entities, and nothing wrong. */
    public static Emission nothing() {
        return NOTHING;
    }
}
