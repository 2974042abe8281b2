package dev.portalsdk.http.catalog.internal;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.LocationExistsException;
import dev.portalsdk.catalog.OnConflict;
import dev.portalsdk.catalog.RegisteredLocation;
import dev.portalsdk.catalog.Registration;
import dev.portalsdk.catalog.inspect.LocationAnalysis;
import dev.portalsdk.catalog.store.CatalogException;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.http.access.Permission;
import dev.portalsdk.http.exchange.HttpException;
import dev.portalsdk.http.exchange.Request;
import dev.portalsdk.http.exchange.Response;
import dev.portalsdk.http.exchange.Router;
import dev.portalsdk.http.internal.BodyInput;
import dev.portalsdk.http.internal.Guard;
import dev.portalsdk.http.internal.QueryInput;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.Severity;
import dev.portalsdk.model.Validated;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Registered locations, and looks at what is not registered. */
final class LocationRoutes {
    private final Catalog catalog;
    private final Guard guard;

    LocationRoutes(Catalog catalog, Guard guard) {
        this.catalog = catalog;
        this.guard = guard;
    }

    void addTo(Router.Builder router) {
        router.get("/locations", this::list)
                .post("/locations", this::create)
                .post("/locations/by-query", this::query)
                .get("/locations/{id}", this::find)
                .put("/locations/{id}", this::update)
                .delete("/locations/{id}", this::delete)
                .get("/locations/by-entity/{kind}/{namespace}/{name}", this::byEntity)
                .post("/analyze-location", this::analyze)
                .post("/validate-entity", this::validate);
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

    private Response create(Request request) throws Exception {
        QueryInput input = QueryInput.of(request, "dryRun", "onConflict");
        String location = location(BodyInput.of(request));
        boolean dryRun =
                input.text("dryRun").filter(text -> text.equals("true")).isPresent();
        Optional<String> conflict = input.oneOf("onConflict", "reject", "refresh");
        if (dryRun) {
            guard.require(Permission.LOCATION_CREATE, request);
            return created(mapped(() -> rejectingUnreadable(catalog.locations().dryRun(location))));
        }
        return guard.audited(
                "location-mutate", Value.Obj.of("actionType", "create", "location", location), request, () -> {
                    guard.require(Permission.LOCATION_CREATE, request);
                    return created(mapped(() -> conflict.isPresent()
                            ? catalog.locations()
                                    .add(
                                            location,
                                            conflict.get().equals("refresh") ? OnConflict.REFRESH : OnConflict.REJECT)
                            : catalog.locations().add(location)));
                });
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

    private static String location(BodyInput body) {
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

    private Response update(Request request) throws Exception {
        String id = request.pathParameter("id");
        String location = location(BodyInput.of(request));
        Value.Obj about = Value.Obj.of("actionType", "update", "id", id, "location", location);
        return guard.audited("location-mutate", about, request, () -> {
            guard.require(Permission.LOCATION_UPDATE, request);
            Registration updated =
                    mapped(() -> catalog.locations().update(id, location)).orElseThrow(() -> noLocation(id));
            return Response.ok().json(Value.Obj.of("location", json(updated.location())));
        });
    }

    private Response delete(Request request) throws Exception {
        String id = request.pathParameter("id");
        return guard.audited("location-mutate", Value.Obj.of("actionType", "delete", "id", id), request, () -> {
            guard.require(Permission.LOCATION_DELETE, request);
            if (!mapped(() -> catalog.locations().remove(id))) {
                throw noLocation(id);
            }
            return Response.status(204);
        });
    }

    private static <T> T mapped(Callable<T> work) throws Exception {
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

    private Response analyze(Request request) throws Exception {
        guard.require(Permission.LOCATION_ANALYZE, request);
        BodyInput body = BodyInput.of(request);
        LocationRef location = EntityQueryInput.checked(() -> LocationRef.parse(location(body.object("location"))));
        if (!location.type().equals("url")) {
            throw HttpException.input("Only locations of type url can be analyzed, not " + location.type());
        }
        Optional<String> file = body.optionalText("catalogFileName").or(() -> body.optionalText("catalogFilename"));
        LocationAnalysis analysis = mapped(() ->
                file.isPresent() ? catalog.analyzeLocation(location, file.get()) : catalog.analyzeLocation(location));
        return Response.ok().json(AnalysisJson.of(analysis));
    }

    private Response validate(Request request) throws IOException {
        guard.require(Permission.ENTITY_VALIDATE, request);
        BodyInput body = BodyInput.of(request);
        String text = body.text("location");
        Value.Obj entity = body.object("entity").object();
        Optional<LocationRef> location = urlLocation(text);
        if (location.isEmpty()) {
            return invalid(List.of(error(
                    "TypeError",
                    "Invalid location ref " + text
                            + ", only 'url:<target>' is supported, e.g. url:https://host/path")));
        }
        Validated<Entity> validated = catalog.validate(EntityDescriptor.of(entity), location.get());
        List<Value> errors = validated.findings().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .<Value>map(LocationRoutes::error)
                .toList();
        return errors.isEmpty() ? Response.ok() : invalid(errors);
    }

    private static Optional<LocationRef> urlLocation(String text) {
        try {
            return Optional.of(LocationRef.parse(text))
                    .filter(location -> location.type().equals("url"));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Response invalid(List<Value> errors) {
        return Response.status(400).json(Value.Obj.of("errors", Value.Arr.of(errors)));
    }

    private static Value error(Diagnostic finding) {
        Value.Obj error = error("InputError", finding.messageWithHint());
        return finding.pointer().isEmpty() ? error : error.with("pointer", Value.Str.of(finding.pointer()));
    }

    private static Value.Obj error(String name, String message) {
        return Value.Obj.of("name", name, "message", message);
    }
}
