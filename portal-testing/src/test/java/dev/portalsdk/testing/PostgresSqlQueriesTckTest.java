package dev.portalsdk.testing;

import dev.portalsdk.catalog.CatalogBuilder;
import dev.portalsdk.catalog.jdbc.SqlQueryEngine;
import dev.portalsdk.fakes.TestDatabase;
import dev.portalsdk.fakes.TestDatabases;
import net.jqwik.api.Tag;

/** Queries of a node on PostgreSQL, by SQL. */
@Tag("slow")
class PostgresSqlQueriesTckTest extends DatabaseQueriesTck {
    @Override
    TestDatabase emptyDatabase() {
        return TestDatabases.postgres();
    }

    @Override
    CatalogBuilder builder(TestDatabase database) {
        return super.builder(database).queries(SqlQueryEngine.of(database.dataSource()));
    }
}
