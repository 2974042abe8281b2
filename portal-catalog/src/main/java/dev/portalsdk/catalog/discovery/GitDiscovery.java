package dev.portalsdk.catalog.discovery;

import dev.portalsdk.catalog.EntityProviderConnection;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.RemovalGuard;
import dev.portalsdk.integration.ScmIntegration;
import dev.portalsdk.integration.ScmUrl;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.source.HostConnections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Gives one Location for each of the repositories that are listed, on whatever hosts: {@code catalog.providers.git}. Not known to
 * Backstage.
 *
 * <p>What is listed is read again at each run. Safe for use by many threads.
 */
public final class GitDiscovery extends DiscoveryProvider {
    private final Set<LocationRef> locations;
    private final HostConnections connections;

    private GitDiscovery(
            String name,
            Set<LocationRef> locations,
            HostConnections connections,
            Optional<DiscoverySchedule> schedule) {
        super(name, schedule);
        this.locations = locations;
        this.connections = connections;
    }

    /**
     * A provider.
     *
     * @param id its name is {@code git-provider:ID}
     * @param repositories URLs, each of a repository on a host of the connections, with or without a branch
     * @param catalogPath where descriptors are in each of them, also as a pattern
     * @param schedule absent to run only when told to
     * @throws IllegalArgumentException if a URL is none of a configured host
     */
    public static GitDiscovery of(
            String id,
            List<String> repositories,
            String catalogPath,
            Optional<DiscoverySchedule> schedule,
            HostConnections connections) {
        Set<LocationRef> locations = new LinkedHashSet<>();
        for (String url : repositories) {
            locations.add(location(url, catalogPath.replaceFirst("^/+", ""), connections)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "\"" + url + "\" is no repository on a host that is listed under integrations")));
        }
        return new GitDiscovery("git-provider:" + id, locations, connections, schedule);
    }

    static Optional<LocationRef> location(String url, String catalogPath, HostConnections connections) {
        Optional<ScmIntegration> host = connections.integrations().byUrl(url);
        return host.flatMap(found -> found.parse(url)).map(place -> {
            ScmUrl root = new ScmUrl(
                    place.repository(),
                    place.owner(),
                    place.name(),
                    ScmUrl.View.BLOB,
                    Optional.of(place.ref().orElse("HEAD")),
                    place.path());
            return new LocationRef("url", host.get().webUrl(root) + "/" + catalogPath);
        });
    }

    /** {@inheritDoc} What is listed here is meant. */
    @Override
    public RemovalGuard removalGuard() {
        return RemovalGuard.off();
    }

    @Override
    public void connect(EntityProviderConnection catalog) {
        catalog.apply(
                Mutation.full(locations.stream().map(DiscoveredLocations::of).toList()));
        super.connect(catalog);
    }

    @Override
    void run(EntityProviderConnection catalog) {
        locations.forEach(location -> connections.changed(location.target()));
        catalog.refresh(locations);
    }

    @Override
    public String toString() {
        return name() + " of " + locations;
    }
}
