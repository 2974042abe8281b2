/**
 * Checks over a whole set of entities: references that lead nowhere, cycles, refs defined twice, and what else one file alone cannot show.
 *
 * <p>{@link dev.portalsdk.model.check.CatalogFiles} reads and checks a directory in one call; {@link dev.portalsdk.model.check.CatalogChecks}
 * checks entities from anywhere.
 */
@NullMarked
package dev.portalsdk.model.check;

import org.jspecify.annotations.NullMarked;
