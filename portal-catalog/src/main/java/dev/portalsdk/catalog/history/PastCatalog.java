package dev.portalsdk.catalog.history;

import dev.portalsdk.catalog.query.EntityQueries;

/**
 * The visible catalog as it was at one version, in the memory of this process. Immutable, for any number of threads; nothing is to be closed.
 *
 * @param version of the last change that is in it
 * @param queries every question, as to the catalog of today
 */
public record PastCatalog(long version, EntityQueries queries) {}
