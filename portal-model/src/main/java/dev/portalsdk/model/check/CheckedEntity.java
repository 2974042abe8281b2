package dev.portalsdk.model.check;

import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.SourceLocation;
import java.util.Optional;

/**
 * An entity to check, with the descriptor that it was made of, which knows where everything stands.
 *
 * @param entity what is checked
 * @param descriptor used for places only
 */
public record CheckedEntity(Entity entity, EntityDescriptor descriptor) {

    /** An entity made in code: findings about it have no place. */
    public static CheckedEntity of(Entity entity) {
        return new CheckedEntity(entity, EntityDescriptor.of(entity.toValue()));
    }

    /** The entity's identity. */
    public EntityRef ref() {
        return entity.ref();
    }

    /** Where its name stands, if places are known. */
    public Optional<SourceLocation> location() {
        return descriptor.location(NAME);
    }

    static final String NAME = "/metadata/name";
}
