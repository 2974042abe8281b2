package dev.portalsdk.catalog.query;

import dev.portalsdk.catalog.store.ChangeFeed;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.testing.tck.EntityQueriesTck;
import dev.portalsdk.testing.tck.VisibleEntities;

/** The index over a feed, without the rest of a catalog. The feed reaches back so little that large batches make the index start again. */
class InMemoryIndexTckTest extends EntityQueriesTck {
    @Override
    protected Subject start() {
        VisibleEntities feed = new VisibleEntities(20);
        InMemoryIndex index = new InMemoryIndex(feed);
        return new Subject() {
            @Override
            public void apply(Mutation mutation) {
                feed.apply((Mutation.Delta) mutation);
                index.catchUp();
            }

            @Override
            public ChangeFeed changes() {
                return feed;
            }

            @Override
            public EntityQueries queries() {
                return index;
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
    }
}
