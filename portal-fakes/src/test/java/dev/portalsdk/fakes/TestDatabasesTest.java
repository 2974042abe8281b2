package dev.portalsdk.fakes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where tests get their databases. */
@Timeout(120)
class TestDatabasesTest {

    /** In a process of its own, as the environment of one cannot be changed. */
    @Test
    void theServerThatTheEnvironmentNamesIsUsed() throws Exception {
        try (TestServer server = TestServer.start();
                TestDatabase mine = server.database()) {
            String made = run(mine.url());
            assertEquals(address(mine.url()), address(made), made);
            assertNotEquals(mine.url(), made);
            String name = made.replaceAll(".*/(\\w+)\\?.*", "$1");
            assertFalse(databases(mine).contains(name), "it is dropped when the test is over");
            assertTrue(databases(mine).contains(mine.url().replaceAll(".*/(\\w+)\\?.*", "$1")));
        }
    }

    private static String address(String url) {
        return url.replaceAll("(jdbc:postgresql://[^/]+/).*", "$1");
    }

    private static List<String> databases(TestDatabase on) throws SQLException {
        try (Connection connection = on.direct().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT array_agg(datname::text) FROM pg_database")) {
            row.next();
            return List.of((String[]) row.getArray(1).getArray());
        }
    }

    private static String run(String server) throws Exception {
        ProcessBuilder child = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path").replace("\n", File.pathSeparator),
                UsesOne.class.getName());
        child.environment().put(TestDatabases.URL_VARIABLE, server);
        Process process = child.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), told);
        return told.strip();
    }

    /** Prints where the database was that it had. */
    static final class UsesOne {
        private UsesOne() {}

        public static void main(String[] arguments) {
            try (TestDatabase database = TestDatabases.postgres()) {
                database.execute("CREATE TABLE used (n int)");
                System.out.println(database.url());
            }
        }
    }
}
