/**
 * What a catalog was: earlier versions that answer every query, and what changed of an entity, when and by whom.
 *
 * <p>A {@link dev.portalsdk.catalog.history.CatalogHistory} reads what the store keeps of the past; how long that is the catalog is told when it is built.
 */
@NullMarked
package dev.portalsdk.catalog.history;

import org.jspecify.annotations.NullMarked;
