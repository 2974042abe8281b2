package dev.portalsdk.catalog;

import dev.portalsdk.model.LocationRef;
import java.io.IOException;

/** What surrounds the descriptor that is being processed. For the duration of the call; not implemented by clients. */
public interface ProcessingContext {

    /** Where the descriptor was read. */
    LocationRef location();

    /** The registration that led to it. */
    LocationRef origin();

    /**
     * What a relative or absolute URL or path, written in the descriptor, means.
     *
     * @throws IllegalArgumentException if the two make no URL
     */
    String resolve(String relativeOrAbsolute);

    /**
     * Reads a file, and remembers that this entity depends on it: it is processed again when the file may have changed.
     *
     * @param url as {@link #resolve} gives it
     * @throws IOException if it cannot be read; let it pass, so that the last accepted version stays
     */
    byte[] read(String url) throws IOException;
}
