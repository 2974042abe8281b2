package dev.portalsdk.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.config.Config;
import dev.portalsdk.config.ConfigException;
import dev.portalsdk.model.Value;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntegrationsTest {
    private static Config config(String json) {
        return Config.builder()
                .value("test", (Value.Obj) Value.parseJson(json))
                .environment(Map.of())
                .build();
    }

    @Test
    void gitHubIsThereWithoutConfiguration() {
        Integrations integrations = Integrations.of(Config.empty());
        GitHubIntegration gitHub =
                (GitHubIntegration) integrations.byHost("GitHub.com").orElseThrow();
        assertEquals("https://api.github.com", gitHub.apiBaseUrl());
        assertEquals(Optional.of("https://raw.githubusercontent.com"), gitHub.rawBaseUrl());
    }

    @Test
    void readsHostsAndKeepsGitHubBesideThem() {
        Integrations integrations = Integrations.of(config("""
                        {"integrations": {"github": [
                          {"host": "ghe.acme.com", "apiBaseUrl": "https://ghe.acme.com/api/v3/", "token": " t0k3n "}]}}"""));
        GitHubIntegration enterprise = (GitHubIntegration)
                integrations.byUrl("https://ghe.acme.com/o/r/blob/main/a").orElseThrow();
        assertEquals("https://ghe.acme.com/api/v3", enterprise.apiBaseUrl());
        assertEquals("t0k3n", enterprise.token().orElseThrow().reveal());
        assertTrue(integrations.byHost("github.com").isPresent());
        assertFalse(integrations.toString().contains("t0k3n"));
    }

    @Test
    void mistakesNameTheirPath() {
        ConfigException e = assertThrows(
                ConfigException.class,
                () -> Integrations.of(config("{\"integrations\":{\"github\":[{\"host\":\"https://github.com\"}]}}")));
        assertTrue(e.getMessage().contains("integrations.github[0].host: expected a host name"), e.getMessage());
        assertThrows(
                ConfigException.class,
                () -> Integrations.of(config("{\"integrations\":{\"github\":[{\"host\":\"a\"},{\"host\":\"A\"}]}}")));
        assertThrows(
                ConfigException.class,
                () -> Integrations.of(config("{\"integrations\":{\"github\":[{\"apiBaseUrl\":\"api\"}]}}")));
        assertThrows(ConfigException.class, () -> Integrations.of(config("{\"integrations\":{\"github\":{}}}")));
    }

    @ParameterizedTest
    @CsvSource({
        "/x.yaml, https://github.com/o/r/blob/main/a/b.yaml, https://github.com/o/r/tree/main/x.yaml",
        "/x.yaml, https://example.com/a/b.yaml, https://example.com/x.yaml",
        "x.yaml, https://example.com/a/b.yaml, https://example.com/a/x.yaml",
        "https://else.com/x, https://example.com/a/b.yaml, https://else.com/x",
        "x.yaml, file:///srv/a/b.yaml, file:///srv/a/x.yaml",
        "../x y.yaml, file:///srv/a/b.yaml, file:///srv/x%20y.yaml",
        "x.yaml, /srv/a/b.yaml, /srv/a/x.yaml",
        "../x.yaml, a/b.yaml, x.yaml",
        "file:///etc/passwd, https://example.com/a, file:///etc/passwd"
    })
    void resolvesByTheRulesOfTheBase(String target, String base, String expected) {
        assertEquals(expected, Integrations.of(Config.empty()).resolveUrl(target, base));
    }

    @Test
    void sameRepositoryOnlyIfBothAreKnown() {
        Integrations integrations = Integrations.of(Config.empty());
        assertTrue(
                integrations.sameRepository("https://github.com/o/r/blob/main/a", "https://github.com/o/r/tree/x/b"));
        assertFalse(
                integrations.sameRepository("https://github.com/o/r/blob/main/a", "https://github.com/o/q/tree/x/b"));
        assertFalse(integrations.sameRepository("https://example.com/a", "https://example.com/a"));
    }
}
