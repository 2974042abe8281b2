package dev.portalsdk.catalog;

import dev.portalsdk.catalog.store.CatalogException;
import dev.portalsdk.catalog.store.Mutation;

/** How a provider reaches its bucket. For any number of threads; not implemented by clients. */
public interface EntityProviderConnection {

    /**
     * Applies a change. Mutations of one provider apply in the order of these calls, each as a whole.
     *
     * @return to wait on until it is visible
     * @throws CatalogException if the catalog is closed
     */
    Receipt apply(Mutation mutation);
}
