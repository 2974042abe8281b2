package dev.portalsdk.catalog.discovery;

import dev.portalsdk.catalog.EntityProvider;
import dev.portalsdk.catalog.EntityProviderConnection;
import dev.portalsdk.integration.ScmIntegration;
import dev.portalsdk.integration.ScmUrl;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.source.HostConnections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Has the catalog read again what a push touches, whoever gave it: locations of the configuration, registered ones, those of
 * discoveries, and files that entities include. Gives nothing itself.
 */
public final class ScmEventRefresh implements EntityProvider, ScmEventListener {
    private final HostConnections connections;
    private volatile @Nullable EntityProviderConnection connection;

    /** @param connections those of the reader, which then forgets what it knows of the repository */
    public ScmEventRefresh(HostConnections connections) {
        this.connections = connections;
    }

    @Override
    public String name() {
        return "scm-events";
    }

    @Override
    public void connect(EntityProviderConnection catalog) {
        connection = catalog;
    }

    @Override
    public void happened(ScmEvent event) {
        connections.changed(event.repositoryUrl());
        EntityProviderConnection catalog = connection;
        Optional<ScmIntegration> host = connections.integrations().byUrl(event.repositoryUrl());
        if (catalog != null && host.isPresent() && event instanceof ScmEvent.Pushed pushed) {
            Set<LocationRef> touched = touched(host.get(), pushed);
            if (!touched.isEmpty()) {
                catalog.refresh(touched);
            }
        }
    }

    /** A file is known by several URLs: as it is written in a configuration, and as references resolve. */
    private static Set<LocationRef> touched(ScmIntegration host, ScmEvent.Pushed pushed) {
        Set<LocationRef> touched = new LinkedHashSet<>();
        Optional<ScmUrl> place = host.parse(pushed.repositoryUrl());
        for (String path : place.isPresent() ? pushed.paths() : Set.<String>of()) {
            for (ScmUrl.View view : new ScmUrl.View[] {ScmUrl.View.BLOB, ScmUrl.View.TREE}) {
                ScmUrl file = new ScmUrl(
                        place.get().repository(),
                        place.get().owner(),
                        place.get().name(),
                        view,
                        Optional.of(pushed.branch()),
                        path);
                touched.add(new LocationRef("url", host.webUrl(file)));
            }
        }
        return touched;
    }
}
