package dev.portalsdk.http;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.http.access.AuditListener;
import dev.portalsdk.http.access.PermissionPolicy;
import dev.portalsdk.http.access.TokenVerifier;
import dev.portalsdk.http.catalog.internal.CatalogRoutes;
import dev.portalsdk.http.exchange.Authenticator;
import dev.portalsdk.http.exchange.EntitySource;
import dev.portalsdk.http.exchange.Handler;
import dev.portalsdk.http.exchange.Headers;
import dev.portalsdk.http.exchange.Request;
import dev.portalsdk.http.exchange.Response;
import dev.portalsdk.http.exchange.Router;
import dev.portalsdk.http.internal.ApiRoutes;
import dev.portalsdk.http.internal.Guard;
import dev.portalsdk.http.scaffolder.DryRunSources;
import dev.portalsdk.http.scaffolder.FieldSuggestions;
import dev.portalsdk.http.scaffolder.internal.AutocompleteRoute;
import dev.portalsdk.http.scaffolder.internal.ScaffolderRoutes;
import dev.portalsdk.http.techdocs.internal.TechDocsRoutes;
import dev.portalsdk.scaffolder.Scaffolder;
import dev.portalsdk.source.UrlReaders;
import dev.portalsdk.techdocs.TechDocs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A portal's REST API, as a handler to be put behind a server. Immutable; for any number of threads.
 *
 * <pre>{@code
 * PortalHttp api = PortalHttp.builder().catalog(catalog).build();
 * try (JdkHttpServer server = JdkHttpServer.builder(api).port(7007).start()) { … }
 * }</pre>
 *
 * <p>Unless the builder is told how to find out who asks, only requests from this machine are answered.
 */
public final class PortalHttp implements Handler {
    private final Router router;

    private PortalHttp(Router router) {
        this.router = router;
    }

    /** Starts an API that serves nothing. */
    public static Builder builder() {
        return new Builder();
    }

    /** Everything that is answered. */
    public List<Router.Route> routes() {
        return router.routes();
    }

    @Override
    public Response handle(Request request) throws Exception {
        return router.handle(request);
    }

    /** Answers are data: nothing in them is to be shown, run or kept by others. */
    private static Response protect(Request request, Handler next) throws Exception {
        Response response = next.handle(request);
        Headers headers = response.headers()
                .with("X-Content-Type-Options", "nosniff")
                .with("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        return response.headers(
                headers.has("Cache-Control") ? headers : headers.with("Cache-Control", "private, no-cache"));
    }

    /** What is put below {@code /api}. */
    private record Part(String name, Consumer<ApiRoutes> routes) {}

    /** Builds the API; for one thread. */
    public static final class Builder {
        private static final long DEFAULT_BODY_LIMIT = 10L << 20;

        private final Router.Builder router = Router.builder();
        private final List<Authenticator> authenticators = new ArrayList<>();
        private final List<Part> parts = new ArrayList<>();
        private final Map<String, ReadinessCheck> checks = new LinkedHashMap<>();
        private final Map<String, FieldSuggestions> suggestions = new LinkedHashMap<>();
        private PermissionPolicy policy = PermissionPolicy.allowAll();
        private AuditListener audit = AuditListener.none();
        private @Nullable EntitySource entities;
        private @Nullable DryRunSources dryRunSources;
        private long bodyLimit = DEFAULT_BODY_LIMIT;

        private Builder() {}

        /** Serves a catalog under {@code /api/catalog}. */
        public Builder catalog(Catalog catalog) {
            Objects.requireNonNull(catalog);
            if (entities == null) {
                entities = (ref, request) -> CatalogRoutes.find(catalog, guard(), ref, request);
            }
            return part("catalog", routes -> CatalogRoutes.addTo(routes, catalog, guard()));
        }

        private Builder part(String name, Consumer<ApiRoutes> routes) {
            parts.add(new Part(name, routes));
            return this;
        }

        private Guard guard() {
            return new Guard(policy);
        }

        /** Serves a scaffolder under {@code /api/scaffolder}. */
        public Builder scaffolder(Scaffolder scaffolder) {
            Objects.requireNonNull(scaffolder);
            return part("scaffolder", routes -> {
                ScaffolderRoutes.addTo(routes, scaffolder, source("scaffolder"), dryRunFiles(), guard());
                new AutocompleteRoute(suggestions).addTo(routes);
            });
        }

