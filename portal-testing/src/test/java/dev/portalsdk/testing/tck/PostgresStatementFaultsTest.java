package dev.portalsdk.testing.tck;

import dev.portalsdk.fakes.SqlFault;
import dev.portalsdk.fakes.TestDatabase;
import javax.sql.DataSource;

class PostgresStatementFaultsTest extends StatementFaultCases {
    PostgresStatementFaultsTest() {
        super(new PostgresDatabases());
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
