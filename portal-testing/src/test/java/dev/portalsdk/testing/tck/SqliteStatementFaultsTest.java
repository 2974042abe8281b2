package dev.portalsdk.testing.tck;

import dev.portalsdk.fakes.SqlFault;
import dev.portalsdk.fakes.TestDatabase;
import javax.sql.DataSource;

class SqliteStatementFaultsTest extends StatementFaultCases {
    SqliteStatementFaultsTest() {
        super(new SqliteDatabases());
    }

    @Override
    DataSource under(TestDatabase database) {
        return database.direct();
    }

    @Override
    SqlFault full() {
        return SqlFault.error(13);
    }
}
