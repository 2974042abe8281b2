/**
 * The catalog in a database: {@link dev.portalsdk.catalog.jdbc.JdbcCatalogStore} keeps its facts on PostgreSQL, for any number of nodes, or SQLite, for
 * one; {@link dev.portalsdk.catalog.jdbc.SqlQueries} answers questions about it.
 *
 * <p>What follows from what the store is told is decided by {@link dev.portalsdk.catalog.store.facts.FactTransaction}, as for the store in memory; this
 * package fetches and writes rows.
 */
@NullMarked
package dev.portalsdk.catalog.jdbc;

import org.jspecify.annotations.NullMarked;
