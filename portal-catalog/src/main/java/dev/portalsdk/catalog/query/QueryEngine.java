package dev.portalsdk.catalog.query;

import dev.portalsdk.catalog.store.ChangeFeed;
import dev.portalsdk.model.EntityValidator;

/** What answers a catalog's queries. */
@FunctionalInterface
public interface QueryEngine {

    /**
     * Makes an index; {@link QueryIndex#catchUp()} fills it.
     *
     * @param feed what is visible, and every change of it
     * @param validator knows the kinds of the entities
     */
    QueryIndex start(ChangeFeed feed, EntityValidator validator);

    /** From the memory of this process: the fastest, for catalogs that fit into it. */
    static QueryEngine inMemory() {
        return (feed, validator) -> new InMemoryIndex(feed);
    }
}
