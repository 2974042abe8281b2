package dev.portalsdk.catalog.store;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a store knows beside what is visible. For any number of threads. */
public interface CatalogFacts {

    /** Everything that was found wrong with sources and entities, each once, sorted by place. */
    List<Diagnostic> findings();

    /** As {@link #findings()}, but only about these entities and what they emit. */
    List<Diagnostic> findings(Set<EntityRef> about);

    /** The descriptor that holds each ref, by ref: valid or not, visible or not yet. */
    Map<EntityRef, EntityDescriptor> descriptors();

    /** The entities that emit an entity; none if only providers do, or there is no such entity. */
    Set<EntityRef> parents(EntityRef ref);

    /** The entities that an entity emits, in order of its targets and of the files. */
    List<EntityRef> children(EntityRef ref);

    /**
     * Deletes orphans.
     *
     * @param since only those that have been orphans since this time or longer
     * @return how many
     */
    int deleteOrphans(Instant since);
}
