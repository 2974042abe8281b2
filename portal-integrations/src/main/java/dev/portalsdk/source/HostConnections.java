package dev.portalsdk.source;

import dev.portalsdk.config.Config;
import dev.portalsdk.config.Secret;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.integration.ScmCredentials;
import dev.portalsdk.integration.ScmIntegration;
import dev.portalsdk.integration.ScmUrl;
import dev.portalsdk.integration.WebUrl;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A portal's way out to the hosts it may read: which addresses, with which credentials, how often.
 *
 * <p>Readers and providers that share one also share what the hosts said about their limits: who asks next waits for the reset
 * instead of failing. Faults that pass (5xx, 429, broken connections) are tried again with growing, partly random pauses. Only
 * the hosts of the integrations and those allowed are reached, checked anew for every redirect and against the addresses that
 * their names lead to. Safe for use by many threads; nothing to close.
 */
public final class HostConnections {
    private final Integrations integrations;
    private final ReadRules rules;
    private final HttpFetch fetch;
    private final GitTrees trees;
    private final SharedTrees shared;

    private HostConnections(Builder builder) {
        this.integrations = builder.integrations;
        this.rules = new ReadRules(builder.origins(), builder.allowList, builder.resolver);
        RequestBudgets budgets = new RequestBudgets(builder.clock, builder.pause);
        Supplier<HttpClient> client = builder.client == null ? new LazyClient() : builder.fixedClient();
        this.fetch = new HttpFetch(client, rules, budgets, builder.retries, builder.pause);
        this.trees = new GitTrees(rules, builder.retries, builder.pause);
        this.shared = new SharedTrees(builder.clock);
    }

    /** Those that a configuration allows: its integrations and {@code backend.reading.allow[] {host, paths}}. */
    public static HostConnections of(Config config, Integrations integrations) {
        return builder().integrations(integrations).allow(config).build();
    }

    /** Starts connections that reach nothing. */
    public static Builder builder() {
        return new Builder();
    }

    /** The hosts of source code. */
    public Integrations integrations() {
        return integrations;
    }

    /**
     * The credential for what belongs to a user, organization or group.
     *
     * @return empty if the host is asked without
     * @throws SourceException if there should be one but it cannot be had
     */
    public Optional<Secret> token(ScmIntegration host, String owner) throws IOException {
        try {
            return host.access().credentials().forOwner(owner, exchange());
        } catch (SourceException e) {
            throw e;
        } catch (IOException e) {
            throw new SourceException("https://" + host.host() + "/" + owner, String.valueOf(e.getMessage()), e);
        }
    }

    /** The credential for a URL of a configured host; empty for any other. */
    public Optional<Secret> token(String url) throws IOException {
        Optional<ScmUrl> place = integrations.parse(url);
        Optional<ScmIntegration> host = integrations.byUrl(url);
        return place.isPresent() && host.isPresent()
                ? token(host.get(), place.get().owner())
                : Optional.empty();
    }

    /**
     * Asks the API of a host, with the credential for the request's owner.
     *
     * @return a good answer, or that nothing has changed
     * @throws SourceException as {@link UrlReader#read}
     */
    public ApiAnswer send(ScmIntegration host, ApiRequest request) throws IOException {
        Optional<Secret> given = request.options().token();
        Optional<Secret> token = given.isPresent() || request.owner().isEmpty()
                ? given
                : token(host, request.owner().get());
        try {
            return send(request, token);
        } catch (CredentialsRejectedException e) {
            if (!refused(host, token, given)) {
                throw e;
            }
            return send(request, token(host, request.owner().orElse("")));
        }
    }

    /** A lent token may have been taken back before its time; a new one may do. */
    boolean refused(ScmIntegration host, Optional<Secret> token, Optional<Secret> given) {
        return token.isPresent()
                && given.isEmpty()
                && host.access().credentials().refused(token.get());
    }

    private ApiAnswer send(ApiRequest request, Optional<Secret> token) throws IOException {
        HttpFetch.Request sent = new HttpFetch.Request(
                request.method(),
                address(request.url()),
                request.url(),
                request.headers(),
                token,
                request.body(),
                request.repeatable(),
                request.options());
        HttpFetch.Answer answer = fetch.get(HttpFetch.conditional(sent));
        boolean good = answer.status() / 100 == 2 || answer.status() == 304;
        if (!good) {
            HttpFetch.requireSuccess(sent, answer);
        }
        return new ApiAnswer(request.url(), answer);
    }

