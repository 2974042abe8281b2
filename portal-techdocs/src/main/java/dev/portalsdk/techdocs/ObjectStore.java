package dev.portalsdk.techdocs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A bucket of files by key, as the clouds have them. An {@link ObjectStorePublisher} does the rest: implementors move bytes,
 * retry what their service asks to retry, and know nothing of sites. Called by many threads.
 */
public interface ObjectStore {

    /**
     * One page of keys.
     *
     * @param next asks for the page behind it; empty at the end
     */
    record Keys(List<String> keys, Optional<String> next) {
        public Keys {
            keys = List.copyOf(keys);
        }
    }

    /**
     * An object, its content not yet read.
     *
     * @return empty when there is none of that key
     * @throws IOException if it cannot be told whether there is one
     */
    Optional<PublishedFile> get(String key) throws IOException;

    /**
     * Writes an object, over one of the same key.
     *
     * @throws IOException if it may not be there
     */
    void put(String key, Path content, String mediaType) throws IOException;

    /**
     * Removes objects; those that are not there count as removed.
     *
     * @param keys 1..1000
     * @throws IOException if one of them may still be there
     */
    void delete(List<String> keys) throws IOException;

    /**
     * The keys that start with a prefix, in any order.
     *
     * @param page from the answer before; empty for the first page
     */
    Keys list(String prefix, Optional<String> page) throws IOException;
}
