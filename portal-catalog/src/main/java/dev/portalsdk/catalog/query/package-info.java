/**
 * Questions to a catalog: by ref, filters, order, pages, facets, counts and walks along relations.
 *
 * <p>What a filter means is said in one place, {@link dev.portalsdk.catalog.query.EntityFilter}; what can be searched in {@code SearchTerms}.
 *
 * <p><b>The index.</b> {@link dev.portalsdk.catalog.query.InMemoryIndex} answers from an immutable {@code IndexSnapshot}, one for each batch of changes, so
 * that readers never wait and see one version. Every ref that is an entity or the end of a relation has a <em>row</em>, a small number, and a {@code Node}; sets of
 * entities are sets of rows, compressed. A snapshot holds the nodes by row ({@code PersistentArray}) and by ref ({@code HashTrie}), both of which share
 * almost all of their memory with those of the snapshot before. A relation is held at its target only, as the row of its source ({@code Incoming}), and
 * joined when it is read: a group of many members costs its newest member two changed nodes.
 *
 * <p>Everything else is {@code Derived}: the values of one key ({@code Column}), the rows in one order ({@code OrderIndex}), and who holds which text
 * ({@code TextIndex}). They are made when first asked for, by the reader who asks, and then kept up by changes, so that what nobody asks for costs nothing.
 * They hold rows and values that the entities hold anyway, no copies, but for the index of texts: that holds each text once more in lower case, however many
 * entities say it.
 */
@NullMarked
package dev.portalsdk.catalog.query;

import org.jspecify.annotations.NullMarked;
