/**
 * Questions to a catalog: by ref, filters, order, pages, facets and counts.
 *
 * <p>What a filter means is said in one place, {@link dev.portalsdk.catalog.query.EntityFilter}; what can be searched in {@code SearchTerms}.
 */
@NullMarked
package dev.portalsdk.catalog.query;

import org.jspecify.annotations.NullMarked;
