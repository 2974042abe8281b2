package dev.portalsdk.http.techdocs.internal;

import dev.portalsdk.http.exchange.EntitySource;
import dev.portalsdk.http.exchange.EventSink;
import dev.portalsdk.http.exchange.Headers;
import dev.portalsdk.http.exchange.HttpException;
import dev.portalsdk.http.exchange.Request;
import dev.portalsdk.http.exchange.Response;
import dev.portalsdk.http.internal.ApiRoutes;
import dev.portalsdk.http.internal.Authored;
import dev.portalsdk.http.internal.Change;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Value;
import dev.portalsdk.techdocs.DocsBuild;
import dev.portalsdk.techdocs.SiteDelivery;
import dev.portalsdk.techdocs.TechDocs;
import dev.portalsdk.techdocs.site.SiteMetadata;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that is answered below {@code /api/techdocs}. Documentation of an entity that one may not see is not there. */
public final class TechDocsRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(TechDocsRoutes.class);
    private static final String TRIPLET = "{namespace}/{kind}/{name}";
    private static final Duration COOKIE = Duration.ofHours(1);

    private final TechDocs docs;
    private final EntitySource entities;
    private final SiteDelivery delivery;

    private TechDocsRoutes(TechDocs docs, EntitySource entities) {
        this.docs = docs;
        this.entities = entities;
        this.delivery = new SiteDelivery(docs.sites(), SiteDelivery.Profile.BACKSTAGE);
    }

    /** Adds the routes. */
    public static void addTo(ApiRoutes routes, TechDocs docs, EntitySource entities) {
        TechDocsRoutes served = new TechDocsRoutes(docs, entities);
        routes.get("/metadata/techdocs/" + TRIPLET, served::siteMetadata)
                .get("/metadata/entity/" + TRIPLET, served::entityMetadata)
                .get("/static/docs/" + TRIPLET + "/{path...}", served::file)
                .change("GET", "/sync/" + TRIPLET, "docs-sync", "build", served::sync)
                .get("/.backstage/auth/v1/cookie", TechDocsRoutes::cookie);
    }

    private static EntityRef ref(Request request) {
        try {
            return new EntityRef(
                    request.pathParameter("kind"), request.pathParameter("namespace"), request.pathParameter("name"));
        } catch (IllegalArgumentException e) {
            throw HttpException.notFound(String.valueOf(e.getMessage()));
        }
    }

    private Value.Obj entity(Request request) {
        EntityRef ref = ref(request);
        return entities.find(ref, request)
                .orElseThrow(() -> HttpException.notFound("Unable to get metadata for '" + ref + "'"));
    }

    private Response siteMetadata(Request request) throws IOException {
        entity(request);
        SiteMetadata metadata = docs.sites()
                .metadata(ref(request))
                .orElseThrow(() -> HttpException.notFound(
                        "Unable to get metadata for '" + ref(request) + "': it has no published documentation"));
        return Response.ok()
                .bytes("application/json; charset=utf-8", metadata.toJson().getBytes(StandardCharsets.UTF_8));
    }

    private Response entityMetadata(Request request) {
        return Response.ok().json(entity(request));
    }

    private Response file(Request request) throws IOException {
        EntityRef ref = ref(request);
        Optional<Response> moved = canonical(request);
        if (moved.isPresent()) {
            return moved.get();
        }
        if (entities.find(ref, request).isEmpty()) {
            return Response.status(404);
        }
        String path = request.pathParameter("path");
        SiteDelivery.Answer answer = delivery.get(
                ref,
                new SiteDelivery.Request(
                        path.isEmpty() || path.endsWith("/") ? path + "index.html" : path,
                        request.headers().first("If-None-Match"),
                        request.headers().first("Range")));
        if (answer.status() == 404
                && !path.isEmpty()
                && !path.endsWith("/")
                && docs.sites().file(ref, path + "/index.html").isPresent()) {
            return moved(withSlash(request.fullTarget()));
        }
        return response(answer);
    }

    private static Response response(SiteDelivery.Answer answer) {
        Headers headers = Headers.none();
        for (var header : answer.headers().entrySet()) {
            headers = headers.with(header.getKey(), header.getValue());
        }
        Response response = Response.status(answer.status()).headers(headers);
        String type = answer.headers().get("Content-Type");
        return type == null
                ? response
                : response.stream(type, answer.length(), out -> {
                    try (InputStream content = answer.open()) {
                        content.transferTo(out);
                    }
                });
    }

    /** Links of a page are relative to its folder, so the slash counts; caches want one address for one page, so the case does. */
    private static Optional<Response> canonical(Request request) {
        String target = request.fullTarget();
        String[] parts = target.replaceFirst("\\?.*", "").split("/", -1);
        int from = parts.length - (request.path().size() - 2);
        for (int i = from; i < from + 3; i++) {
            parts[i] = parts[i].toLowerCase(Locale.ROOT);
        }
        String lower = String.join("/", parts);
        String query = target.replaceFirst("^[^?]*", "");
        if (request.path().size() == 5) {
            return Optional.of(moved(lower + "/" + query));
        }
        return target.equals(lower + query) ? Optional.empty() : Optional.of(moved(lower + query));
    }

    private static String withSlash(String target) {
        int query = target.indexOf('?');
        return query < 0 ? target + "/" : target.substring(0, query) + "/" + target.substring(query);
    }

    /** To a path of this server: a target that starts with two slashes would lead to another. */
    private static Response moved(String location) {
        return Response.status(301)
                .header("Location", location.replaceFirst("^/+", "/"))
                .text("Moved Permanently. Redirecting to " + location);
    }

    private Response sync(Request request, Change change) {
        Entity entity = entities.find(ref(request), request)
                .flatMap(Authored::entity)
                .orElseThrow(() -> HttpException.notFound("Entity metadata UID missing"));
        change.goesOn();
        return Response.ok().events(sink -> {
            try {
                change.ended(sync(entity, sink));
            } catch (IOException e) {
                change.failed(e);
                throw e;
            }
        });
    }

    // As Backstage DocsSynchronizer: events "log", then "finish" or "error".
    private Optional<String> sync(Entity entity, EventSink sink) throws IOException {
        Optional<DocsBuild> build;
        try {
            build = docs.view(entity);
        } catch (IOException | RuntimeException e) {
            LOG.warn("The documentation of {} could not be built", entity.ref(), e);
            return error("The documentation could not be built: " + e.getMessage(), sink);
        }
        for (Diagnostic finding : build.map(DocsBuild::findings).orElse(List.of())) {
            sink.send("log", Value.Str.of(finding.toString()).toJson());
        }
        Optional<DocsBuild.Outcome> outcome = build.map(DocsBuild::outcome);
        if (outcome.equals(Optional.of(DocsBuild.Outcome.REJECTED))) {
            return error("The documentation has errors, see the log", sink);
        }
        boolean updated = outcome.equals(Optional.of(DocsBuild.Outcome.PUBLISHED));
        sink.send("finish", Value.Obj.of("updated", updated).toJson());
        return Optional.empty();
    }

    private static Optional<String> error(String message, EventSink sink) throws IOException {
        sink.send("error", Value.Str.of(message).toJson());
        return Optional.of(message);
    }

    /** Backstage's front end asks how long its credentials last before it shows pages; ours are those of the request itself. */
    private static Response cookie(Request request) {
        if (request.principal().isNobody()) {
            throw HttpException.authentication("Missing credentials");
        }
        return Response.ok()
                .json(Value.Obj.of("expiresAt", Instant.now().plus(COOKIE).toString()));
    }
}
