package dev.portalsdk.catalog.store;

import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import java.util.Collection;
import java.util.Set;

/** What is to be looked at again. */
public sealed interface Refresh {

    /** All sources, and all entities that read files of their own. */
    record Everything() implements Refresh {}

    /** Whatever led to an entity, and what it reads itself. */
    record LeadingTo(EntityRef ref) implements Refresh {}

    /**
     * Sources of these locations, patterns that these files match, and the entities that read them.
     *
     * @param locations files or URLs, as they are named in sources and annotations
     */
    record Of(Set<LocationRef> locations) implements Refresh {
        /** Copies the set. */
        public Of {
            locations = Set.copyOf(locations);
        }
    }

    /** Everything. */
    static Refresh everything() {
        return new Everything();
    }

    /** What led to an entity. */
    static Refresh leadingTo(EntityRef ref) {
        return new LeadingTo(ref);
    }

    /** These files and URLs. */
    static Refresh of(Collection<LocationRef> locations) {
        return new Of(Set.copyOf(locations));
    }
}
