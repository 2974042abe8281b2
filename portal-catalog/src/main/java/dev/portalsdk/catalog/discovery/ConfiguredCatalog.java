package dev.portalsdk.catalog.discovery;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.CatalogBuilder;
import dev.portalsdk.catalog.EntityProvider;
import dev.portalsdk.config.Config;
import dev.portalsdk.config.Secret;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.source.HostConnections;
import dev.portalsdk.source.UrlReaders;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * All that an {@code app-config.yaml} says of a catalog, put together: its hosts and their readers, {@code catalog.locations} and rules, the providers of
 * {@code catalog.providers} and the receiver of webhooks. Whatever it says can be said in code too, and added to.
 *
 * <pre>{@code
 * ConfiguredCatalog configured = ConfiguredCatalog.of(config, directory);
 * try (Catalog catalog = configured.builder().store(store).build().start()) {
 *     EventReceiver events = configured.events().build();
 *     …
 * }
 * }</pre>
 */
public final class ConfiguredCatalog {
    private final Config config;
    private final Path baseDirectory;
    private final HostConnections connections;
    private final List<EntityProvider> providers;
    private final ScmEventRefresh refresh;

    private ConfiguredCatalog(Config config, Path baseDirectory, HostConnections connections) {
        this.config = config;
        this.baseDirectory = baseDirectory;
        this.connections = connections;
        this.providers = DiscoveryProviders.of(config, connections);
        this.refresh = new ScmEventRefresh(connections);
    }

    /**
     * Reads a configuration.
     *
     * @param baseDirectory from where relative files are meant: that of the configuration's first file
     * @throws dev.portalsdk.config.ConfigException if a value is missing or wrong
     */
    public static ConfiguredCatalog of(Config config, Path baseDirectory) {
        return of(config, baseDirectory, HostConnections.of(config, Integrations.of(config)));
    }

    /**
     * As above, over connections of the host's own.
     *
     * @param connections to the hosts that the configuration names
     * @throws dev.portalsdk.config.ConfigException if a value is missing or wrong
     */
    public static ConfiguredCatalog of(Config config, Path baseDirectory, HostConnections connections) {
        return new ConfiguredCatalog(
                Objects.requireNonNull(config),
                Objects.requireNonNull(baseDirectory),
                Objects.requireNonNull(connections));
    }

    /**
     * A builder that has all of it; of one of these one catalog is built.
     *
     * @throws dev.portalsdk.config.ConfigException if a value of {@code catalog} cannot be used
     */
    public CatalogBuilder builder() {
        CatalogBuilder builder = Catalog.builder()
                .baseDirectory(baseDirectory)
                .config(config)
                .integrations(connections.integrations())
                .urlReader(UrlReaders.builder()
                        .connections(connections)
                        .localFiles()
                        .build());
        providers.forEach(builder::provider);
        return builder.provider(refresh);
    }

    /** What {@code catalog.providers} describes. */
    public List<EntityProvider> providers() {
        return providers;
    }

    /** What reader and providers share. */
    public HostConnections connections() {
        return connections;
    }

    /**
     * A receiver whose webhooks lead to refreshes and to runs of the providers, with the secrets of {@code events.modules.github.webhookSecret} and
     * {@code events.modules.gitlab.webhookSecret}; without one of those, that host's webhooks are refused.
     */
    public EventReceiver.Builder events() {
        EventReceiver.Builder events = EventReceiver.builder().listener(refresh);
        for (EntityProvider provider : providers) {
            if (provider instanceof ScmEventListener listener) {
                events.listener(listener);
            }
        }
        secret("github").ifPresent(events::gitHubSecret);
        secret("gitlab").ifPresent(events::gitLabToken);
        return events;
    }

    private Optional<Secret> secret(String host) {
        return config.secret("events.modules." + host + ".webhookSecret");
    }
}
