package dev.portalsdk.integration;

import dev.portalsdk.config.Config;
import dev.portalsdk.config.Secret;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * github.com or a GitHub Enterprise server.
 *
 * <p>Defaults and URL rules are those of Backstage's integration package (github/config, github/core,
 * github/GithubIntegration); an enterprise host without {@code apiBaseUrl} gets {@code https://HOST/api/v3}, where Backstage
 * would have none. {@code cloneBaseUrl} is ours: it serves mirrors and tests.
 */
public final class GitHubIntegration implements ScmIntegration {
    /** The host that is always there, configured or not. */
    public static final String PUBLIC_HOST = "github.com";

    private static final UrlForm URLS = new UrlForm(
            List.of(), List.of(), parts -> parts.size() < 2 ? OptionalInt.empty() : OptionalInt.of(2), false);

    private final String host;
    private final String apiBaseUrl;
    private final @Nullable String rawBaseUrl;
    private final String cloneBaseUrl;
    private final @Nullable Secret token;
    private final List<GitHubApp> apps;
    private final ScmAccess access;

    private GitHubIntegration(Builder builder) {
        this.host = builder.host;
        boolean isPublic = host.equals(PUBLIC_HOST);
        this.apiBaseUrl = builder.apiBaseUrl != null
                ? builder.apiBaseUrl
                : isPublic ? "https://api.github.com" : "https://" + host + "/api/v3";
        this.rawBaseUrl =
                builder.rawBaseUrl != null || !isPublic ? builder.rawBaseUrl : "https://raw.githubusercontent.com";
        this.cloneBaseUrl = builder.cloneBaseUrl != null ? builder.cloneBaseUrl : "https://" + host;
        this.token = builder.token;
        this.apps = List.copyOf(builder.apps);
        this.access = access(builder.clock);
    }

    private ScmAccess access(Clock clock) {
        List<String> addresses = new ArrayList<>(List.of("https://" + host, apiBaseUrl, cloneBaseUrl));
        rawBaseUrl().ifPresent(addresses::add);
        // The API sends archives from a host of its own.
        addresses.add("https://codeload." + host);
        ScmCredentials credentials =
                apps.isEmpty() ? ScmCredentials.fixed(token()) : new GitHubAppTokens(apiBaseUrl, apps, token(), clock);
        // GitHub takes any user name with a token; this is the one it documents.
        return new ScmAccess(
                addresses, credentials, "x-access-token", Optional.of(new GitHubRestApi(this)), Optional.empty());
    }

    /**
     * Starts an integration.
     *
     * @param host a host name, with a port if it is not the scheme's own
     * @throws IllegalArgumentException if it is none
     */
    public static Builder builder(String host) {
        return new Builder(host);
    }

    /** Reads one item of {@code integrations.github}. @throws dev.portalsdk.config.ConfigException if a value is wrong */
    static GitHubIntegration of(Config config) {
        String host = config.string("host").orElse(PUBLIC_HOST);
        Builder builder = builder(HostSettings.host(config, host));
        HostSettings.baseUrl(config, "apiBaseUrl").ifPresent(builder::apiBaseUrl);
        HostSettings.baseUrl(config, "rawBaseUrl").ifPresent(builder::rawBaseUrl);
        HostSettings.baseUrl(config, "cloneBaseUrl").ifPresent(builder::cloneBaseUrl);
        config.secret("token").ifPresent(builder::token);
        config.list("apps").forEach(app -> builder.app(GitHubApp.of(app)));
        return builder.build();
    }

    @Override
    public String type() {
        return "github";
    }

    @Override
    public String host() {
        return host;
    }

    /** The REST API's root, without a slash at its end. */
    public String apiBaseUrl() {
        return apiBaseUrl;
    }

    /** Where GraphQL is asked: beside the REST API of version 3, or below its root. */
    public String graphQlUrl() {
        return apiBaseUrl.replaceFirst("/v3$", "") + "/graphql";
    }

    /** The root of the service that gives files without asking the API; enterprise servers have none unless configured. */
    public Optional<String> rawBaseUrl() {
        return Optional.ofNullable(rawBaseUrl);
    }

    /** Where Git finds {@code /owner/name.git}. */
    public String cloneBaseUrl() {
        return cloneBaseUrl;
    }

    /** The credential for API and Git where no app is installed; absent reads only what is public. */
    public Optional<Secret> token() {
        return Optional.ofNullable(token);
    }

    /** The apps that give tokens for the owners that installed them, the first that fits before others and before the token. */
    public List<GitHubApp> apps() {
        return apps;
    }

    @Override
    public ScmAccess access() {
        return access;
    }

    /**
     * {@inheritDoc}
     *
     * <p>The branch is the part after {@code blob}; one with a slash in its name must be written {@code feature%2Fx}, since the
     * URL alone does not say where it ends. Query and fragment are dropped.
     */
    @Override
    public Optional<ScmUrl> parse(String url) {
        return onThisHost(url).flatMap(URLS::parse);
    }

    private Optional<WebUrl> onThisHost(String url) {
        return WebUrl.parse(url).filter(web -> web.hostAndPort().equals(host));
    }

    @Override
    public String webUrl(ScmUrl place) {
        return URLS.webUrl(place);
    }

    @Override
    public String cloneUrl(ScmUrl place) {
        return cloneBaseUrl + "/" + encodedSlug(place) + ".git";
    }

    /** The API's address of a file or directory, {@code /repos/…/contents/…}. */
    public String contentsUrl(ScmUrl place) {
        String query = place.ref()
                .map(ref ->
                        "?ref=" + WebUrl.encodeSegment(ref).replace("+", "%2B").replace("&", "%26"))
                .orElse("");
        return repositoryApiUrl(place) + "/contents" + UrlForm.suffix(place) + query;
    }

    /** The API's address of a repository, {@code /repos/owner/name}. */
    public String repositoryApiUrl(ScmUrl place) {
        return apiBaseUrl + "/repos/" + encodedSlug(place);
    }

    /** The raw service's address of a file; empty if there is no such service or the URL names no branch. */
    public Optional<String> rawUrl(ScmUrl place) {
        return rawBaseUrl().flatMap(base -> place.ref()
                .map(ref -> base + "/" + encodedSlug(place) + "/" + WebUrl.encodePath(ref) + UrlForm.suffix(place)));
    }

    /**
     * Where to read a file from. As Backstage: the API with a token or without a raw service, else the raw service, which does
     * not count against the API's limits.
     */
    public String fetchUrl(ScmUrl place) {
        return token == null ? rawUrl(place).orElseGet(() -> contentsUrl(place)) : contentsUrl(place);
    }

    /**
     * {@inheritDoc}
     *
     * <p>As Backstage, the result is a {@code tree} URL also for files: GitHub redirects, and references to one place compare
     * equal. The query of the base is kept.
     */
    @Override
    public String resolveUrl(String target, String base) {
        if (WebUrl.isAbsolute(target)) {
            return asView(target, ScmUrl.View.TREE);
        }
        return asView(URLS.resolve(target, base), ScmUrl.View.TREE);
    }

    @Override
    public String editUrl(String url) {
        return asView(url, ScmUrl.View.EDIT);
    }

    private String asView(String url, ScmUrl.View view) {
        return onThisHost(url).map(web -> URLS.asView(web, view).toString()).orElse(url);
    }

    private static String encodedSlug(ScmUrl place) {
        return WebUrl.encodeSegment(place.owner()) + "/" + WebUrl.encodeSegment(place.name());
    }

    @Override
    public String toString() {
        return "github{" + host + ", api " + apiBaseUrl + ", " + (token == null ? "no token" : "token")
                + (apps.isEmpty() ? "}" : ", apps " + apps + "}");
    }

    /** Collects the settings of one host; for one thread. */
    public static final class Builder {
        private final String host;
        private @Nullable String apiBaseUrl;
        private @Nullable String rawBaseUrl;
        private @Nullable String cloneBaseUrl;
        private @Nullable Secret token;
        private final List<GitHubApp> apps = new ArrayList<>();
        private Clock clock = Clock.systemUTC();

        private Builder(String host) {
            this.host = HostSettings.host(host);
        }

        /** The REST API's root; {@code https://api.github.com} or {@code https://HOST/api/v3} by default. */
        public Builder apiBaseUrl(String url) {
            this.apiBaseUrl = HostSettings.baseUrl(url);
            return this;
        }

        /** The raw service's root; {@code https://raw.githubusercontent.com} for github.com, none for others by default. */
        public Builder rawBaseUrl(String url) {
            this.rawBaseUrl = HostSettings.baseUrl(url);
            return this;
        }

        /** Where Git finds {@code /owner/name.git}; {@code https://HOST} by default. */
        public Builder cloneBaseUrl(String url) {
            this.cloneBaseUrl = HostSettings.baseUrl(url);
            return this;
        }

        /** An app that gives tokens for the owners that installed it; asked in the order of these calls. */
        public Builder app(GitHubApp app) {
            apps.add(Objects.requireNonNull(app));
            return this;
        }

        /** By which the tokens of apps expire; the system's by default. */
        public Builder clock(Clock time) {
            this.clock = Objects.requireNonNull(time);
            return this;
        }

        /** The credential for API and Git. */
        public Builder token(Secret secret) {
            this.token = Objects.requireNonNull(secret);
            return this;
        }

        /** The integration. */
        public GitHubIntegration build() {
            return new GitHubIntegration(this);
        }
    }
}
