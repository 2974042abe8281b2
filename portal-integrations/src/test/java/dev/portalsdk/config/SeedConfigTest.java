package dev.portalsdk.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.portalsdk.integration.GitHubIntegration;
import dev.portalsdk.integration.Integrations;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The configuration of a usual portal reads unchanged, with and without its environment. */
class SeedConfigTest {
    private static Config load(Map<String, String> environment) throws URISyntaxException {
        Path file = Path.of(Objects.requireNonNull(SeedConfigTest.class.getResource("/app-config.yaml"))
                .toURI());
        return Config.builder().file(file).environment(environment).build();
    }

    @Test
    void readsWithoutItsEnvironment() throws URISyntaxException {
        Config config = load(Map.of());
        assertEquals("My Company Developer Portal", config.requireString("app.title"));
        assertEquals(OptionalLong.of(5432), config.number("backend.database.connection.port"));
        assertFalse(config.has("backend.database.connection.password"));
        assertEquals(
                Optional.of(Duration.ofMinutes(30)),
                config.duration("catalog.providers.github.myOrg.schedule.frequency"));
        assertEquals(
                List.of("file", "url"),
                config.list("catalog.locations").stream()
                        .map(location -> location.requireString("type"))
                        .toList());
        GitHubIntegration gitHub =
                (GitHubIntegration) Integrations.of(config).byHost("github.com").orElseThrow();
        assertEquals(Optional.empty(), gitHub.token());
    }

    @Test
    void takesItsSecretsFromTheEnvironmentAndDoesNotPrintThem() throws URISyntaxException {
        Config config = load(Map.of("GITHUB_TOKEN", "ghp_hunter2", "POSTGRES_PASSWORD", "hunter2"));
        GitHubIntegration gitHub =
                (GitHubIntegration) Integrations.of(config).byHost("github.com").orElseThrow();
        assertEquals("ghp_hunter2", gitHub.token().orElseThrow().reveal());
        assertFalse((config + gitHub.toString()).contains("hunter2"));
    }
}
