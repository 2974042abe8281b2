package dev.portalsdk.integration;

import dev.portalsdk.config.Config;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

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
     * Reads {@code integrations}. As in Backstage, github.com is there without a token if it is not listed.
     *
     * @throws dev.portalsdk.config.ConfigException if a value is wrong or a host is listed twice
     */
    public static Integrations of(Config config) {
        Map<String, ScmIntegration> found = new LinkedHashMap<>();
        for (Config item : config.list("integrations.github")) {
            GitHubIntegration integration = GitHubIntegration.of(item);
            if (found.putIfAbsent(integration.host(), integration) != null) {
                throw item.invalid("host", "a host that is not listed before");
            }
        }
        found.computeIfAbsent(GitHubIntegration.PUBLIC_HOST, host -> GitHubIntegration.builder(host)
                .build());
        return new Integrations(found);
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
        private final List<ScmIntegration> integrations = new ArrayList<>();

        private Builder() {}

        /** A host. */
        public Builder add(ScmIntegration integration) {
            integrations.add(integration);
            return this;
        }

        /** The hosts. @throws IllegalArgumentException if two have the same name */
        public Integrations build() {
            Map<String, ScmIntegration> found = new LinkedHashMap<>();
            for (ScmIntegration integration : integrations) {
                if (found.putIfAbsent(integration.host(), integration) != null) {
                    throw new IllegalArgumentException("two integrations for " + integration.host());
                }
            }
            return new Integrations(found);
        }
    }
}
