package dev.portalsdk.catalog.store;

import dev.portalsdk.model.LocationRef;
import java.util.Optional;

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
        Optional<String> declared = offered.descriptor().annotation(Annotations.MANAGED_BY_ORIGIN_LOCATION);
        try {
            return declared.map(LocationRef::parse).orElse(offered.location());
        } catch (IllegalArgumentException e) {
            return offered.location(); // not a location: as if it had not been said
        }
    }
}
