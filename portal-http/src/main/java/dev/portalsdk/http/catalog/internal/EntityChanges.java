package dev.portalsdk.http.catalog.internal;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.http.access.Permission;
import dev.portalsdk.http.exchange.HttpException;
import dev.portalsdk.http.exchange.Request;
import dev.portalsdk.http.exchange.Response;
import dev.portalsdk.http.internal.ApiRoutes;
import dev.portalsdk.http.internal.BodyInput;
import dev.portalsdk.http.internal.Change;
import dev.portalsdk.http.internal.Guard;
import dev.portalsdk.model.EntityRef;
import java.io.IOException;
import java.util.Optional;

/** What can be done to an entity. */
final class EntityChanges {
    private final Catalog catalog;
    private final Guard guard;

    EntityChanges(Catalog catalog, Guard guard) {
        this.catalog = catalog;
        this.guard = guard;
    }

    void addTo(ApiRoutes routes) {
        routes.change("POST", "/refresh", "entity-mutate", "refresh", this::refresh)
                .change("DELETE", "/entities/by-uid/{uid}", "entity-mutate", "delete", this::delete);
    }

    private Response refresh(Request request, Change change) throws IOException {
        String text = BodyInput.of(request).text("entityRef");
        change.about("entityRef", text);
        EntityRef ref = EntityQueryInput.checked(() -> EntityRef.parse(text));
        mayDo(Permission.ENTITY_REFRESH, ref, request);
        catalog.refresh(ref);
        return Response.ok();
    }

    private Response delete(Request request, Change change) {
        Optional<EntityRef> ref = view(Permission.ENTITY_READ, request)
                .byUid(request.pathParameter("uid"))
                .map(StitchedEntity::ref);
        guard.decide(Permission.ENTITY_DELETE, request);
        if (ref.isPresent()) {
            change.about("entityRef", ref.get().toString());
            mayDo(Permission.ENTITY_DELETE, ref.get(), request);
            catalog.remove(ref.get()).ifPresent(receipt -> receipt.await());
        }
        return Response.status(204);
    }

    private EntityView view(Permission permission, Request request) {
        return EntityView.of(catalog.queries(), guard.decide(permission, request));
    }

    /** What one may not see is not there; what one may see and not change is refused. */
    private void mayDo(Permission permission, EntityRef ref, Request request) {
        if (view(Permission.ENTITY_READ, request).byRef(ref).isEmpty()) {
            throw HttpException.notFound("No such entity " + ref);
        }
        if (view(permission, request).byRef(ref).isEmpty()) {
            throw HttpException.notAllowed("You may not do this to " + ref + " (" + permission.name() + ")");
        }
    }
}
