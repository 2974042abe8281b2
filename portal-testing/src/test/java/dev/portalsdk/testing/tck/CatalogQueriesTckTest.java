package dev.portalsdk.testing.tck;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.CatalogBuilder;
import dev.portalsdk.catalog.provider.InCodeProvider;
import dev.portalsdk.catalog.query.EntityQueries;
import dev.portalsdk.catalog.store.ChangeFeed;
import dev.portalsdk.catalog.store.Mutation;

/** The queries of a whole catalog, with its engine and its store. */
class CatalogQueriesTckTest extends EntityQueriesTck {
    @Override
    protected Subject start() {
        return of(Catalog.builder());
    }

    /** A catalog that is told by a provider. */
    static Subject of(CatalogBuilder builder) {
        InCodeProvider provider = new InCodeProvider("random");
        Catalog catalog = builder.provider(provider).build();
        return new Subject() {
            @Override
            public void apply(Mutation mutation) {
                provider.apply(mutation).await();
            }

            @Override
            public ChangeFeed changes() {
                return catalog.changes();
            }

            @Override
            public EntityQueries queries() {
                return catalog.queries();
            }

            @Override
            public void close() {
                catalog.close();
            }
        };
    }
}
