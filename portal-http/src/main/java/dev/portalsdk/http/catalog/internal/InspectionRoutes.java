package dev.portalsdk.http.catalog.internal;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.inspect.LocationAnalysis;
import dev.portalsdk.http.access.Permission;
import dev.portalsdk.http.exchange.HttpException;
import dev.portalsdk.http.exchange.Request;
import dev.portalsdk.http.exchange.Response;
import dev.portalsdk.http.internal.ApiRoutes;
import dev.portalsdk.http.internal.BodyInput;
import dev.portalsdk.http.internal.Change;
import dev.portalsdk.http.internal.Guard;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.Severity;
import dev.portalsdk.model.Validated;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Looks at what is not in the catalog. They read from elsewhere, so they are told of. */
final class InspectionRoutes {
    private final Catalog catalog;
    private final Guard guard;

    InspectionRoutes(Catalog catalog, Guard guard) {
        this.catalog = catalog;
        this.guard = guard;
    }

    void addTo(ApiRoutes routes) {
        routes.change("POST", "/analyze-location", "location-analyze", "analyze", this::analyze)
                .change("POST", "/validate-entity", "entity-validate", "validate", this::validate);
    }

    private Response analyze(Request request, Change change) throws Exception {
        guard.require(Permission.LOCATION_ANALYZE, request);
        BodyInput body = BodyInput.of(request);
        String text = LocationRoutes.location(body.object("location"));
        change.about("location", text);
        LocationRef location = EntityQueryInput.checked(() -> LocationRef.parse(text));
        if (!location.type().equals("url")) {
            throw HttpException.input("Only locations of type url can be analyzed, not " + location.type());
        }
        Optional<String> file = body.optionalText("catalogFileName").or(() -> body.optionalText("catalogFilename"));
        LocationAnalysis analysis = LocationRoutes.mapped(() ->
                file.isPresent() ? catalog.analyzeLocation(location, file.get()) : catalog.analyzeLocation(location));
        return Response.ok().json(AnalysisJson.of(analysis));
    }

    private Response validate(Request request, Change change) throws IOException {
        guard.require(Permission.ENTITY_VALIDATE, request);
        BodyInput body = BodyInput.of(request);
        String text = body.text("location");
        change.about("location", text);
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
                .<Value>map(InspectionRoutes::error)
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
