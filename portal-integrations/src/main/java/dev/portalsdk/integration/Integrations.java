package dev.portalsdk.integration;

import dev.portalsdk.config.Config;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The hosts of source code that a portal knows, and URL arithmetic that works for them and for all others.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class Integrations {
    private final Map<String, ScmIntegration> byHost;

    private Integrations(Map<String, ScmIntegration> byHost) {
        this.byHost = Map.copyOf(byHost);
    }

    /**
     * Reads {@code integrations.github}, {@code .gitlab} and {@code .git}. As in Backstage, github.com and gitlab.com are there
     * without a token if they are not listed.
     *
     * @throws dev.portalsdk.config.ConfigException if a value is wrong or a host is listed twice
     */
    public static Integrations of(Config config) {
        return builder().standardTypes().read(config).withPublicHosts().build();
    }

    /** Starts without any host, also without github.com. */
    public static Builder builder() {
        return new Builder();
    }

    /** Every host, in no particular order. */
    public Collection<ScmIntegration> all() {
        return byHost.values();
    }

    /** By host name, with the port if it is not the scheme's own; case does not matter. */
    public Optional<ScmIntegration> byHost(String host) {
        return Optional.ofNullable(byHost.get(host.toLowerCase(Locale.ROOT)));
    }

    /** The host of a name, if it is of a type. */
    public <T extends ScmIntegration> Optional<T> byHost(String host, Class<T> type) {
        return byHost(host).filter(type::isInstance).map(type::cast);
    }

    /** By the host of a URL. */
    public Optional<ScmIntegration> byUrl(String url) {
        return WebUrl.parse(url).flatMap(web -> byHost(web.hostAndPort()));
    }

    /** Takes a URL apart; empty if no configured host knows it as a file, directory or repository. */
    public Optional<ScmUrl> parse(String url) {
        return byUrl(url).flatMap(integration -> integration.parse(url));
    }

    /** Whether two URLs are known to be in one repository; see {@link ScmUrl#sameRepository}. */
    public boolean sameRepository(String one, String other) {
        Optional<ScmUrl> first = parse(one);
        return first.isPresent()
                && parse(other).filter(first.get()::sameRepository).isPresent();
    }

    /**
     * What a reference written in the document at {@code base} means: by the host's own rules if it is configured (an absolute
     * path starts at the root of the repository), by plain URL resolution on any other.
     *
     * <p>A base may also be a {@code file:} URL or a path of this machine; the result is of the same form.
     *
     * @throws IllegalArgumentException if the two do not make a URL
     */
    public String resolveUrl(String target, String base) {
        Optional<ScmIntegration> integration = byUrl(base);
        if (integration.isPresent()) {
            return integration.get().resolveUrl(target, base);
        }
        if (WebUrl.isAbsolute(target)) {
            return target;
        }
        Optional<WebUrl> web = WebUrl.parse(base);
        if (web.isPresent()) {
            return web.get().resolve(target).orElseThrow(() -> noUrl(target)).toString();
        }
        return WebUrl.isAbsolute(base)
                ? resolveUri(target, base)
                : Path.of(base).resolveSibling(target).normalize().toString();
    }

    private static String resolveUri(String target, String base) {
        try {
            URI encoded = new URI(null, null, target, null);
            URI resolved = new URI(base).resolve(encoded);
            return resolved.toString().replaceFirst("^file:/(?!/)", "file:///");
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("\"" + target + "\" and \"" + base + "\" do not make a URL", e);
        }
    }

    /** Where a person edits the file at a URL; the URL itself if its host is not configured. */
    public String editUrl(String url) {
        return byUrl(url).map(integration -> integration.editUrl(url)).orElse(url);
    }

    static IllegalArgumentException noUrl(String text) {
        return new IllegalArgumentException("\"" + text + "\" is not an http or https URL");
    }

    @Override
    public String toString() {
        return "Integrations" + byHost.values();
    }

    /** Collects hosts; for one thread. */
    public static final class Builder {
        private final Map<String, ScmIntegration> integrations = new LinkedHashMap<>();
        private final Map<String, Function<Config, ? extends ScmIntegration>> types = new LinkedHashMap<>();

        private Builder() {}

        /** A host. @throws IllegalArgumentException if there is one of that name */
        public Builder add(ScmIntegration integration) {
            if (integrations.putIfAbsent(integration.host(), integration) != null) {
                throw new IllegalArgumentException("two integrations for " + integration.host());
            }
            return this;
        }

        /**
         * A kind of host, for {@link #read}.
         *
         * @param key the list under {@code integrations} whose items describe hosts of this kind
         * @param reader makes the integration that an item describes
         */
        public Builder type(String key, Function<Config, ? extends ScmIntegration> reader) {
            types.put(key, reader);
            return this;
        }

        /** Adds GitHub, GitLab and Git to the kinds of hosts. */
        public Builder standardTypes() {
            return type("github", GitHubIntegration::of)
                    .type("gitlab", GitLabIntegration::of)
                    .type("git", GitIntegration::of);
        }

        /**
         * Adds the hosts that a configuration lists, of all kinds named so far.
         *
         * @throws dev.portalsdk.config.ConfigException if a value is wrong or a host is listed twice
         */
        public Builder read(Config config) {
            types.forEach((key, reader) -> {
                for (Config item : config.list("integrations." + key)) {
                    ScmIntegration integration = reader.apply(item);
                    if (integrations.putIfAbsent(integration.host(), integration) != null) {
                        throw item.invalid("host", "a host that is not listed before");
                    }
                }
            });
            return this;
        }

        /** Adds github.com and gitlab.com without a token, unless they are there. */
        public Builder withPublicHosts() {
            integrations.computeIfAbsent(GitHubIntegration.PUBLIC_HOST, host -> GitHubIntegration.builder(host)
                    .build());
            integrations.computeIfAbsent(GitLabIntegration.PUBLIC_HOST, host -> GitLabIntegration.builder(host)
                    .build());
            return this;
        }

        /** The hosts. */
        public Integrations build() {
            return new Integrations(integrations);
        }
    }
}
