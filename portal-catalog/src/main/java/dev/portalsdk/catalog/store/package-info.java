/**
 * The facts a catalog is derived from: who provides what, who emitted whom, what each entity was accepted as, what was found and what was read.
 *
 * <p>A {@link dev.portalsdk.catalog.store.CatalogStore} hands out work and takes results; it never reads, checks or stitches anything itself,
 * and how it decides is the matter of {@code store.facts}.
 */
@NullMarked
package dev.portalsdk.catalog.store;

import org.jspecify.annotations.NullMarked;
