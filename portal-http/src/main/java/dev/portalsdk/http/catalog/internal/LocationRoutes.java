package dev.portalsdk.http.catalog.internal;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.LocationExistsException;
import dev.portalsdk.catalog.OnConflict;
import dev.portalsdk.catalog.RegisteredLocation;
import dev.portalsdk.catalog.Registration;
import dev.portalsdk.catalog.store.CatalogException;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.http.access.Permission;
import dev.portalsdk.http.exchange.HttpException;
import dev.portalsdk.http.exchange.Request;
import dev.portalsdk.http.exchange.Response;
import dev.portalsdk.http.internal.ApiRoutes;
import dev.portalsdk.http.internal.BodyInput;
import dev.portalsdk.http.internal.Change;
import dev.portalsdk.http.internal.Guard;
import dev.portalsdk.http.internal.QueryInput;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Severity;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Registered locations. */
final class LocationRoutes {
    private static final String EVENT = "location-mutate";

    private final Catalog catalog;
    private final Guard guard;

    LocationRoutes(Catalog catalog, Guard guard) {
        this.catalog = catalog;
        this.guard = guard;
    }

    void addTo(ApiRoutes routes) {
        routes.get("/locations", this::list)
                .ask("/locations/by-query", this::query)
                .get("/locations/{id}", this::find)
                .get("/locations/by-entity/{kind}/{namespace}/{name}", this::byEntity)
                .change("POST", "/locations", EVENT, "create", this::create)
                .change("PUT", "/locations/{id}", EVENT, "update", this::update)
                .change("DELETE", "/locations/{id}", EVENT, "delete", this::delete);
    }

    private Response list(Request request) {
        guard.require(Permission.LOCATION_READ, request);
        return Response.ok()
                .json(Value.Arr.of(catalog.locations().list().stream()
                        .map(location -> Value.Obj.of("data", json(location)))
                        .toList()));
    }

    private Response query(Request request) throws IOException {
        guard.require(Permission.LOCATION_READ, request);
        return Response.ok()
                .json(LocationPage.of(catalog.locations().list(), BodyInput.of(request))
                        .toValue(LocationRoutes::json));
    }

    static Value.Obj json(RegisteredLocation location) {
        return Value.Obj.of(
                "id",
                location.id(),
                "type",
                location.location().type(),
                "target",
                location.location().target());
    }

    private Response find(Request request) {
        guard.require(Permission.LOCATION_READ, request);
        String id = request.pathParameter("id");
        return Response.ok().json(json(catalog.locations().find(id).orElseThrow(() -> noLocation(id))));
    }

    private static HttpException noLocation(String id) {
        return HttpException.notFound("Found no location with ID " + id);
    }

    private Response byEntity(Request request) {
        guard.require(Permission.LOCATION_READ, request);
        EntityView view = EntityView.of(catalog.queries(), guard.decide(Permission.ENTITY_READ, request));
        return Response.ok()
                .json(json(Refs.ofPath(request)
                        .filter(ref -> view.byRef(ref).isPresent())
                        .flatMap(catalog.locations()::findByEntity)
                        .orElseThrow(() -> HttpException.notFound("Found no location for the entity "
                                + Refs.ofPath(request).map(EntityRef::toString).orElse("there")))));
    }

    private Response create(Request request, Change change) throws Exception {
        QueryInput input = QueryInput.of(request, "dryRun", "onConflict");
        boolean dryRun =
                input.text("dryRun").filter(text -> text.equals("true")).isPresent();
        change.about("isDryRun", dryRun);
        Optional<OnConflict> conflict = input.oneOf("onConflict", "reject", "refresh")
                .map(text -> text.equals("refresh") ? OnConflict.REFRESH : OnConflict.REJECT);
        String location = location(BodyInput.of(request));
        change.about("location", location);
        guard.require(Permission.LOCATION_CREATE, request);
        return created(mapped(() -> dryRun
                ? rejectingUnreadable(catalog.locations().dryRun(location))
                : conflict.isPresent()
                        ? catalog.locations().add(location, conflict.get())
                        : catalog.locations().add(location)));
    }

    /** Where the registration itself could not be read, nothing would come of it. */
    private static Registration rejectingUnreadable(Registration registration) {
        EntityRef root = registration.entities().get(0);
        registration.findings().stream()
                .filter(finding -> finding.severity() == Severity.ERROR
                        && finding.entity().filter(root::equals).isPresent())
                .findFirst()
                .ifPresent(error -> {
                    throw HttpException.input(error.messageWithHint());
                });
        return registration;
    }

    static String location(BodyInput body) {
        return body.text("type") + ":" + body.text("target");
    }

    private static Response created(Registration registration) {
        return Response.status(201)
                .json(Value.Obj.of(
                        "location",
                        json(registration.location()),
                        "entities",
                        Value.Arr.of(registration.shown().stream()
                                .map(StitchedEntity::document)
                                .toList()),
                        "exists",
                        registration.existed()));
    }

    private Response update(Request request, Change change) throws Exception {
        String id = request.pathParameter("id");
        String location = location(BodyInput.of(request));
        change.about("location", location);
        guard.require(Permission.LOCATION_UPDATE, request);
        Registration updated =
                mapped(() -> catalog.locations().update(id, location)).orElseThrow(() -> noLocation(id));
        return Response.ok().json(Value.Obj.of("location", json(updated.location())));
    }

    private Response delete(Request request, Change change) throws Exception {
        String id = request.pathParameter("id");
        guard.require(Permission.LOCATION_DELETE, request);
        if (!mapped(() -> catalog.locations().remove(id))) {
            throw noLocation(id);
        }
        return Response.status(204);
    }

    static <T> T mapped(Callable<T> work) throws Exception {
        try {
            return work.call();
        } catch (LocationExistsException e) {
            throw HttpException.conflict(String.valueOf(e.getMessage()));
        } catch (CatalogException e) {
            throw HttpException.notAllowed(String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            throw HttpException.input(String.valueOf(e.getMessage()));
        }
    }
}
