package dev.portalsdk.catalog.query;

import dev.portalsdk.catalog.store.StitchedEntity;
import java.util.List;
import java.util.Optional;

/**
 * Some of the entities that a query is about.
 *
 * @param items in order
 * @param totalItems how many there are, on this page and others
 * @param next asks for what comes after this page; empty at the end, and without a limit
 * @param previous asks for what comes before this page; empty at the start
 */
public record EntityPage(
        List<StitchedEntity> items, int totalItems, Optional<EntityQuery> next, Optional<EntityQuery> previous) {
    /** Copies the list. */
    public EntityPage {
        items = List.copyOf(items);
    }
}
