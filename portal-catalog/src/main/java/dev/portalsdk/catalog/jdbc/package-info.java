/**
 * The catalog on a database of the host's.
 *
 * <p>Queries by SQL are answered from tables that follow a change feed, as the index in memory does.
 */
@NullMarked
package dev.portalsdk.catalog.jdbc;

import org.jspecify.annotations.NullMarked;
