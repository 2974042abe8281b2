/**
 * What a catalog tells about itself: why an entity is as it is, what leads to it, what is not well, and what a place holds that is not registered yet.
 *
 * <p>Immutable answers; ask {@link dev.portalsdk.catalog.Catalog} for them.
 */
@NullMarked
package dev.portalsdk.catalog.inspect;

import org.jspecify.annotations.NullMarked;
