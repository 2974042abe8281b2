package dev.portalsdk.testing;

import dev.portalsdk.fakes.TestDatabase;
import dev.portalsdk.fakes.TestDatabases;
import net.jqwik.api.Tag;

/** Queries of a node on PostgreSQL. */
@Tag("slow")
class PostgresQueriesTckTest extends DatabaseQueriesTck {
    @Override
    TestDatabase emptyDatabase() {
        return TestDatabases.postgres();
    }
}
