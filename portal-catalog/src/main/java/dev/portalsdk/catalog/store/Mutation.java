package dev.portalsdk.catalog.store;

import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import java.util.Collection;
import java.util.Collections;
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

    /** The entities that it gives. */
    List<ProvidedEntity> entities();

    /** Whether what it does not name is no longer given. */
    boolean saysAll();

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
            sources = Collections.unmodifiableSet(new LinkedHashSet<>(sources));
        }

        @Override
        public boolean saysAll() {
            return true;
        }
    }

    /**
     * What is new or changed, and what is gone; all else stays.
     *
     * @param added takes the place of what was given for the same ref, from whatever location; a sweep that is under way leaves it
     * @param removed all that was given for these refs; those that were not given are ignored
     */
    record Delta(List<ProvidedEntity> added, Set<EntityRef> removed) implements Mutation {
        /** Copies the collections. */
        public Delta {
            added = List.copyOf(added);
            removed = Set.copyOf(removed);
        }

        @Override
        public List<ProvidedEntity> entities() {
            return added;
        }

        @Override
        public boolean saysAll() {
            return false;
        }
    }

    /**
     * A part of everything that the provider gives from now on, for listings that are too long to be held at once. What it adds is there at once; what
     * no page of the sweep names, sources among it, is no longer given when the last one is in. A page of another sweep, or a full mutation, abandons
     * the one before. A page may be said twice; a late one of a sweep that was abandoned or has ended adds what it names and takes nothing away.
     *
     * @param sweep tells the pages of one listing from those of another: another one for each listing, by a number or a time
     * @param entities in any order
     * @param last whether the listing ends with this page
     */
    record Page(String sweep, List<ProvidedEntity> entities, boolean last) implements Mutation {
        /** Copies the list. */
        public Page {
            entities = List.copyOf(entities);
        }

        @Override
        public boolean saysAll() {
            return last;
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

    /** A part of everything; more is to follow. See {@link Page}. */
    static Mutation page(String sweep, Collection<ProvidedEntity> entities) {
        return new Page(sweep, List.copyOf(entities), false);
    }

    /** The last part of everything: what no page of this sweep named goes. See {@link Page}. */
    static Mutation lastPage(String sweep, Collection<ProvidedEntity> entities) {
        return new Page(sweep, List.copyOf(entities), true);
    }
}
