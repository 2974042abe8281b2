package dev.portalsdk.scaffolder;

import dev.portalsdk.model.EntityRef;
import java.util.List;

/** The catalog, as far as {@code catalog:register} needs it; a host connects its own. Called by many threads. */
@FunctionalInterface
public interface CatalogRegistrar {

    /**
     * Makes the catalog read a location from now on. One that it reads already is no mistake.
     *
     * @param url of a descriptor file
     * @return what the file defines, in its order
     * @throws Exception if it cannot be read or registered
     */
    List<EntityRef> register(String url) throws Exception;
}
