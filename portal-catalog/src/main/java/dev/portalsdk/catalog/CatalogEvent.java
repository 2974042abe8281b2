package dev.portalsdk.catalog;

import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import java.time.Duration;

/** Something that happened in a catalog, for metrics and logs. */
public sealed interface CatalogEvent {

    /**
     * A source was read.
     *
     * @param outcome how it went
     * @param took with parsing
     */
    record SourceRead(LocationRef source, ReadOutcome outcome, Duration took) implements CatalogEvent {}

    /** How reading went. */
    enum ReadOutcome {
        /** It is what it was. */
        UNCHANGED,
        /** It is new or different. */
        CHANGED,
        /** It could not be read, as a whole or in part. */
        FAILED
    }

    /** An entity was processed. */
    record EntityProcessed(EntityRef ref, boolean accepted, Duration took) implements CatalogEvent {}

    /**
     * Changes became visible.
     *
     * @param changes how many
     * @param version of the last one
     */
    record Published(int changes, long version) implements CatalogEvent {}
}
