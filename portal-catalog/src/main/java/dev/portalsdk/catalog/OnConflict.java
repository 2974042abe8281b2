package dev.portalsdk.catalog;

/** What happens when a location is registered that is registered already. */
// As Backstage's catalog.defaultLocationConflictStrategy and onConflict.
public enum OnConflict {
    /** It is refused. */
    REJECT,
    /** What it leads to is read again. */
    REFRESH
}
