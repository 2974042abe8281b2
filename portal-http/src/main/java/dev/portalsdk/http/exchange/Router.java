package dev.portalsdk.http.exchange;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Leads requests to handlers by method and path. Immutable.
 *
 * <p>A pattern is {@code /entities/by-uid/{uid}}: {@code {name}} stands for one segment, {@code {name...}} at the end for all that follow, also none. Where
 * several fit, a literal segment goes before a parameter, and that before the rest. A slash at the end of a path does not matter. {@code HEAD} is answered as
 * {@code GET}.
 */
public final class Router implements Handler {
    private final Node root;
    private final List<Route> routes;
    private final Handler filtered;
    private final Handler otherwise;

    private Router(Builder builder) {
        this.root = builder.root;
        this.routes = List.copyOf(builder.routes);
        this.otherwise = builder.otherwise;
        Handler handler = this::route;
        for (int i = builder.filters.size() - 1; i >= 0; i--) {
            handler = builder.filters.get(i).before(handler);
        }
        this.filtered = handler;
    }

    /** A method and a pattern that is answered. */
    public record Route(String method, String pattern) {}

    /** Starts a router without routes. */
    public static Builder builder() {
        return new Builder();
    }

    /** Everything that is answered, in order of registration; what is mounted counts with its whole path. */
    public List<Route> routes() {
        return routes;
    }

    @Override
    public Response handle(Request request) throws Exception {
        return filtered.handle(request);
    }

    /** The route that a request leads to, by its whole path; its pattern is a name for metrics and logs that strangers cannot make up. Empty for what no pattern fits. */
    public Optional<Route> find(Request request) {
        return find(request.mountedAt(0, Map.of()), "");
    }

    private Optional<Route> find(Request request, String prefix) {
        return find(root, request.path(), 0, new ArrayList<>(4), request.method())
                .flatMap(found -> {
                    Target target = found.target();
                    if (target.handler() instanceof Router below && target.mount()) {
                        int depth = request.mounted() + found.depth();
                        String mounted = target.route().pattern().replaceFirst("/?\\{mounted\\.\\.\\.}$", "");
                        return below.find(request.mountedAt(depth, Map.of()), prefix + mounted);
                    }
                    return Optional.of(new Route(
                            target.route().method(), prefix + target.route().pattern()));
                });
    }

