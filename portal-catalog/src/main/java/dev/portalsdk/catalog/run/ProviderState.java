package dev.portalsdk.catalog.run;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What providers keep from one run to the next, whatever node that is on: cursors of long listings mostly. It lives as long as the provider's bucket.
 * Each method is one transaction; for any number of threads and, if the store is shared, of nodes.
 */
public interface ProviderState {
    /** The longest key, in characters. */
    int MAX_KEY = 200;

    /** The longest text, in characters. */
    int MAX_TEXT = 1 << 20;

    /**
     * What is kept under a key.
     *
     * @param generation tells this text from all others that were or will be kept under the key, the same text kept anew too; more than zero
     */
    record Entry(String text, long generation) {}

    /** What is kept, if anything; nothing for providers that the store does not know. */
    Optional<Entry> find(String provider, String key);

    /**
     * Keeps a text in place of the one that was found before.
     *
     * @param key 1 to {@value #MAX_KEY} characters
     * @param text at most {@value #MAX_TEXT} characters
     * @param generation of the entry that it replaces; 0 if there is none
     * @return the generation of the new entry; empty if another is kept by now, and nothing was done
     * @throws IllegalArgumentException if key or text are too long
     * @throws dev.portalsdk.catalog.store.CatalogException if the store was not opened with such a provider
     */
    OptionalLong replace(String provider, String key, String text, long generation);

    /** Forgets what was found before. @return false if another is kept by now, or nothing */
    boolean remove(String provider, String key, long generation);
}
