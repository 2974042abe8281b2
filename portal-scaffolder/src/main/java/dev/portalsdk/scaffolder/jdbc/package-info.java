/**
 * Tasks, journals and workspaces in PostgreSQL or SQLite, for hosts of several nodes and for those that keep everything in one database.
 *
 * <p>{@link dev.portalsdk.scaffolder.jdbc.JdbcTaskStore} and {@link dev.portalsdk.scaffolder.jdbc.JdbcWorkspaceStore} stand on one {@link
 * dev.portalsdk.jdbc.Database}.
 */
@NullMarked
package dev.portalsdk.scaffolder.jdbc;

import org.jspecify.annotations.NullMarked;
