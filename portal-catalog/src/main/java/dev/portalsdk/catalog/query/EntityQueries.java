package dev.portalsdk.catalog.query;

import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.EntityRef;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Questions to the visible catalog. For any number of threads; each call sees one version of it. Not implemented by clients.
 */
public interface EntityQueries {

    /** The entity with this ref, with the relations of others to it. */
    Optional<StitchedEntity> byRef(EntityRef ref);

    /** For each ref, in this order, its entity if there is one. */
    List<Optional<StitchedEntity>> byRefs(Collection<EntityRef> refs);

    /** A page of entities, and how many there are in all. */
    EntityPage find(EntityQuery query);

    /** How many entities pass a filter. */
    int count(EntityFilter filter);

    /**
     * For each key the values that entities have, and how many have each.
     *
     * @param keys as in {@link EntityFilter}
     * @return for each key, as it was given, the values in order of their text; none if no entity has one
     */
    Map<String, List<FacetValue>> facets(EntityFilter filter, Collection<String> keys);

    /** Every entity, by ref. */
    default List<StitchedEntity> all() {
        return find(EntityQuery.all()).items();
    }

    /** Every entity that passes a filter in Backstage's text form, by ref; see {@link EntityFilter#parse}. */
    default List<StitchedEntity> all(String filter) {
        return find(EntityQuery.all().filter(filter)).items();
    }
}
