package dev.portalsdk.catalog.discovery;

import dev.portalsdk.catalog.store.ProvidedEntity;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A source that is too large to be held at once, given page by page. Called by one thread at a time, on whatever node; must keep nothing that the cursor
 * does not say.
 *
 * @see IncrementalProvider
 */
public interface IncrementalSource {

    /**
     * The beginning of the listing.
     *
     * @throws IOException if it cannot be had; it is asked for again after a pause
     */
    Page first() throws IOException;

    /**
     * The page at a cursor that the page before gave, perhaps on another node, and long ago. The same page may be asked for twice.
     *
     * @throws CursorLostException if the cursor is no longer good
     * @throws IOException if the page cannot be had; it is asked for again after a pause
     */
    Page at(String cursor) throws IOException;

    /**
     * A part of the listing.
     *
     * @param entities in any order; may be none
     * @param next where the next page is, at most 100,000 characters; empty if this is the last
     */
    record Page(List<ProvidedEntity> entities, Optional<String> next) {
        /** The longest cursor, in characters. */
        public static final int MAX_CURSOR = 100_000;

        /** @throws IllegalArgumentException if the cursor is too long */
        public Page {
            entities = List.copyOf(entities);
            if (next.filter(cursor -> cursor.length() > MAX_CURSOR).isPresent()) {
                throw new IllegalArgumentException("a cursor has at most " + MAX_CURSOR + " characters, not "
                        + next.get().length());
            }
        }

        /** More is to follow. */
        public static Page of(List<ProvidedEntity> entities, String next) {
            return new Page(entities, Optional.of(next));
        }

        /** The end of the listing. */
        public static Page last(List<ProvidedEntity> entities) {
            return new Page(entities, Optional.empty());
        }
    }

    /** The source no longer knows a cursor: the listing begins anew. What was given so far stays. */
    final class CursorLostException extends IOException {
        private static final long serialVersionUID = 1;

        /** @param message what the source said */
        public CursorLostException(String message) {
            super(message);
        }
    }
}
