package dev.portalsdk.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigTest {
    @TempDir
    Path directory;

    private Path file(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private Config load(String text, Map<String, String> environment) throws IOException {
        return Config.builder()
                .file(file("app-config.yaml", text))
                .environment(environment)
                .build();
    }

    private Config load(String text) throws IOException {
        return load(text, Map.of());
    }

    @Test
    void laterFilesOverrideObjectsFieldByFieldAndArraysAsAWhole() throws IOException {
        Path first = file("a.yaml", "app: {title: A, baseUrl: http://a}\nlist: [1, 2, 3]\n");
        Path second = file("b.yaml", "app: {title: B}\nlist: [9]\n");
        Config config =
                Config.builder().file(first).file(second).environment(Map.of()).build();
        assertEquals("B", config.requireString("app.title"));
        assertEquals("http://a", config.requireString("app.baseUrl"));
        assertEquals("[9]", config.value("list").orElseThrow().toJson());
    }

    @Test
    void everyValueKeepsThePlaceOfTheFileThatWon() throws IOException {
        Path first = file("a.yaml", "app:\n  title: A\n  baseUrl: http://a\n");
        Path second = file("b.yaml", "# local\napp:\n  title: B\n");
        Config config =
                Config.builder().file(first).file(second).environment(Map.of()).build();
        assertEquals(
                second + ":3:10", config.location("app.title").orElseThrow().toString());
        assertEquals(
                first + ":3:12", config.location("app.baseUrl").orElseThrow().toString());
    }

    @Test
    void nullHidesAnEarlierValueAndAnUnsetVariableDoesNot() throws IOException {
        Path first = file("a.yaml", "a: 1\nb: 2\n");
        Path second = file("b.yaml", "a: null\nb: ${NOT_SET}\n");
        Config config =
                Config.builder().file(first).file(second).environment(Map.of()).build();
        assertFalse(config.has("a"));
        assertEquals(OptionalLong.of(2), config.number("b"));
    }

    @Test
    void defaultFilesAreTheBaseAndAnOptionalLocalOverlay() throws IOException {
        file("app-config.yaml", "a: 1\nb: 1\n");
        Config alone =
                Config.builder().defaultFiles(directory).environment(Map.of()).build();
        file("app-config.local.yaml", "b: 2\n");
        Config both =
                Config.builder().defaultFiles(directory).environment(Map.of()).build();
        assertEquals("{\"a\":1,\"b\":1}", alone.root().toJson());
        assertEquals("{\"a\":1,\"b\":2}", both.root().toJson());
    }

    @Test
    void filesOfAnEnvironmentLieBetweenTheBaseAndTheLocalOnes() throws IOException {
        file("app-config.yaml", "a: base\nb: base\nc: base\nd: base\n");
        file("app-config.production.yaml", "b: env\nc: env\nd: env\n");
        file("app-config.local.yaml", "c: local\nd: local\n");
        file("app-config.production.local.yaml", "d: envLocal\n");
        String all = "{\"a\":\"base\",\"b\":\"env\",\"c\":\"local\",\"d\":\"envLocal\"}";
        Map<String, String> production = Map.of("BACKSTAGE_ENV", "production");
        assertEquals(
                all,
                Config.builder()
                        .defaultFiles(directory)
                        .environment(production)
                        .build()
                        .root()
                        .toJson());
        assertEquals(
                all,
                Config.builder()
                        .defaultFiles(directory, "production")
                        .environment(Map.of())
                        .build()
                        .root()
                        .toJson());
        Config other = Config.builder()
                .defaultFiles(directory)
                .environment(Map.of("BACKSTAGE_ENV", "staging"))
                .build();
        assertEquals("base", other.requireString("b"));
        assertThrows(ConfigException.class, () -> Config.builder()
                .defaultFiles(directory)
                .environment(Map.of("BACKSTAGE_ENV", "../../etc"))
                .build());
        assertThrows(IllegalArgumentException.class, () -> Config.builder().defaultFiles(directory, "a/b"));
    }

    @Test
    void missingFileIsReportedTogetherWithAllOtherMistakes() throws IOException {
        Path broken = file("broken.yaml", "a: [1\n");
        ConfigException e = assertThrows(ConfigException.class, () -> Config.builder()
                .file(directory.resolve("nowhere.yaml"))
                .file(broken)
                .environment(Map.of("APP_CONFIG_a__b", "1"))
                .build());
        assertEquals(3, e.findings().size(), e.getMessage());
        assertTrue(e.getMessage().contains("nowhere.yaml does not exist"), e.getMessage());
        assertTrue(e.getMessage().contains("broken.yaml:"), e.getMessage());
        assertTrue(e.getMessage().contains("APP_CONFIG_a__b"), e.getMessage());
    }

    @Test
    void rootMustBeAMappingAndAnEmptyFileIsAnEmptyOne() throws IOException {
        assertTrue(load("# nothing\n").root().isEmpty());
        assertThrows(ConfigException.class, () -> load("- a\n"));
        assertThrows(ConfigException.class, () -> load("a: 1\n---\nb: 2\n"));
    }

    @Test
    void wrongTypeNamesPlacePathExpectedAndFound() throws IOException {
        Config config = load("backend:\n  listen:\n    port: seven\n");
        ConfigException e = assertThrows(ConfigException.class, () -> config.number("backend.listen.port"));
        assertEquals(
                "[ERROR] backend.listen.port: expected a whole number, found \"seven\" | config-value "
                        + directory.resolve("app-config.yaml") + ":3:11",
                e.getMessage());
        assertEquals("/backend/listen/port", e.findings().get(0).pointer());
    }

    @Test
    void pathThroughAScalarIsAMistakeAndThroughNothingIsAbsent() throws IOException {
        Config config = load("backend: 7\n");
        assertEquals(Optional.empty(), config.string("frontend.listen.port"));
        ConfigException e = assertThrows(ConfigException.class, () -> config.string("backend.listen.port"));
        assertTrue(e.getMessage().contains("backend: expected an object, found 7"), e.getMessage());
    }

    @Test
    void secretsAreNotInMessages() throws IOException {
        Config config = load("""
                integrations:
                  github:
                    - host: github.com
                      token: [hunter2]
                db:
                  password: {is: hunter2}
                  port: ${PORT}
                """, Map.of("PORT", "hunter2"));
        for (ConfigException e : List.of(
                assertThrows(
                        ConfigException.class,
                        () -> config.list("integrations.github").get(0).string("token[0].x")),
                assertThrows(ConfigException.class, () -> config.bool("integrations.github[0].token[0]")),
                assertThrows(ConfigException.class, () -> config.number("db.password.is")),
                assertThrows(ConfigException.class, () -> config.number("db.port")))) {
            assertFalse(e.getMessage().contains("hunter2"), e.getMessage());
            assertTrue(e.findings().get(0).found().isEmpty());
            assertTrue(e.getMessage().contains("not shown"), e.getMessage());
        }
        assertFalse(config.toString().contains("hunter2"), config.toString());
        assertTrue(config.toString().contains("github.com"), config.toString());
    }

    @Test
    void requiredValueThatIsMissingSaysWhichVariableIsNotSet() throws IOException {
        Config config = load("integrations:\n  token: Bearer ${GITHUB_TOKEN}\n");
        ConfigException e = assertThrows(ConfigException.class, () -> config.requireString("integrations.token"));
        assertTrue(e.getMessage().contains("environment variable GITHUB_TOKEN is not set"), e.getMessage());
        assertTrue(e.getMessage().contains("app-config.yaml:2:10"), e.getMessage());
    }

    @Test
    void typedReading() throws IOException {
        Config config = load("""
                t: "true"
                f: false
                n: 7007
                s: "7007"
                half: 1.5
                empty: ""
                texts: [a, b]
                objects: [{a: 1}, {a: 2}]
                """);
        assertEquals(Optional.of(true), config.bool("t"));
        assertEquals(Optional.of(false), config.bool("f"));
        assertEquals(OptionalLong.of(7007), config.number("n"));
        assertEquals(OptionalLong.of(7007), config.number("s"));
        assertThrows(ConfigException.class, () -> config.number("half"));
        assertThrows(ConfigException.class, () -> config.string("empty"));
        assertThrows(ConfigException.class, () -> config.string("n"));
        assertEquals(List.of("a", "b"), config.strings("texts"));
        assertEquals(
                List.of("objects[0]", "objects[1]"),
                config.list("objects").stream().map(Config::path).toList());
        assertEquals(OptionalLong.of(2), config.number("objects[1].a"));
        assertThrows(ConfigException.class, () -> config.list("texts"));
        assertThrows(ConfigException.class, () -> config.strings("objects"));
        assertThrows(ConfigException.class, () -> config.strings("n"));
        assertEquals(List.of(), config.strings("nothing"));
        assertEquals(List.of(), config.list("nothing"));
        assertFalse(config.at("nothing.at.all").has("x"));
        assertThrows(ConfigException.class, () -> config.at("n"));
    }

    @Test
    void durationsOfAllForms() throws IOException {
        Config config = load("""
                a: {minutes: 30}
                b: {hours: 1, minutes: 0.5}
                c: PT3M
                d: 90s
                e: 250 ms
                f: 2 hours
                bad1: {months: 1}
                bad2: 30
                bad3: {minutes: -1}
                bad4: {}
                bad5: soon
                """);
        assertEquals(Optional.of(Duration.ofMinutes(30)), config.duration("a"));
        assertEquals(Optional.of(Duration.ofSeconds(3630)), config.duration("b"));
        assertEquals(Optional.of(Duration.ofMinutes(3)), config.duration("c"));
        assertEquals(Optional.of(Duration.ofSeconds(90)), config.duration("d"));
        assertEquals(Optional.of(Duration.ofMillis(250)), config.duration("e"));
        assertEquals(Optional.of(Duration.ofHours(2)), config.duration("f"));
        for (String bad : List.of("bad1", "bad2", "bad3", "bad4", "bad5")) {
            assertThrows(ConfigException.class, () -> config.duration(bad), bad);
        }
    }

    @Test
    void partsReportTheirWholePath() throws IOException {
        Config part = load("integrations:\n  github:\n    - host: 7\n")
                .list("integrations.github")
                .get(0);
        ConfigException e = assertThrows(ConfigException.class, () -> part.requireString("host"));
        assertTrue(e.getMessage().contains("integrations.github[0].host: expected"), e.getMessage());
        assertEquals("/integrations/github/0/host", e.findings().get(0).pointer());
    }

    @Test
    void valuesMadeInCodeAreTakenAsTheyAre() {
        Config config = Config.builder()
                .value("test", Value.Obj.of("a", "${NOT_SUBSTITUTED}"))
                .environment(Map.of("NOT_SUBSTITUTED", "x"))
                .build();
        assertEquals("${NOT_SUBSTITUTED}", config.requireString("a"));
        assertEquals("test:1:1", config.location("a").orElseThrow().toString());
    }
}
