package dev.portalsdk.http.catalog.internal;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.http.access.Permission;
import dev.portalsdk.http.exchange.Request;
import dev.portalsdk.http.internal.ApiRoutes;
import dev.portalsdk.http.internal.Guard;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Value;
import java.util.Optional;

/** Everything that is answered below {@code /api/catalog}. */
public final class CatalogRoutes {
    private CatalogRoutes() {}

    /** An entity as whoever asks may see it. */
    public static Optional<Value.Obj> find(Catalog catalog, Guard guard, EntityRef ref, Request request) {
        return EntityView.of(catalog.queries(), guard.decide(Permission.ENTITY_READ, request))
                .byRef(ref)
                .map(StitchedEntity::toValue);
    }

    /** Adds the routes. */
    public static void addTo(ApiRoutes routes, Catalog catalog, Guard guard) {
        new EntityRoutes(catalog, guard).addTo(routes);
        new EntityChanges(catalog, guard).addTo(routes);
        new LocationRoutes(catalog, guard).addTo(routes);
        new InspectionRoutes(catalog, guard).addTo(routes);
    }
}
