package dev.portalsdk.scaffolder.jdbc;

import dev.portalsdk.jdbc.Database;
import dev.portalsdk.jdbc.DatabaseException;
import dev.portalsdk.jdbc.Migrations;
import dev.portalsdk.scaffolder.task.TaskStoreException;

/**
 * The tables of the scaffolder, {@code scaffolder_…}. The stores make them when they are opened; a host whose tables are made by somebody else runs
 * {@link #migrations} there.
 */
public final class ScaffolderTables {
    private static final Migrations MIGRATIONS = Migrations.of("scaffolder", ScaffolderTables.class, "schema");

    private ScaffolderTables() {}

    /** The files that make them. */
    public static Migrations migrations() {
        return MIGRATIONS;
    }

    /** Brings them up to date. @throws TaskStoreException if that cannot be done */
    static void bringUpToDate(Database database) {
        try {
            MIGRATIONS.migrate(database);
        } catch (DatabaseException e) {
            throw new TaskStoreException("The tables of the scaffolder cannot be made: " + e.getMessage(), e);
        }
    }
}
