package dev.portalsdk.catalog;

import dev.portalsdk.catalog.run.ProviderMemory;
import dev.portalsdk.catalog.run.Schedules;
import dev.portalsdk.catalog.store.CatalogException;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.model.LocationRef;
import java.util.Collection;
import java.util.function.Predicate;

/** How a provider reaches its bucket. For any number of threads; not implemented by clients. */
public interface EntityProviderConnection {

    /**
     * Applies a change. Mutations of one provider apply in the order of these calls, each as a whole.
     *
     * @return to wait on until it is visible, and to see whether something was held back
     * @throws CatalogException if the catalog is closed
     */
    MutationReceipt apply(Mutation mutation);

    /**
     * Tells that files or URLs have changed: sources of this name are read again, and so are patterns that match one of them; entities that read one
     * of them, through a placeholder for instance, are processed again. What nobody reads is ignored.
     *
     * @throws CatalogException if the catalog is closed
     */
    Receipt refresh(Collection<LocationRef> locations);

    /**
     * As {@link #refresh(Collection)} for all files, URLs and patterns that are read now and of which this holds.
     *
     * @throws CatalogException if the catalog is closed
     */
    Receipt refreshWhere(Predicate<LocationRef> changed);

    /** What this provider keeps in the store from one run to the next. */
    ProviderMemory memory();

    /** Tasks that are shared with the other nodes of the catalog, if the store is. */
    Schedules schedules();
}
