package dev.portalsdk.integration;

import dev.portalsdk.config.Config;
import dev.portalsdk.config.Secret;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * gitlab.com or a GitLab server of one's own, also below a path.
 *
 * <p>Defaults and URL rules are those of Backstage's integration package (gitlab/config, gitlab/core, gitlab/GitLabIntegration).
 * Projects are named by their path instead of being looked up by number first. An owner is the whole path of groups.
 */
public final class GitLabIntegration implements ScmIntegration {
    /** The host that is always there, configured or not. */
    public static final String PUBLIC_HOST = "gitlab.com";

    private static final String SEPARATOR = "-";
    private static final List<String> OLD_VIEWS = List.of("blob", "tree", "raw", "edit");

    private final String host;
    private final String apiBaseUrl;
    private final String baseUrl;
    private final @Nullable Secret token;
    private final UrlForm urls;
    private final ScmAccess access;

    private GitLabIntegration(Builder builder) {
        this.host = builder.host;
        this.baseUrl = builder.baseUrl == null ? "https://" + host : builder.baseUrl;
        this.apiBaseUrl = builder.apiBaseUrl == null ? baseUrl + "/api/v4" : builder.apiBaseUrl;
        this.token = builder.token;
        List<String> prefix = WebUrl.parse(baseUrl).map(WebUrl::segments).orElse(List.of());
        this.urls = new UrlForm(prefix, List.of(SEPARATOR), GitLabIntegration::repositoryParts, false);
        this.access = new ScmAccess(
                List.of("https://" + host, baseUrl, apiBaseUrl),
                ScmCredentials.fixed(token()),
                "oauth2",
                Optional.of(new GitLabRestApi(apiBaseUrl)),
                Optional.empty());
    }

    /** Groups nest, so that only what follows tells where the project ends; its front page has nothing that follows. */
    private static OptionalInt repositoryParts(List<String> parts) {
        int end = parts.indexOf(SEPARATOR);
        for (int i = 2; end < 0 && i < parts.size(); i++) {
            if (OLD_VIEWS.contains(parts.get(i))) {
                end = i;
            }
        }
        int length = end < 0 ? parts.size() : end;
        return length < 2 ? OptionalInt.empty() : OptionalInt.of(length);
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

    /** Reads one item of {@code integrations.gitlab}. @throws dev.portalsdk.config.ConfigException if a value is wrong */
    static GitLabIntegration of(Config config) {
        Builder builder =
                builder(HostSettings.host(config, config.string("host").orElse(PUBLIC_HOST)));
        HostSettings.baseUrl(config, "baseUrl").ifPresent(builder::baseUrl);
        HostSettings.baseUrl(config, "apiBaseUrl").ifPresent(builder::apiBaseUrl);
        config.secret("token").ifPresent(builder::token);
        return builder.build();
    }

    @Override
    public String type() {
        return "gitlab";
    }

    @Override
    public String host() {
        return host;
    }

    /** The REST API's root, without a slash at its end. */
    public String apiBaseUrl() {
        return apiBaseUrl;
    }

    /** The web address of the server, with the path it lies below. */
    public String baseUrl() {
        return baseUrl;
    }

    /** The credential for API and Git; absent reads only what is public. */
    public Optional<Secret> token() {
        return Optional.ofNullable(token);
    }

    @Override
    public ScmAccess access() {
        return access;
    }

    /**
     * {@inheritDoc}
     *
     * <p>The branch is the part after {@code blob}; one with a slash in its name must be written {@code feature%2Fx}. The
     * {@code /-/} before it may be missing, as in old URLs; a group or project must then not be named like a view.
     */
    @Override
    public Optional<ScmUrl> parse(String url) {
        return onThisHost(url).flatMap(urls::parse);
    }

    private Optional<WebUrl> onThisHost(String url) {
        return WebUrl.parse(url).filter(web -> web.hostAndPort().equals(host));
    }

    @Override
    public String webUrl(ScmUrl place) {
        return urls.webUrl(place);
    }

    @Override
    public String cloneUrl(ScmUrl place) {
        return baseUrl + "/" + WebUrl.encodePath(place.slug()) + ".git";
    }

    /** The API's address of a project, {@code /projects/group%2Fname}. */
    public String projectApiUrl(ScmUrl place) {
        return GitLabRestApi.project(apiBaseUrl, place);
    }

    /** {@inheritDoc} As Backstage, the view of the base stays. */
    @Override
    public String resolveUrl(String target, String base) {
        return WebUrl.isAbsolute(target) ? target : urls.resolve(target, base);
    }

    @Override
    public String editUrl(String url) {
        return onThisHost(url)
                .map(web -> urls.asView(web, ScmUrl.View.EDIT).toString())
                .orElse(url);
    }

    @Override
    public String toString() {
        return "gitlab{" + host + ", api " + apiBaseUrl + ", " + (token == null ? "no token" : "token") + "}";
    }

    /** Collects the settings of one host; for one thread. */
    public static final class Builder {
        private final String host;
        private @Nullable String apiBaseUrl;
        private @Nullable String baseUrl;
        private @Nullable Secret token;

        private Builder(String host) {
            this.host = HostSettings.host(host);
        }

        /** The REST API's root; {@code BASE/api/v4} by default. */
        public Builder apiBaseUrl(String url) {
            this.apiBaseUrl = HostSettings.baseUrl(url);
            return this;
        }

        /** The web address of the server, and of Git; {@code https://HOST} by default. */
        public Builder baseUrl(String url) {
            this.baseUrl = HostSettings.baseUrl(url);
            return this;
        }

        /** A personal, project, group or OAuth access token. */
        public Builder token(Secret secret) {
            this.token = Objects.requireNonNull(secret);
            return this;
        }

        /** The integration. */
        public GitLabIntegration build() {
            return new GitLabIntegration(this);
        }
    }
}
