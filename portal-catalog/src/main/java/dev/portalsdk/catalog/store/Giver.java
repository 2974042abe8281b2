package dev.portalsdk.catalog.store;

import dev.portalsdk.model.EntityRef;

/** Who gives an entity to the catalog. */
public sealed interface Giver {

    /**
     * A provider's bucket.
     *
     * @param provider its name
     * @param order its place among the providers: the smaller goes first in conflicts
     */
    record Bucket(String provider, int order) implements Giver {}

    /** An entity that emits others: a Location, or one whose processor gave children. */
    record Parent(EntityRef ref) implements Giver {}
}
