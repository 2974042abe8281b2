package dev.portalsdk.testing.tck;

import net.jqwik.api.Tag;

/** Queries of a node on SQLite. */
@Tag("slow")
class SqliteQueriesTckTest extends DatabaseQueriesTck {
    SqliteQueriesTckTest() {
        super(new SqliteDatabases());
    }
}
