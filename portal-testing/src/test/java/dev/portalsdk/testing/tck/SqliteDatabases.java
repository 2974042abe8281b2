package dev.portalsdk.testing.tck;

import dev.portalsdk.fakes.TestDatabase;
import dev.portalsdk.fakes.TestDatabases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Files, each in a directory of its own that goes with it. */
final class SqliteDatabases implements JdbcStores.Databases {
    private final Map<TestDatabase, Path> directories = new ConcurrentHashMap<>();

    @Override
    public TestDatabase empty() {
        try {
            Path directory = Files.createTempDirectory("portal-catalog");
            TestDatabase made = TestDatabases.sqlite(directory.resolve("catalog.db"));
            directories.put(made, directory);
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void over(TestDatabase database) {
        database.close();
        Path directory = directories.remove(database);
        if (directory != null) {
            delete(directory);
        }
    }

    /** The file, and those that write-ahead logging keeps beside it. */
    private static void delete(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path each : files.toList()) {
                Files.delete(each);
            }
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
