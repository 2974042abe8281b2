package dev.portalsdk.testing.tck;

import net.jqwik.api.Tag;

/** Queries of a node on PostgreSQL. By SQL they are asked in {@code SqlQueriesTckTest}. */
@Tag("slow")
class PostgresQueriesTckTest extends DatabaseQueriesTck {
    PostgresQueriesTckTest() {
        super(new PostgresDatabases());
    }
}
