package dev.portalsdk.fakes;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL server that a test has for itself, to stop, crash and start again.
 *
 * <p>Runs on a random port of the loopback interface, which it keeps over restarts, from a directory that {@link #close} deletes. Tests
 * that only need a database take {@link TestDatabases#postgres()}.
 */
public final class TestServer implements AutoCloseable {
    private static final Pattern DATABASE = Pattern.compile("(jdbc:postgresql://[^/]+/)[^?]*(.*)");

    private final @Nullable Path directory;
    private final Map<String, String> settings;
    private String url;
    private @Nullable EmbeddedPostgres running;

    private TestServer(@Nullable Path directory, Map<String, String> settings, String url) {
        this.directory = directory;
        this.settings = settings;
        this.url = url;
    }

    /** Starts a server with its default settings. @throws UncheckedIOException if it does not start */
    public static TestServer start() {
        return start(Map.of());
    }

    /** Starts a server with settings of {@code postgresql.conf}. */
    public static TestServer start(Map<String, String> settings) {
        try {
            TestServer server = new TestServer(Files.createTempDirectory("portal-postgres"), settings, "");
            server.startOn(0);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not start", e);
        }
    }

    /** One that runs elsewhere, and goes on running. */
    static TestServer at(String url) {
        return new TestServer(null, Map.of(), url);
    }

    private synchronized void startOn(int port) throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(directory().resolve("data"))
                .setCleanDataDirectory(false)
                .setPGStartupWait(Duration.ofMinutes(2))
                .setOutputRedirector(Redirect.DISCARD)
                .setErrorRedirector(Redirect.appendTo(directory().resolve("log").toFile()))
                .setPort(port);
        // The library turns both off for speed; they are on in a server as it comes.
        Map<String, String> given =
                new LinkedHashMap<>(Map.of("fsync", "on", "synchronous_commit", "on", "listen_addresses", "127.0.0.1"));
        given.putAll(settings);
        given.forEach(builder::setServerConfig);
        EmbeddedPostgres started = builder.start();
        running = started;
        url = "jdbc:postgresql://127.0.0.1:" + started.getPort() + "/postgres?user=postgres";
    }

    private Path directory() {
        if (directory == null) {
            throw new IllegalStateException("The server at " + url + " runs elsewhere and is not restarted by tests");
        }
        return directory;
    }

    /** An empty database, dropped when it is closed. */
    public TestDatabase database() {
        String name = "t" + UUID.randomUUID().toString().replace("-", "");
        execute("CREATE DATABASE " + name);
        String own = DATABASE.matcher(url).replaceFirst("$1" + name + "$2");
        return new TestDatabase(
                own, dataSource(own), 10, () -> execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)"));
    }

    private static PGSimpleDataSource dataSource(String url) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url);
        return dataSource;
    }

    /** Runs a statement as the superuser, outside of any test's database. */
    public void execute(String sql) {
        try (Connection connection = dataSource(url).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("Could not run " + sql, e);
        }
    }

    /** The process that the server's others come from. */
    public ProcessHandle process() {
        try {
            String pid = Files.readAllLines(directory().resolve("data/postmaster.pid"))
                    .get(0);
            return ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException("The server is not running", e);
        }
    }

    private synchronized EmbeddedPostgres running() {
        if (running == null) {
            throw new IllegalStateException("The server is not running, or runs elsewhere");
        }
        return running;
    }

    /** Stops the server as an administrator does: what is under way is rolled back, connections are closed. */
    public synchronized void stop() {
        try {
            running().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills all of the server's processes at once, as a power cut does to those who are connected. */
    public synchronized void crash() {
        ProcessHandle process = process();
        List<ProcessHandle> all =
                Stream.concat(process.descendants(), Stream.of(process)).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(each -> each.onExit().join());
        stop(); // finds nobody to stop, and lets go of the directory
    }

    /** Starts it again on the port it had. */
    public synchronized void startAgain() {
        try {
            startOn(running().getPort());
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not start again", e);
        }
    }

    /** Stops the server and deletes what it kept. */
    @Override
    public synchronized void close() {
        stop();
        try (var files = Files.walk(directory())) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
