package dev.portalsdk.catalog;

import dev.portalsdk.catalog.store.CatalogException;

/** A location was to be registered that is registered already. */
public final class LocationExistsException extends CatalogException {
    private static final long serialVersionUID = 1L;

    private final transient RegisteredLocation existing;

    LocationExistsException(RegisteredLocation existing) {
        super("Location " + existing.location() + " already exists; to read it again, add it with OnConflict.REFRESH");
        this.existing = existing;
    }

    /** What is registered. */
    public RegisteredLocation existing() {
        return existing;
    }
}
