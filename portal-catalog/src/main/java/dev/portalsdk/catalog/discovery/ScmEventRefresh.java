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
 * discoveries, and files that entities include. If the push does not name all files, as a forced one, that is all that is read
 * from its branch. Gives nothing itself.
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
        event.addresses().forEach(connections::changed);
        EntityProviderConnection catalog = connection;
        Optional<ScmIntegration> host = connections.integrations().byUrl(event.repositoryUrl());
        if (catalog != null && host.isPresent() && event instanceof ScmEvent.Pushed pushed) {
            refresh(catalog, host.get(), pushed);
        }
    }

    private static void refresh(EntityProviderConnection catalog, ScmIntegration host, ScmEvent.Pushed pushed) {
        Set<LocationRef> touched = touched(host, pushed);
        if (!touched.isEmpty()) {
            catalog.refresh(touched);
        }
        Optional<ScmUrl> place = host.parse(pushed.repositoryUrl());
        if (!pushed.complete() && place.isPresent()) {
            catalog.refreshWhere(source -> isOnBranch(host, source, place.get(), pushed.branch()));
        }
    }

    /** Without a branch, or with HEAD, it may be that branch. */
    private static boolean isOnBranch(ScmIntegration host, LocationRef source, ScmUrl repository, String branch) {
        return host.parse(source.target())
                .filter(repository::sameRepository)
                .filter(place -> place.ref()
                        .filter(ref -> !ref.equals(branch) && !ref.equals("HEAD"))
                        .isEmpty())
                .isPresent();
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
