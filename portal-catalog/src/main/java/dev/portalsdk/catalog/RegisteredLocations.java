package dev.portalsdk.catalog;

import dev.portalsdk.catalog.store.CatalogException;
import dev.portalsdk.model.EntityRef;
import java.util.List;
import java.util.Optional;

/** Locations that are registered while the catalog is running. For any number of threads; not implemented by clients. */
public interface RegisteredLocations {

    /**
     * Registers a location, and waits until what it leads to is visible. If it is registered already, does what the catalog was built to do.
     *
     * @param location {@code url:https://github.com/acme/web/blob/main/catalog-info.yaml}
     * @return what it led to; look at its findings
     * @throws IllegalArgumentException if it is no location, or not of a type that may be registered, {@code url} unless the builder says otherwise
     * @throws LocationExistsException if it is registered already, unless the catalog refreshes it then
     * @throws CatalogException if the catalog is read-only or closed
     */
    Registration add(String location);

    /** As {@link #add(String)}, and says what is to happen if the location is registered already. */
    Registration add(String location, OnConflict conflict);

    /**
     * Tells what registering a location would give, without doing so: reads and checks what it leads to, through all nested locations.
     *
     * @throws IllegalArgumentException if it is no location, or not of a type that may be registered
     */
    Registration dryRun(String location);

    /**
     * Registers another location in place of one, in one step: what both lead to stays.
     *
     * @param id of the one that goes
     * @return what the other led to; empty if there is no location of this id
     * @throws IllegalArgumentException if it is no location, or not of a type that may be registered
     * @throws LocationExistsException if the other is registered already
     * @throws CatalogException if the catalog is read-only or closed
     */
    Optional<Registration> update(String id, String location);

    /** The registration that led to an entity; empty if none did. */
    Optional<RegisteredLocation> findByEntity(EntityRef ref);

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