    private Response route(Request request) throws Exception {
        List<String> path = request.path();
        List<String> captured = new ArrayList<>(4);
        Optional<Found> found = find(root, path, 0, captured, request.method());
        if (found.isEmpty()) {
            return otherwise.handle(request);
        }
        Target target = found.get().target();
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i < target.names().size(); i++) {
            parameters.put(target.names().get(i), captured.get(i));
        }
        int below = request.mounted() + (target.mount() ? found.get().depth() : 0);
        return target.handler().handle(request.mountedAt(below, parameters));
    }

    private record Found(Target target, int depth) {}

    private static Optional<Found> find(Node node, List<String> path, int depth, List<String> captured, String method) {
        boolean end = depth == path.size()
                || (depth == path.size() - 1 && path.get(depth).isEmpty());
        if (end) {
            Target here = node.target(method);
            if (here != null) {
                return Optional.of(new Found(here, depth));
            }
        }
        if (depth < path.size()) {
            String segment = path.get(depth);
            Node literal = node.literals.get(segment);
            if (literal != null) {
                Optional<Found> found = find(literal, path, depth + 1, captured, method);
                if (found.isPresent()) {
                    return found;
                }
            }
            if (node.parameter != null && !segment.isEmpty()) {
                captured.add(segment);
                Optional<Found> found = find(node.parameter, path, depth + 1, captured, method);
                if (found.isPresent()) {
                    return found;
                }
                captured.remove(captured.size() - 1);
            }
        }
        return rest(node, path, depth, captured, method);
    }

    private static Optional<Found> rest(Node node, List<String> path, int depth, List<String> captured, String method) {
        Target rest = node.rest(method);
        if (rest == null) {
            return Optional.empty();
        }
        captured.add(String.join("/", path.subList(depth, path.size())));
        return Optional.of(new Found(rest, depth));
    }

    private record Target(Route route, Handler handler, List<String> names, boolean mount) {}

    private static final class Node {
        static final String ANY = "*";

        final Map<String, Node> literals = new HashMap<>();
        final Map<String, Target> targets = new TreeMap<>();
        final Map<String, Target> rests = new TreeMap<>();

        @Nullable
        Node parameter;

        Node anySegment() {
            Node below = parameter == null ? new Node() : parameter;
            parameter = below;
            return below;
        }

        @Nullable
        Target target(String method) {
            return of(targets, method);
        }

        @Nullable
        Target rest(String method) {
            return of(rests, method);
        }

        private static @Nullable Target of(Map<String, Target> targets, String method) {
            Target exact = targets.get(method);
            if (exact == null && method.equals("HEAD")) {
                exact = targets.get("GET");
            }
            return exact == null ? targets.get(ANY) : exact;
        }
    }

    /** Builds a router; for one thread. */
    public static final class Builder {
        private final Node root = new Node();
        private final List<Route> routes = new ArrayList<>();
        private final List<Filter> filters = new ArrayList<>();
        private Handler otherwise = request -> Response.status(404);

        private Builder() {}

        /** Stands before every handler of this router, also before the one for the rest; those added first are asked first. */
        public Builder filter(Filter filter) {
            filters.add(filter);
            return this;
        }

        /** Answers a method at a pattern. @throws IllegalArgumentException if it is answered already, or the pattern is none */
        public Builder route(String method, String pattern, Handler handler) {
            add(method, pattern, handler, false);
            routes.add(new Route(method, pattern));
            return this;
        }

        /** {@link #route} for GET, and HEAD. */
        public Builder get(String pattern, Handler handler) {
            return route("GET", pattern, handler);
        }

        /** {@link #route} for POST. */
        public Builder post(String pattern, Handler handler) {
            return route("POST", pattern, handler);
        }

        /** {@link #route} for PUT. */
        public Builder put(String pattern, Handler handler) {
            return route("PUT", pattern, handler);
        }

        /** {@link #route} for DELETE. */
        public Builder delete(String pattern, Handler handler) {
            return route("DELETE", pattern, handler);
        }

        /** Leads all below a path to another router, which sees what follows that path. What it does not know, it answers itself. */
        public Builder mount(String path, Router router) {
            String prefix = path.equals("/") ? "" : path;
            add(Node.ANY, prefix + "/{mounted...}", router, true);
            router.routes().forEach(route -> routes.add(new Route(route.method(), prefix + route.pattern())));
            return this;
        }

        /** Answers what fits no pattern; unless set, 404 without a body. */
        public Builder otherwise(Handler handler) {
            this.otherwise = handler;
            return this;
        }

        /** Everything that is answered so far. */
        public List<Route> routes() {
            return List.copyOf(routes);
        }

        /** The router. */
        public Router build() {
            return new Router(this);
        }

        private void add(String method, String pattern, Handler handler, boolean mount) {
            if (!pattern.startsWith("/")) {
                throw new IllegalArgumentException("A pattern starts with a slash, not \"" + pattern + "\"");
            }
            List<String> names = new ArrayList<>();
            Node node = root;
            Map<String, Target> targets = null;
            for (String segment : pattern.equals("/")
                    ? List.<String>of()
                    : List.of(pattern.substring(1).split("/"))) {
                if (targets != null) {
                    throw new IllegalArgumentException("Nothing may follow the rest in \"" + pattern + "\"");
                }
                if (segment.startsWith("{") && segment.endsWith("...}")) {
                    names.add(segment.substring(1, segment.length() - 4));
                    targets = node.rests;
                } else if (segment.startsWith("{") && segment.endsWith("}")) {
                    names.add(segment.substring(1, segment.length() - 1));
                    node = node.anySegment();
                } else {
                    node = node.literals.computeIfAbsent(segment, any -> new Node());
                }
            }
            Target target = new Target(new Route(method, pattern), handler, List.copyOf(names), mount);
            if ((targets == null ? node.targets : targets).putIfAbsent(method, target) != null) {
                throw new IllegalArgumentException(method + " " + pattern + " is answered already");
            }
        }
    }
}
