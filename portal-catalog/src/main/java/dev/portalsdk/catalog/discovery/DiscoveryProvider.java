package dev.portalsdk.catalog.discovery;

import dev.portalsdk.catalog.EntityProvider;
import dev.portalsdk.catalog.EntityProviderConnection;
import dev.portalsdk.catalog.store.RemovalGuard;
import dev.portalsdk.integration.ScmIntegration;
import dev.portalsdk.source.HostConnections;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A provider that looks at a host, on a schedule or when told to, one run at a time over all nodes that share the catalog's
 * store; the schedule is kept there. A run that fails changes nothing. Safe for use by many threads.
 */
public abstract sealed class DiscoveryProvider implements EntityProvider
        permits GitDiscovery, GitHubDiscovery, GitHubOrgProvider, GitLabDiscovery, GitLabOrgProvider {
    /** A node that dies in a run is noticed after this. */
    private static final Duration LEASE = Duration.ofMinutes(1);

    private final String name;
    private final Optional<DiscoverySchedule> schedule;
    private final ScheduledRuns runs;
    private volatile @Nullable EntityProviderConnection connection;

    DiscoveryProvider(String name, Optional<DiscoverySchedule> schedule) {
        this.name = name;
        this.schedule = schedule;
        this.runs = new ScheduledRuns(name, LEASE, () -> {
            run(connected());
            return Optional.empty();
        });
    }

    /**
     * The host of a provider that is being built.
     *
     * @throws IllegalStateException if there is none of that type; {@code section} is where it would stand
     */
    static <T extends ScmIntegration> T host(
            String provider, HostConnections connections, String host, Class<T> type, String section) {
        return connections
                .integrations()
                .byHost(host, type)
                .orElseThrow(() -> new IllegalStateException(
                        provider + ": there is no host " + host + " under integrations." + section));
    }

    /** Looks at the host and tells the catalog. */
    abstract void run(EntityProviderConnection catalog) throws IOException;

    @Override
    public final String name() {
        return name;
    }

    /** {@inheritDoc} More than half at once is held back. */
    @Override
    public RemovalGuard removalGuard() {
        return RemovalGuard.standard();
    }

    @Override
    public void connect(EntityProviderConnection catalog) {
        connection = catalog;
        runs.start(catalog.schedules(), schedule);
    }

    @Override
    public final void close() {
        runs.close();
    }

    /**
     * Looks at the host now, and returns when that is done; after a run that is under way, on whatever node.
     *
     * @throws IOException if that fails; what was given before stays
     * @throws dev.portalsdk.catalog.store.CatalogException if no catalog was built with this provider yet
     */
    public final void refresh() throws IOException {
        runs.now();
    }

    /** Looks at the host soon, once for all who ask in the meantime. */
    final void refreshSoon() {
        runs.soon();
    }

    /** What was wrong with the last run on this node, if anything. */
    public final Optional<Exception> lastFailure() {
        return runs.lastFailure();
    }

    private EntityProviderConnection connected() {
        EntityProviderConnection catalog = connection;
        if (catalog == null) {
            throw ScheduledRuns.notConnected(name);
        }
        return catalog;
    }

    @Override
    public String toString() {
        return name;
    }
}
