package dev.portalsdk.catalog.query;

import dev.portalsdk.catalog.store.ChangeFeed;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.testing.tck.EntityQueriesTck;
import dev.portalsdk.testing.tck.VisibleEntities;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The index when everything that it makes for large catalogs only is there for the smallest, and kept up by every change. */
class WarmIndexTckTest extends EntityQueriesTck {
    @Override
    protected Subject start() {
        VisibleEntities feed = new VisibleEntities(Integer.MAX_VALUE);
        InMemoryIndex index = new InMemoryIndex(feed);
        return new Subject() {
            @Override
            public void apply(Mutation mutation) {
                Mutation.Delta delta = (Mutation.Delta) mutation;
                delta.removed().forEach(ref -> {
                    feed.remove(ref);
                    index.catchUp(); // one by one, as a step that changes most of the catalog carries nothing over
                });
                delta.added().forEach(given -> {
                    feed.put(VisibleEntities.stitched(given, List.of()));
                    index.catchUp();
                });
            }

            @Override
            public ChangeFeed changes() {
                return feed;
            }

            @Override
            public EntityQueries queries() {
                return new Warm(index);
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
    }

    private record Warm(InMemoryIndex index) implements EntityQueries {
        @Override
        public EntityPage find(EntityQuery query) {
            Ordering ordering = Ordering.of(query.effectiveOrder());
            if (ordering.isIndexable()) {
                index.snapshot().order(ordering);
            }
            index.snapshot().texts();
            return index.find(query);
        }

        @Override
        public Optional<StitchedEntity> byRef(EntityRef ref) {
            return index.byRef(ref);
        }

        @Override
        public List<Optional<StitchedEntity>> byRefs(Collection<EntityRef> refs) {
            return index.byRefs(refs);
        }

        @Override
        public List<Optional<StitchedEntity>> byRefs(Collection<EntityRef> refs, EntityFilter filter) {
            return index.byRefs(refs, filter);
        }

        @Override
        public int count(EntityQuery query) {
            return index.count(query);
        }

        @Override
        public Map<String, List<FacetValue>> facets(EntityQuery query, Collection<String> keys) {
            return index.facets(query, keys);
        }

        @Override
        public RelationWalk.Result walk(RelationWalk walk) {
            return index.walk(walk);
        }
    }
}
