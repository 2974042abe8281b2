package dev.portalsdk.source;

import dev.portalsdk.config.Config;
import dev.portalsdk.integration.GitHubIntegration;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.integration.ScmIntegration;
import dev.portalsdk.integration.WebUrl;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the reader of a portal: files of this machine, the configured hosts of source code, and the web servers on the allow
 * list, each by its own rules, nothing else.
 *
 * <pre>{@code
 * UrlReader reader = UrlReaders.from(config, Integrations.of(config));
 * String yaml = reader.read("https://github.com/acme/web/blob/main/catalog-info.yaml").text();
 * }</pre>
 */
public final class UrlReaders {
    private UrlReaders() {}

    /**
     * The reader that a configuration describes: its integrations and {@code backend.reading.allow[] {host, paths}}.
     *
     * <p>Files of this machine are included; see {@link ReadOptions#withReferrer} for documents that come from elsewhere.
     *
     * @throws dev.portalsdk.config.ConfigException if the allow list is wrong
     */
    public static UrlReader from(Config config, Integrations integrations) {
        return builder().integrations(integrations).allow(config).localFiles().build();
    }

    /** Starts a reader that reads nothing. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects what may be read; for one thread. The reader made is immutable, for many threads, and has nothing to close. */
    public static final class Builder {
        private final Map<Predicate<String>, UrlReader> custom = new LinkedHashMap<>();
        private Integrations integrations = Integrations.builder().build();
        private AllowList allowList = new AllowList(List.of());
        private boolean localFiles;
        private @Nullable HttpClient client;

        private Builder() {}

        /** Hosts of source code. Other types than GitHub need a {@link #reader} of their own. */
        public Builder integrations(Integrations hosts) {
            this.integrations = Objects.requireNonNull(hosts);
            return this;
        }

        /** The web servers that a configuration allows. @throws dev.portalsdk.config.ConfigException if an item is wrong */
        public Builder allow(Config config) {
            this.allowList = allowList.and(AllowList.of(config));
            return this;
        }

        /**
         * A web server.
         *
         * @param host as in {@code backend.reading.allow}: example.com, *.example.com, example.com:8080, example.com:8000-8010
         * @param paths prefixes of paths; none allows all
         * @throws IllegalArgumentException if the host is none of these
         */
        public Builder allow(String host, String... paths) {
            AllowList.Entry entry = AllowList.Entry.parse(host, List.of(paths))
                    .orElseThrow(() -> new IllegalArgumentException("\"" + host + "\" is no host to allow"));
            this.allowList = allowList.and(new AllowList(List.of(entry)));
            return this;
        }

        /** All files of this machine that the process may read, by path and {@code file:} URL. */
        public Builder localFiles() {
            this.localFiles = true;
            return this;
        }

        /** The client for web servers and APIs (Git has its own), in place of one that is made when first needed. */
        public Builder httpClient(HttpClient httpClient) {
            this.client = Objects.requireNonNull(httpClient);
            return this;
        }

        /** A reader of the host's own for the URLs that it wants; asked before all others, in the order of these calls. */
        public Builder reader(Predicate<String> urls, UrlReader reader) {
            custom.put(Objects.requireNonNull(urls), Objects.requireNonNull(reader));
            return this;
        }

        /** The reader. @throws IllegalStateException if the client follows redirects, which would escape the checks */
        public UrlReader build() {
            if (client != null && client.followRedirects() != HttpClient.Redirect.NEVER) {
                throw new IllegalStateException(
                        "the HttpClient given follows redirects by itself, so that they cannot be"
                                + " checked; make it with followRedirects(Redirect.NEVER)");
            }
            Predicate<WebUrl> allowed = allowedAddresses();
            HttpFetch fetch = new HttpFetch(client == null ? new LazyClient() : fixed(client), allowed);
            GitTrees trees = new GitTrees(allowed);
            List<Route> routes = new ArrayList<>();
            custom.forEach((urls, reader) -> routes.add(new Route(urls, reader)));
            gitHubs()
                    .forEach(host -> routes.add(
                            new Route(url -> host.parse(url).isPresent(), new GitHubUrlReader(host, fetch, trees))));
            AllowList plain = allowList;
            routes.add(new Route(url -> WebUrl.parse(url).filter(plain::allows).isPresent(), new HttpUrlReader(fetch)));
            return new RoutingUrlReader(routes, localFiles ? Optional.of(new LocalFiles()) : Optional.empty());
        }

        /** Where connections may go: what is on the list, and the addresses of the integrations. */
        private Predicate<WebUrl> allowedAddresses() {
            List<WebUrl> origins = gitHubs()
                    .flatMap(host -> Stream.of(
                            Optional.of(host.apiBaseUrl()),
                            host.rawBaseUrl(),
                            Optional.of(host.cloneBaseUrl()),
                            Optional.of("https://" + host.host())))
                    .flatMap(Optional::stream)
                    .flatMap(url -> WebUrl.parse(url).stream())
                    .toList();
            AllowList plain = allowList;
            return url -> plain.allows(url) || origins.stream().anyMatch(url::sameOrigin);
        }

        private Stream<GitHubIntegration> gitHubs() {
            Stream<ScmIntegration> all = integrations.all().stream();
            return all.filter(GitHubIntegration.class::isInstance).map(GitHubIntegration.class::cast);
        }

        private static Supplier<HttpClient> fixed(HttpClient client) {
            return () -> client;
        }
    }

    private record Route(Predicate<String> urls, UrlReader reader) {}

    /** A catalog of plain files must not pay for a client's threads. */
    private static final class LazyClient implements Supplier<HttpClient> {
        private @Nullable HttpClient client;

        @Override
        public synchronized HttpClient get() {
            if (client == null) {
                client = HttpClient.newBuilder()
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(Duration.ofSeconds(10))
                        .build();
            }
            return client;
        }
    }

    private record RoutingUrlReader(List<Route> routes, Optional<LocalFiles> files) implements UrlReader {
        @Override
        public ReadResult read(String url, ReadOptions options) throws IOException {
            return route(url, options).read(url, options);
        }

        @Override
        public TreeResult readTree(String url, ReadOptions options) throws IOException {
            return route(url, options).readTree(url, options);
        }

        @Override
        public TreeResult search(String url, ReadOptions options) throws IOException {
            return route(url, options).search(url, options);
        }

        private UrlReader route(String url, ReadOptions options) throws SourceException {
            for (Route route : routes) {
                if (route.urls().test(url)) {
                    return route.reader();
                }
            }
            Optional<WebUrl> web = WebUrl.parse(url);
            if (web.isPresent()) {
                throw new NotAllowedException(
                        url, HttpFetch.notAllowed(web.get().hostAndPort()));
            }
            if (!isLocal(url)) {
                throw new NotAllowedException(
                        url, "it is neither a web address that may be read (without user and password) nor a file");
            }
            if (options.referrer().filter(from -> !isLocal(from)).isPresent()) {
                throw new NotAllowedException(
                        url,
                        "a document from " + options.referrer().orElseThrow() + " must not name files of this machine");
            }
            return files.orElseThrow(() -> new NotAllowedException(url, "this reader reads no files of this machine"));
        }

        private static boolean isLocal(String url) {
            return LocalFiles.isFileUrl(url) || !url.matches("(?s)[A-Za-z][A-Za-z0-9+.-]+:.*");
        }
    }
}
