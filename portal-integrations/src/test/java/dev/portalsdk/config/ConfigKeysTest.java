package dev.portalsdk.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    /** All of them: whoever adds a key to the file, or takes a reader away, has to say here what becomes of it. */
    @Test
    void everyValueOfAUsualConfigurationIsReadOrNamedAsAnothersOwn() throws Exception {
        Path seed = Path.of(Objects.requireNonNull(ConfigKeysTest.class.getResource("/app-config.yaml"))
                .toURI());
        Config config =
                Config.builder().file(seed).environment(name -> "hunter2").build();
        List<String> report = ConfigKeys.standard().report(config).stream()
                .map(use -> use.toString().replace(seed + ":", ""))
                .toList();
        String expected;
        try (InputStream in = Objects.requireNonNull(ConfigKeysTest.class.getResourceAsStream("seed-keys.txt"))) {
            expected = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertEquals(expected.strip(), String.join("\n", report));
        assertFalse(report.toString().contains("hunter2"));
        assertEquals(List.of(), ConfigKeys.standard().unknown(config));
        assertEquals(
                leaves(config.root()),
                report.stream()
                        .filter(line -> !line.contains("auth.providers: ") && !line.contains("search.collators: "))
                        .count(),
                "and no value is left out, but for what two names of a part stand for");
    }

    /** Scalars, but for those below the two parts that are other programs' as a whole. */
    private static long leaves(Value value) {
        if (value instanceof Value.Obj object) {
            return object.keys().stream()
                    .filter(key -> !List.of("auth", "search").contains(key))
                    .mapToLong(key -> leaves(object.get(key).orElseThrow()))
                    .sum();
        }
        return value instanceof Value.Arr array
                ? array.values().stream().mapToLong(ConfigKeysTest::leaves).sum()
                : 1;
    }
}
