package dev.portalsdk.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files of a configuration that change while it is in use. */
@Timeout(30)
class ConfigWatchTest {
    private static final Duration OFTEN = Duration.ofMillis(5);

    private final BlockingQueue<Config> told = new LinkedBlockingQueue<>();

    @TempDir
    Path directory;

    private Config.Builder sources() {
        return Config.builder()
                .file(directory.resolve("app-config.yaml"))
                .optionalFile(directory.resolve("app-config.local.yaml"))
                .environment(Map.of());
    }

    private void write(String file, String text) throws IOException {
        Path whole = Files.writeString(directory.resolve(file + ".new"), text);
        Files.move(
                whole,
                directory.resolve(file),
                java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private Config next() throws InterruptedException {
        return Optional.ofNullable(told.poll(10, TimeUnit.SECONDS)).orElseThrow();
    }

    @Test
    void changesOfAnyFileAreTold() throws Exception {
        write("app-config.yaml", "app: {title: a, text: {$file: text.txt}}");
        write("text.txt", "one");
        try (ConfigWatch watch = ConfigWatch.start(sources(), OFTEN, told::add)) {
            assertEquals(Optional.of("a"), watch.current().string("app.title"));
            write("app-config.yaml", "# only a comment\napp: {title: a, text: {$file: text.txt}}");
            write("text.txt", "two");
            Config changed = next();
            assertEquals(Optional.of("two"), changed.string("app.text"));
            assertEquals(Optional.of("a"), changed.string("app.title"));
            write("app-config.local.yaml", "app: {title: b}");
            assertEquals(Optional.of("b"), next().string("app.title"), "a file that was not there before");
            assertEquals(Optional.of("b"), watch.current().string("app.title"));
            assertTrue(told.isEmpty(), "each once, and comments not at all");
        }
    }

    @Test
    void mistakesLeaveTheLastGoodOne() throws Exception {
        write("app-config.yaml", "app: {title: a}");
        try (ConfigWatch watch = ConfigWatch.start(sources(), OFTEN, told::add)) {
            write("app-config.yaml", "app: {title: ");
            while (watch.mistake().isEmpty()) {
                Thread.sleep(1);
            }
            assertEquals(Optional.of("a"), watch.current().string("app.title"));
            write("app-config.yaml", "app: {title: b}");
            assertEquals(Optional.of("b"), next().string("app.title"));
            assertTrue(watch.mistake().isEmpty());
        }
    }

    @Test
    void aListenerThatFailsIsToldTheNextOneToo() throws Exception {
        write("app-config.yaml", "n: 1");
        try (ConfigWatch watch = ConfigWatch.start(sources(), OFTEN, config -> {
            told.add(config);
            throw new IllegalStateException("a listener of a test fails");
        })) {
            for (int n = 2; n < 4; n++) {
                write("app-config.yaml", "n: " + n);
                assertEquals(n, next().number("n").orElseThrow());
            }
            assertEquals(3, watch.current().number("n").orElseThrow());
        }
        write("app-config.yaml", "n: 9");
        Thread.sleep(50);
        assertTrue(told.isEmpty(), "closed");
        assertThrows(IllegalArgumentException.class, () -> ConfigWatch.start(sources(), Duration.ZERO, told::add));
        Files.delete(directory.resolve("app-config.yaml"));
        assertThrows(ConfigException.class, () -> ConfigWatch.start(sources(), OFTEN, told::add));
    }
}
