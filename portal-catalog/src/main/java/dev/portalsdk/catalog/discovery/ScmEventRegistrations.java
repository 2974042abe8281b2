package dev.portalsdk.catalog.discovery;

import dev.portalsdk.catalog.RegisteredLocation;
import dev.portalsdk.catalog.RegisteredLocations;
import dev.portalsdk.catalog.store.CatalogException;
import dev.portalsdk.integration.ScmIntegration;
import dev.portalsdk.integration.ScmUrl;
import dev.portalsdk.source.HostConnections;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has registered locations follow their repositories: one that was renamed or moved is registered at its new address, one that was deleted no longer. As
 * {@code catalog.scmEvents} of Backstage, with {@code move} and {@code unregister}. Safe for use by many threads.
 *
 * <pre>{@code
 * events.listener(new ScmEventRegistrations(catalog.locations(), connections, executor));
 * }</pre>
 */
public final class ScmEventRegistrations implements ScmEventListener {
    private static final Logger LOG = LoggerFactory.getLogger(ScmEventRegistrations.class);

    private final RegisteredLocations locations;
    private final HostConnections connections;
    private final Executor executor;

    /**
     * A listener.
     *
     * @param executor where registrations are changed, which waits until that is visible
     */
    public ScmEventRegistrations(RegisteredLocations locations, HostConnections connections, Executor executor) {
        this.locations = locations;
        this.connections = connections;
        this.executor = executor;
    }

    @Override
    public void happened(ScmEvent event) {
        if (event instanceof ScmEvent.Moved moved) {
            executor.execute(() -> follow(moved));
        } else if (event instanceof ScmEvent.Changed changed && changed.isDeletion()) {
            executor.execute(() -> forget(changed));
        }
    }

    private void follow(ScmEvent.Moved moved) {
        Optional<ScmIntegration> host = connections.integrations().byUrl(moved.repositoryUrl());
        Optional<ScmUrl> now = host.flatMap(found -> found.parse(moved.repositoryUrl()));
        for (RegisteredLocation location : now.isPresent() ? of(moved.before()) : List.<RegisteredLocation>of()) {
            ScmUrl before = host.get().parse(location.location().target()).orElseThrow();
            ScmUrl after = new ScmUrl(
                    now.get().repository(),
                    now.get().owner(),
                    now.get().name(),
                    before.view(),
                    before.ref(),
                    before.path());
            change(
                    location,
                    () -> locations.update(location.id(), "url:" + host.get().webUrl(after)));
        }
    }

    private void forget(ScmEvent.Changed deleted) {
        of(deleted.repositoryUrl()).forEach(location -> change(location, () -> locations.remove(location.id())));
    }

    private List<RegisteredLocation> of(String repositoryUrl) {
        Optional<ScmIntegration> host = connections.integrations().byUrl(repositoryUrl);
        Optional<ScmUrl> repository = host.flatMap(found -> found.parse(repositoryUrl));
        List<RegisteredLocation> found = new ArrayList<>();
        if (repository.isPresent()) {
            for (RegisteredLocation location : locations.list()) {
                host.get()
                        .parse(location.location().target())
                        .filter(repository.get()::sameRepository)
                        .ifPresent(place -> found.add(location));
            }
        }
        return found;
    }

    private static void change(RegisteredLocation location, Runnable change) {
        try {
            change.run();
        } catch (CatalogException | IllegalArgumentException e) {
            LOG.warn("{} cannot follow its repository: {}", location.location(), e.getMessage());
        }
    }
}
