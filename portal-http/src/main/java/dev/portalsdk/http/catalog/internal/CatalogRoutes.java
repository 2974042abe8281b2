package dev.portalsdk.http.catalog.internal;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.http.exchange.Router;
import dev.portalsdk.http.internal.Guard;

/** Everything that is answered below {@code /api/catalog}. */
public final class CatalogRoutes {
    private CatalogRoutes() {}

    /** The routes, to which the host adds filters. */
    public static Router.Builder of(Catalog catalog, Guard guard) {
        Router.Builder router = Router.builder();
        new EntityRoutes(catalog, guard).addTo(router);
        new LocationRoutes(catalog, guard).addTo(router);
        return router;
    }
}
