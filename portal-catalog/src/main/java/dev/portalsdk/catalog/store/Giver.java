package dev.portalsdk.catalog.store;

import dev.portalsdk.model.EntityRef;

/** Who gives an entity to the catalog. */
public sealed interface Giver {

    /** What a provider gives, by the provider's name. */
    record Bucket(String provider) implements Giver {}

    /** An entity that emits others: a Location, or one whose processor gave children. */
    record Parent(EntityRef ref) implements Giver {}
}
