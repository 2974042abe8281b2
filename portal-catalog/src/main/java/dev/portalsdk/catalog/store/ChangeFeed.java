package dev.portalsdk.catalog.store;

import java.util.List;

/**
 * Every change of the visible catalog, in commit order, so that a copy that applies them is equal to it. For any number of threads.
 *
 * <p>A relation is told with the entity that declares it, whose change names the other end among those {@linkplain Change#related() related}.
 */
public interface ChangeFeed {

    /** The version of the last change; 0 if there was none. */
    long version();

    /**
     * What happened after a version.
     *
     * @param version 0 for all
     * @param limit at least 1
     * @return at most that many changes, the oldest first; none if nothing has happened
     * @throws CatalogException if the feed does not reach back so far; start again from {@link #snapshot()}
     */
    List<Change> after(long version, int limit);

    /** All that is visible now. */
    Snapshot snapshot();

    /**
     * What is visible at one version.
     *
     * @param version of the last change that is in it
     * @param entities in any order, each with its own relations only
     */
    record Snapshot(long version, List<StitchedEntity> entities) {
        /** Copies the list. */
        public Snapshot {
            entities = List.copyOf(entities);
        }
    }
}
