package dev.portalsdk.http;

import dev.portalsdk.http.exchange.HttpException;
import dev.portalsdk.http.exchange.Request;
import dev.portalsdk.http.exchange.Router;
import dev.portalsdk.http.internal.ApiRoutes;
import dev.portalsdk.http.internal.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells of changes that somebody asked for who was not let in, and which therefore no route heard of. */
final class Refusals {
    private final List<Part> parts = new ArrayList<>();

    private record Part(String prefix, ApiRoutes routes, Router mounted) {
        Optional<Change> change(Request request) {
            return mounted.find(request)
                    .map(route ->
                            new Router.Route(route.method(), route.pattern().substring(prefix.length())))
                    .flatMap(route -> routes.changeAt(route, request));
        }
    }

    /** Knows the routes below a path, before the first request comes. */
    void watch(String prefix, ApiRoutes routes, Router router) {
        parts.add(
                new Part(prefix, routes, Router.builder().mount(prefix, router).build()));
    }

    void tell(Request request, HttpException refusal) {
        parts.forEach(part -> part.change(request).ifPresent(change -> change.failed(refusal)));
    }
}
