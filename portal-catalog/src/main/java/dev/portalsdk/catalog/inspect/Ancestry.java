package dev.portalsdk.catalog.inspect;

import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.EntityRef;
import java.util.List;

/**
 * What leads to an entity: the entities that emit it, those that emit them, and so on. Relations do not count.
 *
 * @param root the entity itself
 * @param items the entity first, then its parents, then theirs, each once
 */
public record Ancestry(EntityRef root, List<Item> items) {

    /** Copies the list. */
    public Ancestry {
        items = List.copyOf(items);
    }

    /**
     * One of them.
     *
     * @param parents who emits it; none if a provider gives it
     */
    public record Item(StitchedEntity entity, List<EntityRef> parents) {
        /** Copies the list. */
        public Item {
            parents = List.copyOf(parents);
        }
    }
}
