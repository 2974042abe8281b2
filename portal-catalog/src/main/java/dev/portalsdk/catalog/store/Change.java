package dev.portalsdk.catalog.store;

import dev.portalsdk.model.EntityRef;
import java.time.Instant;
import java.util.Optional;

/**
 * One step of the catalog's history.
 *
 * @param version from 1, without gaps, in commit order
 * @param at when it became visible
 * @param type what happened
 * @param ref to which entity
 * @param entity how it is now, with its own relations only; empty if it was removed
 */
public record Change(long version, Instant at, Type type, EntityRef ref, Optional<StitchedEntity> entity) {
    /** What happened to an entity. */
    public enum Type {
        /** It was not there before. */
        ADDED,
        /** Something that it says itself is different. */
        CHANGED,
        /** It is no longer there. */
        REMOVED
    }
}
