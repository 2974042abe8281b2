package dev.portalsdk.catalog;

import dev.portalsdk.catalog.store.CatalogException;
import java.time.Duration;

/** For a mutation that was taken: waits until all that follows from it is visible. For any number of threads; not implemented by clients. */
public interface Receipt {

    /** Whether all that follows from the mutation is visible to queries. */
    boolean isVisible();

    /**
     * Waits until it is. If the catalog has no thread of its own (see {@link Catalog#start()}), the calling thread does the work.
     *
     * @throws CatalogException if the thread is interrupted (it stays so) or the catalog is closed
     */
    void await();

    /**
     * Waits until it is, but not longer. A thread that does the work itself finishes what it has begun.
     *
     * @return whether it is visible
     * @throws CatalogException if the thread is interrupted (it stays so) or the catalog is closed
     */
    boolean await(Duration atMost);
}
