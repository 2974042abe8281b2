/**
 * The rules that decide about facts: who holds a ref, what is live, what is to be done, over facts in memory or over rows of a database.
 *
 * <p>A {@link dev.portalsdk.catalog.store.CatalogStore} is made of them; who only calls a store needs nothing of it but {@link
 * dev.portalsdk.catalog.store.facts.InMemoryCatalogStore}.
 */
@NullMarked
package dev.portalsdk.catalog.store.facts;

import org.jspecify.annotations.NullMarked;
