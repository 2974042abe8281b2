package dev.portalsdk.integration;

import dev.portalsdk.config.Config;
import dev.portalsdk.config.Secret;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Any host that Git can clone from, read through Git alone, over HTTPS or SSH.
 *
 * <p>Its URLs are written like GitHub's, with {@code .git} at the end of the repository:
 * {@code https://git.example.com/team/web.git/blob/main/catalog-info.yaml}. They name what is there, whichever way it is
 * fetched: with a key, {@code ssh://git@git.example.com/team/web.git} is cloned. Not known to Backstage; configured under
 * {@code integrations.git}.
 */
public final class GitIntegration implements ScmIntegration {
    private static final String SUFFIX = ".git";

    private static final UrlForm URLS = new UrlForm(List.of(), List.of(), GitIntegration::repositoryParts, true);

    private final String host;
    private final String cloneBaseUrl;
    private final ScmAccess access;

    private GitIntegration(Builder builder) {
        this.host = builder.host;
        String plain = host.replaceFirst(":\\d+$", "");
        this.cloneBaseUrl = builder.cloneBaseUrl != null
                ? builder.cloneBaseUrl
                : builder.key == null ? "https://" + host : "ssh://" + builder.user + "@" + plain;
        this.access = new ScmAccess(
                List.of("https://" + host, cloneBaseUrl),
                ScmCredentials.fixed(Optional.ofNullable(builder.token)),
                builder.user,
                Optional.empty(),
                Optional.ofNullable(builder.key));
    }

    private static OptionalInt repositoryParts(List<String> parts) {
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).endsWith(SUFFIX) && parts.get(i).length() > SUFFIX.length() && i > 0) {
                return OptionalInt.of(i + 1);
            }
        }
        return OptionalInt.empty();
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

    /** Reads one item of {@code integrations.git}. @throws dev.portalsdk.config.ConfigException if a value is wrong */
    static GitIntegration of(Config config) {
        Builder builder = builder(HostSettings.host(config, config.requireString("host")));
        config.string("username").ifPresent(builder::user);
        config.secret("token").ifPresent(builder::token);
        config.string("cloneBaseUrl").ifPresent(url -> {
            if (!isCloneBase(url)) {
                throw config.invalid("cloneBaseUrl", "an https, http or ssh URL");
            }
            builder.cloneBaseUrl(url);
        });
        config.secret("sshPrivateKey")
                .ifPresent(key -> builder.ssh(new SshKey(
                        key,
                        config.secret("sshPassphrase"),
                        config.string("sshKnownHosts")
                                .orElseThrow(
                                        () -> config.missing("sshKnownHosts", "the host's lines of a known_hosts file"))
                                .lines()
                                .toList())));
        return builder.build();
    }

    private static boolean isCloneBase(String url) {
        return WebUrl.parse(url).isPresent()
                || url.matches("ssh://[A-Za-z0-9._~-]+@[A-Za-z0-9.\\[\\]:-]+(/[^\\s?#]*)?");
    }

    @Override
    public String type() {
        return "git";
    }

    @Override
    public String host() {
        return host;
    }

    @Override
    public ScmAccess access() {
        return access;
    }

    /** {@inheritDoc} The repository is what comes before the first {@code .git}, and is not its only part. */
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
        return cloneBaseUrl + "/" + WebUrl.encodePath(place.slug()) + SUFFIX;
    }

    @Override
    public String resolveUrl(String target, String base) {
        return WebUrl.isAbsolute(target) ? target : URLS.resolve(target, base);
    }

    /** {@inheritDoc} Nothing is known of such pages here. */
    @Override
    public String editUrl(String url) {
        return url;
    }

    @Override
    public String toString() {
        return "git{" + host + ", " + cloneBaseUrl + "}";
    }

    /** Collects the settings of one host; for one thread. */
    public static final class Builder {
        private final String host;
        private String user = "git";
        private @Nullable String cloneBaseUrl;
        private @Nullable Secret token;
        private @Nullable SshKey key;

        private Builder(String host) {
            this.host = HostSettings.host(host);
        }

        /** The user of Git over HTTP and SSH; {@code git} by default. */
        public Builder user(String name) {
            this.user = Objects.requireNonNull(name);
            return this;
        }

        /** The password of Git over HTTP. */
        public Builder token(Secret secret) {
            this.token = Objects.requireNonNull(secret);
            return this;
        }

        /** Clones over SSH with this key. The artifact {@code org.eclipse.jgit.ssh.apache} must be there. */
        public Builder ssh(SshKey sshKey) {
            this.key = Objects.requireNonNull(sshKey);
            return this;
        }

        /**
         * Where Git finds {@code /team/name.git}; {@code https://HOST}, or with a key {@code ssh://USER@HOST}, by default.
         *
         * @throws IllegalArgumentException if it is no https, http or ssh URL
         */
        public Builder cloneBaseUrl(String url) {
            if (!isCloneBase(url)) {
                throw new IllegalArgumentException("\"" + url + "\" is not an https, http or ssh URL");
            }
            this.cloneBaseUrl = url.replaceAll("/+$", "");
            return this;
        }

        /** The integration. */
        public GitIntegration build() {
            return new GitIntegration(this);
        }
    }
}
