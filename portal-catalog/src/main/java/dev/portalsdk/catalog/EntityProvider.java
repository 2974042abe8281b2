package dev.portalsdk.catalog;

import dev.portalsdk.catalog.store.RemovalGuard;

/** Gives entities to a catalog. What it gives belongs to its bucket, which is named after it. */
public interface EntityProvider {

    /** Stable, and unique in the catalog: it names the bucket in the store, and the provider in messages. */
    String name();

    /**
     * Called once, when the catalog is built: a provider is one catalog's, unless it says that it takes several. Should not do lengthy work; a provider that reads a remote system starts to do so here.
     *
     * @param connection may be used at any time, from any thread, until the catalog is closed
     */
    void connect(EntityProviderConnection connection);

    /**
     * How much one mutation may take away. Off by default; providers that read a remote system should return {@link RemovalGuard#standard()}, so that
     * an answer which is empty by mistake does not empty their bucket. A host can set another by {@link CatalogBuilder#removalGuard}.
     */
    default RemovalGuard removalGuard() {
        return RemovalGuard.off();
    }

    /** Called once, when the catalog is closed: threads and watches end here. */
    default void close() {}
}
