package dev.portalsdk.catalog;

import dev.portalsdk.catalog.store.CatalogException;
import java.util.List;
import java.util.Optional;

/** Locations that are registered while the catalog is running. For any number of threads; not implemented by clients. */
public interface RegisteredLocations {

    /**
     * Registers a location, and waits until what it leads to is visible.
     *
     * @param location {@code url:https://github.com/acme/web/blob/main/catalog-info.yaml}
     * @return what it led to; look at its findings
     * @throws IllegalArgumentException if it is no location, or not of type {@code url}
     * @throws CatalogException if the catalog is read-only or closed
     */
    Registration add(String location);

    /**
     * Tells what registering a location would give, without doing so: reads and checks what it leads to, through all nested locations.
     *
     * @throws IllegalArgumentException if it is no location, or not of type {@code url}
     */
    Registration dryRun(String location);

    /** All, in order of registration. */
    List<RegisteredLocation> list();

    /** By its id. */
    Optional<RegisteredLocation> find(String id);

    /**
     * Removes a registration with all that only it led to, and waits until that is no longer visible.
     *
     * @return whether there was one
     * @throws CatalogException if the catalog is read-only or closed
     */
    boolean remove(String id);
}
