package dev.portalsdk.http.internal;

import dev.portalsdk.http.access.AuditListener;
import dev.portalsdk.http.exchange.Filter;
import dev.portalsdk.http.exchange.Handler;
import dev.portalsdk.http.exchange.Request;
import dev.portalsdk.http.exchange.Response;
import dev.portalsdk.http.exchange.Router;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The routes of a part, each of which either asks or changes something; the latter are told of, however they end. For one thread. */
public final class ApiRoutes {
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

    private final Router.Builder router = Router.builder();
    private final Map<Router.Route, Told> changes = new HashMap<>();
    private final AuditListener audit;

    /** None yet. */
    public ApiRoutes(AuditListener audit) {
        this.audit = audit;
    }

    private record Told(String event, String action) {}

    /** Answers a request that changes something. */
    @FunctionalInterface
    public interface ChangeHandler {
        /**
         * As {@link Handler#handle}.
         *
         * @param change to be told what it is about
         */
        Response handle(Request request, Change change) throws Exception;
    }

    /** Answers GET. */
    public ApiRoutes get(String pattern, Handler handler) {
        router.get(pattern, handler);
        return this;
    }

    /** Answers POST with what is known already: it is a question that is too long for a path. */
    public ApiRoutes ask(String pattern, Handler handler) {
        router.post(pattern, handler);
        return this;
    }

    /**
     * Answers what changes something, reads from elsewhere or starts work. Parameters of the path are told as what it is about.
     *
     * @param event the id of its events
     * @param action what is done
     */
    public ApiRoutes change(String method, String pattern, String event, String action, ChangeHandler handler) {
        changes.put(new Router.Route(method, pattern), new Told(event, action));
        List<String> parameters = PARAMETER
                .matcher(pattern)
                .results()
                .map(found -> found.group(1))
                .toList();
        router.route(method, pattern, request -> {
            Change change = new Change(audit, event, action, request);
            parameters.forEach(name -> change.about(name, request.pathParameter(name)));
            return change.tell(() -> handler.handle(request, change));
        });
        return this;
    }

    /** The change that a route stands for, of which nothing is known yet but who asked. */
    public Optional<Change> changeAt(Router.Route route, Request request) {
        return Optional.ofNullable(changes.get(route))
                .map(told -> new Change(audit, told.event(), told.action(), request));
    }

    /** As a router, behind these filters; those that come first are asked first. */
    public Router behind(Filter... filters) {
        for (Filter filter : filters) {
            router.filter(filter);
        }
        return router.build();
    }
}
