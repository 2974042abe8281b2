package dev.portalsdk.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.http.catalog.RecordedCatalog;
import dev.portalsdk.http.jdk.JdkHttpServer;
import dev.portalsdk.http.scaffolder.ScaffolderFixture;
import dev.portalsdk.scaffolder.Scaffolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Backstage's own client packages, from npm, talk to a server here. */
@Tag("oracle")
class ClientCheckTest {
    private static final Path DIRECTORY = Path.of("target", "npm", "client-check");

    @Test
    void everyCallOfTheClientsWorks() throws Exception {
        install();
        try (Catalog catalog = RecordedCatalog.openLive().start();
                Scaffolder scaffolder = ScaffolderFixture.open(catalog);
                JdkHttpServer server = JdkHttpServer.builder(PortalHttp.builder()
                                .catalog(catalog)
                                .scaffolder(scaffolder)
                                .build())
                        .start()) {
            String said = run(
                    DIRECTORY,
                    "node",
                    "client-check.mjs",
                    "http://127.0.0.1:" + server.port(),
                    "--url-location",
                    "http://127.0.0.1:8099/sub/only-added-later.yaml",
                    "--scaffolder");
            assertTrue(said.contains("\n49 passed, 0 failed"), said);
        }
    }

    private static void install() throws IOException, InterruptedException {
        Files.createDirectories(DIRECTORY);
        for (String file : List.of("client-check.mjs", "package.json")) {
            Files.copy(
                    RecordedCatalog.folder("http").resolve(file),
                    DIRECTORY.resolve(file),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.exists(DIRECTORY.resolve("node_modules/.package-lock.json"))) {
            run(DIRECTORY, "npm", "install", "--silent", "--no-audit", "--no-fund");
        }
    }

    private static String run(Path directory, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(5, TimeUnit.MINUTES), () -> List.of(command) + " does not end");
        assertEquals(0, process.exitValue(), () -> List.of(command) + ": " + said);
        return said;
    }
}
