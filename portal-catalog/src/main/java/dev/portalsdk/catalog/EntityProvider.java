package dev.portalsdk.catalog;

/** Gives entities to a catalog. What it gives belongs to its bucket, which is named after it. */
public interface EntityProvider {

    /** Stable, and unique in the catalog: it names the bucket in the store, and the provider in messages. */
    String name();

    /**
     * Called once, when the catalog is built. Should not do lengthy work; a provider that reads a remote system starts to do so here.
     *
     * @param connection may be used at any time, from any thread, until the catalog is closed
     */
    void connect(EntityProviderConnection connection);
}
