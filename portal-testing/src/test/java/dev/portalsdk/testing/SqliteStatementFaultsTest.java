package dev.portalsdk.testing;

import dev.portalsdk.fakes.SqlFault;
import dev.portalsdk.fakes.TestDatabase;
import dev.portalsdk.fakes.TestDatabases;
import java.nio.file.Path;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class SqliteStatementFaultsTest extends StatementFaultCases {
    @TempDir
    Path directory;

    @Override
    TestDatabase emptyDatabase() {
        return TestDatabases.sqlite(directory.resolve(UUID.randomUUID() + ".db"));
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
