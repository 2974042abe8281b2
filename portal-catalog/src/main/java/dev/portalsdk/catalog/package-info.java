/**
 * The software catalog: what providers give is read, checked, joined and made visible, and what an author got wrong is told with its place.
 *
 * <p>Start with {@link dev.portalsdk.catalog.Catalog#builder()}; read the result through {@link dev.portalsdk.catalog.query.EntityQueries}.
 */
@NullMarked
package dev.portalsdk.catalog;

import org.jspecify.annotations.NullMarked;
