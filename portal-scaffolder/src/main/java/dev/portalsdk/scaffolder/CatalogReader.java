package dev.portalsdk.scaffolder;

import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityRef;
import java.util.Optional;

/** The catalog, as far as {@code catalog:fetch} needs it; a host connects its own. Called by many threads. */
@FunctionalInterface
public interface CatalogReader {

    /**
     * The entity of a ref.
     *
     * @param user for whom the task runs; only what this user may see is found
     * @throws Exception if the catalog cannot be asked
     */
    Optional<Entity> find(EntityRef ref, Optional<EntityRef> user) throws Exception;
}
