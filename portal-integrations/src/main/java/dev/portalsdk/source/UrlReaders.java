package dev.portalsdk.source;

import dev.portalsdk.config.Config;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.integration.WebUrl;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
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
        return builder()
                .connections(HostConnections.of(config, integrations))
                .localFiles()
                .build();
    }

    /** Starts a reader that reads nothing. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects what may be read; for one thread. The reader made is immutable, for many threads, and has nothing to close. */
    public static final class Builder {
        private final Map<Predicate<String>, UrlReader> custom = new LinkedHashMap<>();
        private final HostConnections.Builder own = HostConnections.builder();
        private boolean ownUsed;
        private boolean localFiles;
        private @Nullable HostConnections connections;

        private Builder() {}

        /**
         * The way out to all hosts, to be shared with providers; in place of {@link #integrations}, {@link #allow} and
         * {@link #httpClient}, which belong to it.
         */
        public Builder connections(HostConnections shared) {
            this.connections = Objects.requireNonNull(shared);
            return this;
        }

        /** Hosts of source code. */
        public Builder integrations(Integrations hosts) {
            own().integrations(hosts);
            return this;
        }

        /** The web servers that a configuration allows. @throws dev.portalsdk.config.ConfigException if an item is wrong */
        public Builder allow(Config config) {
            own().allow(config);
            return this;
        }

        /**
         * A web server; see {@link HostConnections.Builder#allow(String, String...)}.
         *
         * @throws IllegalArgumentException if the host is none
         */
        public Builder allow(String host, String... paths) {
            own().allow(host, paths);
            return this;
        }

        /** The client for web servers and APIs (Git has its own), in place of one that is made when first needed. */
        public Builder httpClient(HttpClient httpClient) {
            own().httpClient(httpClient);
            return this;
        }

        private HostConnections.Builder own() {
            ownUsed = true;
            return own;
        }

        /** All files of this machine that the process may read, by path and {@code file:} URL. */
        public Builder localFiles() {
            this.localFiles = true;
            return this;
        }

        /** A reader of the host's own for the URLs that it wants; asked before all others, in the order of these calls. */
        public Builder reader(Predicate<String> urls, UrlReader reader) {
            custom.put(Objects.requireNonNull(urls), Objects.requireNonNull(reader));
            return this;
        }

        /**
         * The reader.
         *
         * @throws IllegalStateException if connections are given and described too, or the client follows redirects, which would
         *     escape the checks
         */
        public UrlReader build() {
            if (connections != null && ownUsed) {
                throw new IllegalStateException(
                        "connections are given, so that integrations, allowed hosts and the client are"
                                + " theirs; set them in HostConnections.builder()");
            }
            HostConnections hosts = connections == null ? own.build() : connections;
            List<Route> routes = new ArrayList<>();
            custom.forEach((urls, reader) -> routes.add(new Route(urls, reader)));
            hosts.integrations()
                    .all()
                    .forEach(host ->
                            routes.add(new Route(url -> host.parse(url).isPresent(), ScmUrlReader.of(host, hosts))));
            Predicate<String> listed =
                    url -> WebUrl.parse(url).filter(hosts.rules()::lists).isPresent();
            routes.add(new Route(listed, new HttpUrlReader(hosts.fetch())));
            return new RoutingUrlReader(routes, localFiles ? Optional.of(new LocalFiles()) : Optional.empty());
        }
    }

    private record Route(Predicate<String> urls, UrlReader reader) {}

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
                        url, ReadRules.notAllowed(web.get().hostAndPort()));
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
