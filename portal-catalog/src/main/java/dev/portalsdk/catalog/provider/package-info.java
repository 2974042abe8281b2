/**
 * Providers that come with the catalog: configured locations, a directory, and entities made in code.
 *
 * <p>Each is an {@link dev.portalsdk.catalog.EntityProvider} like any that a host writes.
 */
@NullMarked
package dev.portalsdk.catalog.provider;

import org.jspecify.annotations.NullMarked;
