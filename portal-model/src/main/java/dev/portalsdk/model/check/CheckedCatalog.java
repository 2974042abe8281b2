package dev.portalsdk.model.check;

import dev.portalsdk.model.InvalidCatalogException;
import java.util.List;

/**
 * The catalog files of a directory, read, validated and checked.
 *
 * @param sources the files that were looked at, in the form that findings name them in; sorted
 * @param entities what is valid
 * @param result everything that was found
 */
public record CheckedCatalog(List<String> sources, List<CheckedEntity> entities, CheckResult result) {

    /** Copies the lists. */
    public CheckedCatalog {
        sources = List.copyOf(sources);
        entities = List.copyOf(entities);
    }

    /** Whether a finding is an error. */
    public boolean hasErrors() {
        return result.hasErrors();
    }

    /**
     * The entities.
     *
     * @throws InvalidCatalogException listing all findings, if one is an error
     */
    public List<CheckedEntity> orThrow() {
        result.throwIfErrors();
        return entities;
    }
}
