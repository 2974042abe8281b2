package dev.portalsdk.catalog.jdbc;

import dev.portalsdk.catalog.query.EntityQueries;
import dev.portalsdk.catalog.query.QueryIndex;
import dev.portalsdk.catalog.store.ChangeFeed;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.fakes.TestDatabase;
import dev.portalsdk.fakes.TestDatabases;
import dev.portalsdk.model.EntityValidator;
import dev.portalsdk.model.kind.Kinds;
import dev.portalsdk.testing.tck.EntityQueriesTck;
import dev.portalsdk.testing.tck.VisibleEntities;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Queries by SQL answer what all others do. The feed reaches back so little that large batches make the tables start again. */
@Tag("slow")
class SqlQueriesTckTest extends EntityQueriesTck {
    private static TestDatabase database;

    @BeforeContainer
    static void open() {
        database = TestDatabases.postgres();
        database.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm");
    }

    @AfterContainer
    static void close() {
        database.close();
    }

    @Override
    protected Subject start() {
        VisibleEntities feed = new VisibleEntities(20);
        QueryIndex index = SqlQueryEngine.of(database.dataSource()).start(feed, EntityValidator.of(Kinds.standard()));
        database.execute("DELETE FROM catalog_q_entity; DELETE FROM catalog_q_relation; DELETE FROM catalog_q_term;"
                + " DELETE FROM catalog_q_key; DELETE FROM catalog_q_ref; UPDATE catalog_q_head SET version = 0");
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
                index.close();
            }
        };
    }
}
