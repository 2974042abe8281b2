package dev.portalsdk.catalog.store;

import dev.portalsdk.catalog.Annotations;
import dev.portalsdk.catalog.ProvidedEntity;
import dev.portalsdk.model.LocationRef;

/** What a provider gives. */
final class BucketState extends Emitter {
    private final Giver.Bucket bucket;

    BucketState(Giver.Bucket bucket) {
        this.bucket = bucket;
    }

    @Override
    Giver giver() {
        return bucket;
    }

    @Override
    LocationRef origin(Slot slot) {
        return slot.source().orElseGet(() -> new LocationRef("provider", bucket.provider()));
    }

    /** An entity given directly is its own registration, unless it says otherwise. */
    Rank rank(ProvidedEntity offered, Slot slot) {
        LocationRef origin = slot.source().orElseGet(() -> declaredOrigin(offered));
        return new Rank(bucket.order(), origin);
    }

    private static LocationRef declaredOrigin(ProvidedEntity offered) {
        return offered.descriptor()
                .annotation(Annotations.MANAGED_BY_ORIGIN_LOCATION)
                .filter(text -> text.indexOf(':') > 0 && !text.endsWith(":"))
                .map(LocationRef::parse)
                .orElse(offered.location());
    }
}
