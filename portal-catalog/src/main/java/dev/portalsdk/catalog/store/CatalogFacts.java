package dev.portalsdk.catalog.store;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a store knows beside what is visible. For any number of threads. */
public interface CatalogFacts {

    /** Everything that was found wrong with providers, sources and entities, each once, sorted by place. */
    List<Diagnostic> findings();

    /** As {@link #findings()}, but only about these entities and what they emit. */
    List<Diagnostic> findings(Set<EntityRef> about);

    /** The descriptor that holds each ref, by ref: valid or not, visible or not yet. */
    Map<EntityRef, EntityDescriptor> descriptors();

    /** All that is known about a ref; empty if nobody gives or gave it. */
    Optional<EntityFacts> entity(EntityRef ref);

    /** The entities that emit an entity; none if only providers do, or there is no such entity. */
    Set<EntityRef> parents(EntityRef ref);

    /** The entities that an entity emits, in order of its targets and of the files. */
    List<EntityRef> children(EntityRef ref);

    /** What a provider gives directly, in the order in which it was first given; none if there is no such provider. */
    List<ProvidedEntity> given(String provider);

    /** Removals that are held back, by provider. */
    List<MutationResult.Held> held();

    /**
     * Entities with an error: rejected, in conflict, or read from something that cannot be read.
     *
     * @param after those whose ref comes after this one; empty for the first
     * @param limit at least 1
     * @return at most that many, by ref
     */
    List<EntityRef> failed(Optional<EntityRef> after, int limit);

    /**
     * Entities that are to be processed or stitched, or are so just now.
     *
     * @param after those whose ref comes after this one; empty for the first
     * @param limit at least 1
     * @return at most that many, by ref
     */
    List<EntityRef> pending(Optional<EntityRef> after, int limit);

    /** Every file, URL and pattern that somebody wants to be read, in the order in which they were first wanted. */
    List<Source> sources();

    /** All that there is, for who takes it over. */
    StoreContents contents();

    /**
     * A file, URL or pattern that is read for its readers.
     *
     * @param source what it is
     * @param readers who wants it
     * @param readAt when it was last read, be it in vain; empty if never
     * @param content what the last look gave
     */
    record Source(LocationRef source, List<Giver> readers, Optional<Instant> readAt, Optional<SourceContent> content) {
        /** Copies the list. */
        public Source {
            readers = List.copyOf(readers);
        }
    }
}