        /** Where files are read that are sent with a dry run; the reader that the scaffolder's actions have. Without it templates cannot be tried out that fetch what lies beside them. */
        public Builder dryRunSources(DryRunSources sources) {
            this.dryRunSources = Objects.requireNonNull(sources);
            return this;
        }

        private DryRunSources dryRunFiles() {
            return dryRunSources == null
                    ? DryRunSources.over(UrlReaders.builder().build())
                    : dryRunSources;
        }

        /**
         * Suggests values for fields of forms ({@code /v2/autocomplete/{provider}/{resource}}); only beside a scaffolder.
         *
         * @param provider the name that fields ask for: {@code bitbucket-cloud}
         */
        public Builder autocomplete(String provider, FieldSuggestions suggestions) {
            this.suggestions.put(provider, Objects.requireNonNull(suggestions));
            return this;
        }

        /** Where scaffolder and TechDocs find entities; unless set, in the catalog that is served. */
        public Builder entities(EntitySource source) {
            this.entities = Objects.requireNonNull(source);
            return this;
        }

        private EntitySource source(String part) {
            if (entities == null) {
                throw new IllegalStateException(
                        "The " + part + " needs entities: give the builder catalog(…), or entities(…)");
            }
            return entities;
        }

        /** Serves documentation under {@code /api/techdocs}. */
        public Builder techdocs(TechDocs techdocs) {
            Objects.requireNonNull(techdocs);
            return part("techdocs", routes -> TechDocsRoutes.addTo(routes, techdocs, source("documentation")));
        }

        /** Lets in who sends one of these tokens as {@code Authorization: Bearer …}. */
        public Builder tokens(TokenVerifier verifier) {
            return authenticator(Authenticator.bearer(verifier));
        }

        /** Lets in whom this one knows; those added first are asked first. */
        public Builder authenticator(Authenticator authenticator) {
            authenticators.add(Objects.requireNonNull(authenticator));
            return this;
        }

        /** Decides what those who were let in may do; unless set, everything. */
        public Builder permissions(PermissionPolicy decisions) {
            this.policy = Objects.requireNonNull(decisions);
            return this;
        }

        /** Hears of every request that changes something; unless set, nobody. */
        public Builder audit(AuditListener listener) {
            this.audit = Objects.requireNonNull(listener);
            return this;
        }

        /**
         * Asked whether a part of the host's own can do its work; while one cannot, {@code /.backstage/health/v1/readiness} answers 503.
         *
         * @param name is shown to whoever asks
         */
        public Builder readiness(String name, ReadinessCheck check) {
            checks.put(name, Objects.requireNonNull(check));
            return this;
        }

        /** How much may be sent with a request, in bytes; 10 MiB unless set. */
        public Builder bodyLimit(long bytes) {
            if (bytes < 1) {
                throw new IllegalArgumentException("The limit of bodies must be at least 1, not " + bytes);
            }
            this.bodyLimit = bytes;
            return this;
        }

        /** Serves pages and routes of the host's own, below a path; {@code /} for all that nothing else answers. They see who asks, and let in whom they want. */
        public Builder mount(String path, Router pages) {
            router.mount(path, pages);
            return this;
        }

        /** The API. */
        public PortalHttp build() {
            Refusals refusals = new Refusals();
            AccessControl access = new AccessControl(authenticators, refusals);
            router.filter((request, next) -> next.handle(request.withBodyLimit(bodyLimit)))
                    .filter(new Delivery())
                    .filter(new ApiErrors())
                    .filter(access.identification());
            new Health(checks).addTo(router);
            for (Part part : parts) {
                ApiRoutes routes = new ApiRoutes(audit);
                part.routes().accept(routes);
                Router api = routes.behind(PortalHttp::protect, new ApiErrors(), access.admission());
                refusals.watch("/api/" + part.name(), routes, api);
                router.mount("/api/" + part.name(), api);
            }
            router.get(OpenApi.PATH, new OpenApi(router.routes())::get);
            return new PortalHttp(router.build());
        }
    }
}
