package dev.portalsdk.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.zaxxer.hikari.HikariDataSource;
import dev.portalsdk.fakes.TestDatabase;
import dev.portalsdk.fakes.TestDatabases;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;

class PostgresDatabaseTest extends DatabaseCases {
    @Override
    TestDatabase emptyDatabase() {
        return TestDatabases.postgres();
    }

    @Override
    String select() {
        return "SELECT n FROM t WHERE id = 1 FOR UPDATE";
    }

    @Test
    void isPostgres() {
        assertEquals(Dialect.POSTGRESQL, database.dialect());
    }

    /** The newest of the versions that are supported, and, with all test groups, in a run of its own the oldest. */
    @Test
    @DisabledIfEnvironmentVariable(named = TestDatabases.URL_VARIABLE, matches = ".+")
    void theServerIsOfTheVersionThatTheBuildNames() throws SQLException {
        String named = System.getProperty("portal.test.postgres", "");
        assumeFalse(named.isBlank(), "only a build says which");
        try (Connection connection = test.dataSource().getConnection()) {
            int version = connection.getMetaData().getDatabaseMajorVersion();
            assertEquals(Integer.parseInt(named.substring(0, named.indexOf('.'))), version);
        }
    }

    /** One connection is all there is: who listened would keep it for good. */
    @Test
    void aPoolWithNothingToSpareIsLeftToItsUsersAndChangesAreLookedFor() throws Exception {
        try (HikariDataSource small = test.newPool(1)) {
            small.setConnectionTimeout(10_000);
            try (Database narrow =
                    Database.builder(small).pollInterval(Duration.ofMillis(50)).build()) {
                Semaphore woken = new Semaphore(0);
                narrow.listen("feed", woken::release);
                assertTrue(woken.tryAcquire(5, TimeUnit.SECONDS), "not woken on connecting");
                narrow.<Integer>write(DatabaseCases::increment);
                long start = System.nanoTime();
                for (int i = 0; i < 50; i++) {
                    narrow.<Integer>write(DatabaseCases::increment);
                }
                assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(8), "starved");
                woken.drainPermits();
                assertTrue(woken.tryAcquire(5, TimeUnit.SECONDS), "not woken by the poll");
            }
        }
    }
}
