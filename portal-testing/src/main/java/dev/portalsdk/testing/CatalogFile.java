package dev.portalsdk.testing;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.check.CheckedCatalog;
import dev.portalsdk.model.check.CheckedEntity;
import java.nio.file.Path;
import java.util.List;

/**
 * What a {@link CatalogTest} looks at in one run.
 *
 * @param path absolute; of the first file, where a run is about the catalog as a whole
 * @param entities the valid ones of this file
 * @param findings about this file, of every severity, sorted by place
 * @param catalog all files together
 */
public record CatalogFile(Path path, List<CheckedEntity> entities, List<Diagnostic> findings, CheckedCatalog catalog) {
    /** Copies the lists. */
    public CatalogFile {
        entities = List.copyOf(entities);
        findings = List.copyOf(findings);
    }
}
