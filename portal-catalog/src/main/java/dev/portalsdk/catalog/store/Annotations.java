package dev.portalsdk.catalog.store;

/** Annotations that the catalog itself writes. */
public final class Annotations {
    /** Where an entity was read from. */
    public static final String MANAGED_BY_LOCATION = "backstage.io/managed-by-location";

    /** The registration that led to an entity. */
    public static final String MANAGED_BY_ORIGIN_LOCATION = "backstage.io/managed-by-origin-location";

    /** {@code "true"} if nothing live gives the entity any more. */
    public static final String ORPHAN = "backstage.io/orphan";

    /** Where a person looks at the descriptor. */
    public static final String VIEW_URL = "backstage.io/view-url";

    /** Where a person edits the descriptor. */
    public static final String EDIT_URL = "backstage.io/edit-url";

    /** The directory of the entity's sources, as {@code url:…/}. */
    public static final String SOURCE_LOCATION = "backstage.io/source-location";

    private Annotations() {}
}
