package dev.portalsdk.testing.tck;

import org.junit.jupiter.api.Tag;

/** The contract of stores, for PostgreSQL. */
@Tag("slow")
@net.jqwik.api.Tag("slow")
class PostgresCatalogStoreTckTest extends JdbcCatalogStoreTck {
    PostgresCatalogStoreTckTest() {
        super(new PostgresDatabases());
    }
}
