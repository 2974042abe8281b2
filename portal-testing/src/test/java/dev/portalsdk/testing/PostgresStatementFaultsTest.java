package dev.portalsdk.testing;

import dev.portalsdk.fakes.SqlFault;
import dev.portalsdk.fakes.TestDatabase;
import dev.portalsdk.fakes.TestDatabases;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class PostgresStatementFaultsTest extends StatementFaultCases {
    @Override
    TestDatabase emptyDatabase() {
        return TestDatabases.postgres();
    }

    @Override
    DataSource under(TestDatabase database) {
        return database.dataSource();
    }

    @Override
    SqlFault full() {
        return SqlFault.error("53100");
    }
}
