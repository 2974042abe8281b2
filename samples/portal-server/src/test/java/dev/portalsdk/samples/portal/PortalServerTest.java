package dev.portalsdk.samples.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class PortalServerTest {
    private static final String DESCRIPTOR = """
            apiVersion: backstage.io/v1alpha1
            kind: Group
            metadata: {name: team}
            spec: {type: %s, children: []}
            """;

    @TempDir
    private Path directory;

    private record Run(int exitCode, List<String> lines) {}

    private static Run run(String... arguments) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        int exitCode = PortalServer.run(
                List.of(arguments), Path.of("data/portal"), new PrintStream(printed, true, StandardCharsets.UTF_8));
        return new Run(
                exitCode, printed.toString(StandardCharsets.UTF_8).lines().toList());
    }

    @Test
    void theSampleIsSound() {
        Run run = run("--check");
        assertEquals(0, run.exitCode(), () -> String.join("\n", run.lines()));
        assertTrue(
                run.lines().contains("Template template:default/python-fastapi-service: COMPLETED"),
                run.lines()::toString);
        assertTrue(
                run.lines().stream().anyMatch(line -> line.matches("[6-9]\\d pages answered at http://localhost:\\d+")),
                run.lines()::toString);
    }

    @Test
    void aDirectoryOfDescriptorsIsShown() throws Exception {
        Files.writeString(directory.resolve("catalog-info.yaml"), DESCRIPTOR.formatted("team"));
        assertEquals(0, run("--check", directory.toString()).exitCode());
    }

    @Test
    void mistakesEndWithOne() throws Exception {
        Files.writeString(directory.resolve("catalog-info.yaml"), DESCRIPTOR.formatted("7"));
        Run run = run("--check", directory.toString());
        assertEquals(1, run.exitCode());
        assertTrue(
                run.lines().stream().anyMatch(line -> line.contains("catalog-info.yaml:4:14")), run.lines()::toString);
    }

    @Test
    void aConfigurationWithoutAWayToSignInIsRefused() throws Exception {
        Files.writeString(
                directory.resolve("app-config.yaml"), "auth: {environment: production, providers: {guest: {}}}\n");
        Run run = run("--check", directory.toString());
        assertEquals(1, run.exitCode());
        assertTrue(run.lines().get(0).contains("auth.providers"), run.lines()::toString);
    }

    @Test
    void wrongArgumentsEndWithTwo() {
        assertEquals(2, run("--port").exitCode());
        assertEquals(2, run("--port", "70000").exitCode());
        assertEquals(2, run("a", "b").exitCode());
    }
}
