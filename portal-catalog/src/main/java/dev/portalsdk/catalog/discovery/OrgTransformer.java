package dev.portalsdk.catalog.discovery;

import dev.portalsdk.model.Value;
import java.util.Optional;

/** Says what becomes of a user or a team that a host gives. Called by one thread at a time. */
@FunctionalInterface
public interface OrgTransformer {
    /**
     * The entity.
     *
     * @param item as the host has it: for GitHub a node of its GraphQL answer, with {@code login} or {@code slug}
     * @param entity the User or Group that is made of it otherwise, a whole document
     * @return that, changed or not; empty to leave it out
     */
    Optional<Value.Obj> transform(Value.Obj item, Value.Obj entity);

    /** Takes everything as it is. */
    static OrgTransformer standard() {
        return (item, entity) -> Optional.of(entity);
    }
}