    private ScmCredentials.Exchange exchange() {
        return (method, url, token) -> {
            try {
                ApiRequest request =
                        method.equals("GET") ? ApiRequest.get(url) : ApiRequest.sending(method, url, Value.Obj.empty());
                return Optional.of(send(request, Optional.of(token)).json());
            } catch (NotFoundException e) {
                return Optional.empty();
            }
        };
    }

    private static WebUrl address(String url) throws SourceException {
        return WebUrl.parse(url).orElseThrow(() -> new SourceException(url, "it is no web address"));
    }

    /**
     * Forgets what is remembered of a repository, because it has changed: somebody pushed to it.
     *
     * @param url of the repository or anything in it
     */
    public void changed(String url) {
        integrations.parse(url).ifPresent(shared::forget);
    }

    /**
     * Remembers a file that came with another answer, such as the listing of a discovery: reads of it within two minutes need no
     * request of their own. Ends when the repository is told to have {@linkplain #changed changed}.
     *
     * @param url of the file, as it will be read; ignored if it names none on a configured host
     * @param bytes not copied; files above a mebibyte are not remembered
     */
    public void offer(String url, byte[] bytes) {
        integrations.parse(url).ifPresent(place -> shared.offer(place, bytes));
    }

    ReadRules rules() {
        return rules;
    }

    HttpFetch fetch() {
        return fetch;
    }

    GitTrees trees() {
        return trees;
    }

    SharedTrees shared() {
        return shared;
    }

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

    /** Collects where connections may go, and how; for one thread. */
    public static final class Builder {
        private Integrations integrations = Integrations.builder().build();
        private AllowList allowList = new AllowList(List.of());
        private AddressResolver resolver = AddressResolver.ofThePlatform();
        private Retries retries = Retries.STANDARD;
        private Clock clock = Clock.systemUTC();
        private Pause pause = Pause.inThread();
        private @Nullable HttpClient client;

        private Builder() {}

        /** Hosts of source code. */
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

        /** The client for web servers and APIs (Git has its own), in place of one that is made when first needed. */
        public Builder httpClient(HttpClient httpClient) {
            this.client = Objects.requireNonNull(httpClient);
            return this;
        }

        /** Looks up where names lead, before connections are made; the platform's by default. */
        public Builder addressResolver(AddressResolver addresses) {
            this.resolver = Objects.requireNonNull(addresses);
            return this;
        }

        /**
         * How often faults that pass are tried again.
         *
         * @param attempts in all, 1..20; 4 by default
         * @param firstDelay the longest pause before the second attempt, doubled with each further one up to 20 seconds; at least
         *     half of it is waited; 250 ms by default
         * @throws IllegalArgumentException if a value is out of these bounds
         */
        public Builder retries(int attempts, Duration firstDelay) {
            if (attempts < 1
                    || attempts > 20
                    || firstDelay.isNegative()
                    || firstDelay.compareTo(Retries.MAX_DELAY) > 0) {
                throw new IllegalArgumentException(
                        attempts + " attempts, " + firstDelay + ": expected 1..20 and at most " + Retries.MAX_DELAY);
            }
            this.retries = new Retries(attempts, firstDelay);
            return this;
        }

        /** By which the resets of limits are awaited; the system's by default. */
        public Builder clock(Clock time) {
            this.clock = Objects.requireNonNull(time);
            return this;
        }

        Builder pause(Pause waits) {
            this.pause = waits;
            return this;
        }

        /** The connections. @throws IllegalStateException if the client follows redirects, which would escape the checks */
        public HostConnections build() {
            if (client != null && client.followRedirects() != HttpClient.Redirect.NEVER) {
                throw new IllegalStateException(
                        "the HttpClient given follows redirects by itself, so that they cannot be"
                                + " checked; make it with followRedirects(Redirect.NEVER)");
            }
            return new HostConnections(this);
        }

        private List<WebUrl> origins() {
            Stream<String> addresses = integrations.all().stream().flatMap(host -> host.access().addresses().stream());
            return addresses.flatMap(url -> WebUrl.parse(url).stream()).toList();
        }

        private Supplier<HttpClient> fixedClient() {
            HttpClient given = Objects.requireNonNull(client);
            return () -> given;
        }
    }
}
