package dev.portalsdk.model.check;

import dev.portalsdk.model.Diagnostic;
import java.util.List;

/** Looks at files that entities lead to, such as documentation; see {@link CatalogFiles#withMore}. */
@FunctionalInterface
public interface FilesCheck {

    /**
     * Looks at what the entities of one check lead to.
     *
     * @param entities the valid ones, in the order of their files
     * @return what is wrong; also what could not be read
     */
    List<Diagnostic> check(List<CheckedEntity> entities);
}
