package dev.portalsdk.techdocs;

import dev.portalsdk.model.EntityRef;
import java.io.IOException;

/** Puts generated sites where readers find them. Called by many threads, for one entity by one thread at a time. */
@FunctionalInterface
public interface Publisher {

    /**
     * Publishes a site in place of the one before. {@code techdocs_metadata.json} is written after all other files, so
     * that whoever sees its version sees the files of that version.
     *
     * @throws IOException if it could not be published completely; publishing again completes it
     */
    void publish(EntityRef entity, GeneratedSite site) throws IOException;
}
