package dev.portalsdk.benchmarks;

import dev.portalsdk.fakes.TestDatabase;
import dev.portalsdk.fakes.TestDatabases;
import dev.portalsdk.fakes.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Where a measured catalog is kept, and what the database's own processes spend on it. */
final class MeasuredDatabase implements AutoCloseable {
    private static final double TICKS_PER_SECOND = 100;

    private final Optional<TestServer> server;
    private final Path directory;

    /** @param kind {@code postgres}: a server on this machine with default settings; {@code sqlite}: files in the temporary directory */
    MeasuredDatabase(String kind) throws IOException {
        this.server = kind.equals("postgres") ? Optional.of(TestServer.start()) : Optional.empty();
        this.directory = Files.createTempDirectory("portal-benchmark");
    }

    TestDatabase empty() {
        return server.map(TestServer::database)
                .orElseGet(() -> TestDatabases.sqlite(directory.resolve(UUID.randomUUID() + ".db")));
    }

    /** What durability the figures are for. */
    static String settings(TestDatabase database) throws SQLException {
        return database.url().startsWith("jdbc:sqlite:")
                ? "SQLite " + text(database, "SELECT sqlite_version()") + ", WAL, synchronous=FULL"
                : "PostgreSQL " + text(database, "SHOW server_version") + ", fsync=" + text(database, "SHOW fsync")
                        + ", synchronous_commit=" + text(database, "SHOW synchronous_commit") + ", shared_buffers="
                        + text(database, "SHOW shared_buffers");
    }

    /** How many bytes its tables and indexes take. */
    static long bytes(TestDatabase database) throws SQLException {
        return Long.parseLong(text(
                database,
                database.url().startsWith("jdbc:sqlite:")
                        ? "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
                        : "SELECT pg_database_size(current_database())"));
    }

    static String text(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.direct().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    /** Seconds of CPU of all the server's processes so far, those that have ended included; 0 of SQLite, which works in the client. */
    double cpu() {
        return server.map(TestServer::process)
                .map(postmaster -> Stream.concat(
                                Stream.of(ticks(postmaster, List.of(13, 14, 15, 16))),
                                postmaster.descendants().map(child -> ticks(child, List.of(13, 14))))
                        .mapToLong(Long::longValue)
                        .sum())
                .map(ticks -> ticks / TICKS_PER_SECOND)
                .orElse(0.0);
    }

    /** Fields of {@code /proc/PID/stat}, counted from 0: utime, stime, and those of children that have ended. */
    private static long ticks(ProcessHandle process, List<Integer> fields) {
        try {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            String[] after = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return fields.stream()
                    .mapToLong(field -> Long.parseLong(after[field - 2]))
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public void close() throws IOException {
        server.ifPresent(TestServer::close);
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
