package dev.portalsdk.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.config.KeyUse.Use;
import dev.portalsdk.model.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigKeysTest {
    @TempDir
    Path directory;

    private Config load(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("app-config.yaml"), text);
        return Config.builder().file(file).environment(Map.of()).build();
    }

    private List<String> unknown(String text) throws IOException {
        return ConfigKeys.standard().unknown(load(text)).stream()
                .map(finding -> finding.toString().replace(directory + "/", ""))
                .toList();
    }

    @Test
    void slipsOfThePenAreReportedWithTheirPlaceAndWhatIsMeant() throws IOException {
        List<String> findings = unknown("""
                integrations:
                  github:
                    - host: github.com
                      tokn: x
                catalog:
                  loctions: []
                  providers:
                    githb: {}
                    github:
                      acme:
                        organisation: acme
                        schedule: {frequency: {minutes: 5}, timout: {minutes: 1}}
                techdocs:
                  publisher: {type: local, local: {publishDirektory: /x}}
                integrationz: {}
                """);
        assertEquals(7, findings.size(), findings.toString());
        assertEquals(
                "[WARNING] integrations.github[0].tokn: nobody reads this key; did you mean \"token\"? | config-unknown-key"
                        + " app-config.yaml:4:13",
                findings.get(0));
        for (String word : List.of(
                "token", "locations", "github", "organization", "timeout", "publishDirectory", "integrations")) {
            assertTrue(findings.stream().anyMatch(line -> line.contains("did you mean \"" + word + "\"?")), word);
        }
    }

    @Test
    void valuesOfTheWrongShapeAreReportedToo() throws IOException {
        List<String> findings = unknown("integrations:\n  github: {host: github.com}\n");
        assertEquals(1, findings.size(), findings.toString());
        assertTrue(findings.get(0).contains("integrations.github.host"), findings.toString());
    }

    @Test
    void whatOthersReadIsNoMistake() throws IOException {
        Config config = load("""
                app: {title: x, extensions: [a]}
                auth: {providers: {github: {}}}
                backend: {listen: {port: 1}, auth: {keys: []}}
                catalog: {providers: {ldap: {main: {target: x}}, githubOrg: [{id: a, githubUrl: b, orgs: [c]}]}}
                integrations: {azure: [{host: dev.azure.com}]}
                scaffolder: {defaultAuthor: {name: x}}
                myPlugin: {a: [1, {b: 2}]}
                """);
        assertEquals(List.of(), ConfigKeys.standard().unknown(config));
    }

    @Test
    void hostsAddTheirOwnKeys() throws IOException {
        Config config = load("catalog: {nightly: {at: 3}}\n");
        assertEquals(1, ConfigKeys.standard().unknown(config).size());
        ConfigKeys keys = ConfigKeys.standard().with("the night job", "catalog.nightly.at");
        assertEquals(List.<Diagnostic>of(), keys.unknown(config));
        assertEquals(1, ConfigKeys.standard().unknown(config).size());
        assertTrue(keys.report(config).get(0).toString().endsWith("catalog.nightly.at: read by the night job"));
    }

    @Test
    void everyValueOfAUsualConfigurationIsReadOrNamedAsAnothersOwn() throws Exception {
        Path seed = Path.of(Objects.requireNonNull(ConfigKeysTest.class.getResource("/app-config.yaml"))
                .toURI());
        Config config = Config.builder()
                .file(seed)
                .environment(Map.of("GITHUB_TOKEN", "hunter2", "POSTGRES_PASSWORD", "hunter2"))
                .build();
        List<KeyUse> report = ConfigKeys.standard().report(config);
        assertFalse(report.toString().contains("hunter2"));
        Map<String, Use> uses = report.stream().collect(Collectors.toMap(KeyUse::path, KeyUse::use));
        assertEquals(Use.OTHER_PROGRAM, uses.get("app.title"));
        assertEquals(Use.OTHER_PROGRAM, uses.get("backend.listen.port"));
        assertEquals(Use.READ, uses.get("backend.database.connection.port"));
        assertEquals(Use.READ, uses.get("integrations.github[0].token"));
        assertEquals(Use.READ, uses.get("catalog.rules[0].allow[0]"));
        assertEquals(Use.READ, uses.get("catalog.providers.github.myOrg.catalogPath"));
        assertEquals(Use.READ, uses.get("catalog.providers.github.myOrg.schedule.frequency.minutes"));
        assertEquals(Use.READ, uses.get("techdocs.builder"));
        assertEquals(Use.READ, uses.get("techdocs.publisher.type"));
        assertFalse(uses.containsValue(Use.UNKNOWN), report.toString());
        Map<Use, Long> counts = report.stream().collect(Collectors.groupingBy(KeyUse::use, Collectors.counting()));
        assertTrue(counts.values().stream().mapToLong(count -> count).sum() > 30, counts.toString());
        assertEquals(report.size(), uses.size());
    }
}
