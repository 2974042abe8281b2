package dev.portalsdk.catalog.query;

import dev.portalsdk.catalog.store.StitchedEntity;
import java.util.List;

/**
 * Some of the entities that a query is about.
 *
 * @param items in order
 * @param totalItems how many there are, on this page and others
 */
public record EntityPage(List<StitchedEntity> items, int totalItems) {
    /** Copies the list. */
    public EntityPage {
        items = List.copyOf(items);
    }
}
