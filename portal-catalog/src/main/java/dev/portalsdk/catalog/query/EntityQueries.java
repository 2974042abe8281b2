package dev.portalsdk.catalog.query;

import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.EntityRef;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Questions to the visible catalog. For any number of threads; each call sees one version of it. Not implemented by clients. */
public interface EntityQueries {

    /** The entity with this ref, with the relations of others to it. */
    Optional<StitchedEntity> byRef(EntityRef ref);

    /** For each ref, in this order, its entity if there is one. */
    List<Optional<StitchedEntity>> byRefs(Collection<EntityRef> refs);

    /** As {@link #byRefs(Collection)}, but only those that pass a filter. */
    List<Optional<StitchedEntity>> byRefs(Collection<EntityRef> refs, EntityFilter filter);

    /** A page of entities, how many there are in all, and how to ask for the pages around it. */
    EntityPage find(EntityQuery query);

    /** How many entities a query is about; its order and page do not matter. */
    int count(EntityQuery query);

    /** How many entities pass a filter, under the standard profile. */
    default int count(EntityFilter filter) {
        return count(EntityQuery.all().filter(filter));
    }

    /**
     * For each key the values that the entities have which a query is about, and how many have each. The order and page of the query do not matter.
     *
     * @param keys as in {@link EntityFilter}
     * @return for each key, as it was given, the values in order of their text; none if no entity has one
     */
    Map<String, List<FacetValue>> facets(EntityQuery query, Collection<String> keys);

    /** As {@link #facets(EntityQuery, Collection)}, for those that pass a filter, under the standard profile. */
    default Map<String, List<FacetValue>> facets(EntityFilter filter, Collection<String> keys) {
        return facets(EntityQuery.all().filter(filter), keys);
    }

    /** What can be reached from an entity by its relations, each once, the nearest first. */
    RelationWalk.Result walk(RelationWalk walk);

    /** Every entity, by ref. */
    default List<StitchedEntity> all() {
        return find(EntityQuery.all()).items();
    }

    /** Every entity that passes a filter in Backstage's text form, by ref; see {@link EntityFilter#parse}. */
    default List<StitchedEntity> all(String filter) {
        return find(EntityQuery.all().filter(filter)).items();
    }
}
