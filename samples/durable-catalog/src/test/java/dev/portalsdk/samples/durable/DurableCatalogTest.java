package dev.portalsdk.samples.durable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.config.Config;
import dev.portalsdk.fakes.TestDatabase;
import dev.portalsdk.fakes.TestDatabases;
import dev.portalsdk.model.Value;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class DurableCatalogTest {
    private static final Path DATA = Path.of("data");

    @TempDir
    Path directory;

    private static List<String> run(Config config) throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        DurableCatalog.run(config, DATA, new PrintStream(printed, true, StandardCharsets.UTF_8));
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static void secondRunKnowsWhatTheFirstSaw(Config config) throws Exception {
        List<String> first = run(config);
        List<String> second = run(config);
        assertEquals("kept: 0 entities at version 0", first.get(1));
        assertTrue(second.get(1).matches("kept: 3 entities at version [1-9]\\d*"), second.get(1)); // with the Location
        assertTrue(first.get(2).startsWith("component:default/orders "), first.get(2));
        assertEquals(first.get(2), second.get(2), "the same uid");
        assertEquals(first.get(3), second.get(3), "and nothing has changed");
    }

    @Test
    void onSqlite() throws Exception {
        Config config = Config.builder()
                .file(DATA.resolve("app-config.yaml"))
                .environment(Map.of(
                        "PORTAL_DATABASE", directory.resolve("portal.sqlite").toString()))
                .build();
        secondRunKnowsWhatTheFirstSaw(config);
    }

    @Test
    void onPostgres() throws Exception {
        try (TestDatabase database = TestDatabases.postgres()) {
            Config config = Config.builder()
                    .file(DATA.resolve("app-config.yaml"))
                    .value("test", postgres(URI.create(database.url().replaceFirst("^jdbc:", ""))))
                    .environment(Map.of())
                    .build();
            assertFalse(config.toString().contains("hunter2"));
            secondRunKnowsWhatTheFirstSaw(config);
        }
    }

    /** As an operator writes it. */
    private static Value.Obj postgres(URI url) {
        Map<String, String> parameters = url.getQuery() == null
                ? Map.of()
                : Arrays.stream(url.getQuery().split("&"))
                        .map(pair -> pair.split("=", 2))
                        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        Value.Obj connection = Value.Obj.builder()
                .put("host", url.getHost())
                .put("port", url.getPort())
                .put("database", url.getPath().substring(1))
                .put("user", parameters.getOrDefault("user", "postgres"))
                .put("password", parameters.getOrDefault("password", "hunter2"))
                .build();
        Value.Obj database = Value.Obj.of(
                "client",
                "pg",
                "connection",
                connection,
                "knexConfig",
                Value.Obj.of("pool", Value.Obj.of("min", 1, "max", 6)));
        return Value.Obj.of("backend", Value.Obj.of("database", database));
    }
}
