package dev.portalsdk.catalog.history;

import dev.portalsdk.catalog.store.Change;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What happened to one entity at one version.
 *
 * @param version of the catalog, from then on
 * @param at when it became visible
 * @param type what happened
 * @param ref to which entity
 * @param source the file or URL that the entity was read from, or had been
 * @param provider whose registration led there; empty if that was not kept
 * @param fields what is different, by pointer; of an entity that came or went one for the whole. A list of another length is told of as one value
 */
public record EntityChange(
        long version,
        Instant at,
        Change.Type type,
        EntityRef ref,
        LocationRef source,
        Optional<String> provider,
        List<FieldChange> fields) {

    /** Copies the list. */
    public EntityChange {
        fields = List.copyOf(fields);
    }
}
