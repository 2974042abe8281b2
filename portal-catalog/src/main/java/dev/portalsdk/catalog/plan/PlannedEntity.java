package dev.portalsdk.catalog.plan;

import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.SourceLocation;
import java.util.Optional;

/**
 * An entity that comes or goes.
 *
 * @param ref which
 * @param place where its name stands, or stood
 * @param owner the first one, if it has any
 */
public record PlannedEntity(EntityRef ref, Optional<SourceLocation> place, Optional<EntityRef> owner) {
    static PlannedEntity of(SnapshotEntity entity) {
        return new PlannedEntity(entity.ref(), entity.place(), entity.owner());
    }
}
