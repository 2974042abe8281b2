package dev.portalsdk.testing.tck;

import org.junit.jupiter.api.Tag;

/** The contract of stores, for SQLite. */
@Tag("slow")
@net.jqwik.api.Tag("slow")
class SqliteCatalogStoreTckTest extends JdbcCatalogStoreTck {
    SqliteCatalogStoreTckTest() {
        super(new SqliteDatabases());
    }
}
