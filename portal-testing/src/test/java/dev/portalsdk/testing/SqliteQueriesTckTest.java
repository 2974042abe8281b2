package dev.portalsdk.testing;

import net.jqwik.api.Tag;

/** Queries of a node on SQLite. */
@Tag("slow")
class SqliteQueriesTckTest extends DatabaseQueriesTck {
    SqliteQueriesTckTest() {
        super(new SqliteDatabases());
    }
}
