package dev.portalsdk.catalog.store;

import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One step of the catalog's history.
 *
 * @param version from 1, without gaps, in commit order
 * @param at when it became visible
 * @param type what happened
 * @param ref to which entity
 * @param source where that was read, or had been
 * @param entity how it is now, with its own relations only; empty if it was removed
 * @param related the other ends of the relations that it no longer declares, or only now does: their incoming relations, and so their etags, are
 *     different, though they themselves have not changed
 */
public record Change(
        long version,
        Instant at,
        Type type,
        EntityRef ref,
        LocationRef source,
        Optional<StitchedEntity> entity,
        List<EntityRef> related) {

    /** Copies the list. */
    public Change {
        related = List.copyOf(related);
    }

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
