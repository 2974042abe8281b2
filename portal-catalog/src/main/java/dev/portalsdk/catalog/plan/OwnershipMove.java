package dev.portalsdk.catalog.plan;

import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.SourceLocation;
import java.util.Optional;

/**
 * An entity that somebody else owns afterwards.
 *
 * @param ref which; of a renamed one the later
 * @param before empty if nobody did
 * @param after empty if nobody does
 * @param place where the owner is named
 */
public record OwnershipMove(
        EntityRef ref, Optional<EntityRef> before, Optional<EntityRef> after, Optional<SourceLocation> place) {}
