package dev.portalsdk.catalog;

import dev.portalsdk.model.LocationRef;

/**
 * A location that was registered while the catalog was running.
 *
 * @param id the same for the same location
 */
public record RegisteredLocation(String id, LocationRef location) {}
