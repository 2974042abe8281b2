package dev.portalsdk.techdocs;

import dev.portalsdk.model.Entity;
import java.io.IOException;
import java.util.Optional;

/** Brings the source of an entity's documentation to a local folder. Called by many threads. */
@FunctionalInterface
public interface Preparer {

    /**
     * Fetches the source, unless it still has the known version.
     *
     * @param knownEtag the version that is published
     * @throws IOException if the source cannot be read now; what is published stays
     */
    Preparation prepare(Entity entity, Optional<String> knownEtag) throws IOException;
}
