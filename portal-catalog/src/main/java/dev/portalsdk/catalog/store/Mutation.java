package dev.portalsdk.catalog.store;

import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A change of what a provider gives. What it stops giving goes at once, with everything that only it reached.
 *
 * <p>Besides entities a provider may give <em>sources</em>: files, URLs or patterns of them that the catalog reads for it, again at each refresh, so
 * that a file which cannot be read or a document that is not valid blocks nothing else.
 */
public sealed interface Mutation {

    /**
     * Everything that the provider gives from now on.
     *
     * @param entities in any order
     * @param sources what the catalog is to read
     */
    record Full(List<ProvidedEntity> entities, Set<LocationRef> sources) implements Mutation {
        /** Copies the collections. */
        public Full {
            entities = List.copyOf(entities);
            sources = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(sources));
        }
    }

    /**
     * What is new or changed, and what is gone; all else stays.
     *
     * @param added takes the place of what was given for the same ref from the same location
     * @param removed all that was given for these refs; those that were not given are ignored
     */
    record Delta(List<ProvidedEntity> added, Set<EntityRef> removed) implements Mutation {
        /** Copies the collections. */
        public Delta {
            added = List.copyOf(added);
            removed = Set.copyOf(removed);
        }
    }

    /** These entities and nothing else. */
    static Mutation full(Collection<ProvidedEntity> entities) {
        return new Full(List.copyOf(entities), Set.of());
    }

    /** What stands in these files, URLs or patterns, and nothing else. */
    static Mutation sources(Collection<LocationRef> sources) {
        return new Full(List.of(), new LinkedHashSet<>(sources));
    }

    /** More entities, or new versions of them. */
    static Mutation added(Collection<ProvidedEntity> entities) {
        return new Delta(List.copyOf(entities), Set.of());
    }

    /** These no longer. */
    static Mutation removed(Collection<EntityRef> refs) {
        return new Delta(List.of(), Set.copyOf(refs));
    }
}
