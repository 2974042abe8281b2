package dev.portalsdk.catalog.store.facts;

import dev.portalsdk.catalog.store.ChangeHistory;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import java.util.Collection;
import java.util.List;

/** Is told what buckets lose, so that it can be given back. */
interface Removals {

    /**
     * A removal with all that it takes to give it back.
     *
     * @param entities that were given directly
     * @param sources that are no longer read
     */
    record Removed(ChangeHistory.Removal removal, List<ProvidedEntity> entities, List<LocationRef> sources) {}

    /** Whether anybody wants to know. */
    boolean isKept();

    /**
     * Unless nothing was taken away.
     *
     * @param refs what the bucket no longer gives, itself or through sources
     * @param given claims among it that it made directly
     */
    void addRemoval(String provider, Collection<EntityRef> refs, List<Claimant> given, Collection<LocationRef> sources);
}
