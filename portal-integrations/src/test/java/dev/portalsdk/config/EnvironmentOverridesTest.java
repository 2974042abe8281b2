package dev.portalsdk.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.Value;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentOverridesTest {
    private static Config load(Map<String, String> environment) {
        return Config.builder()
                .value("base", (Value.Obj) Value.parseJson("{\"app\":{\"title\":\"A\",\"x\":1},\"list\":[1,2]}"))
                .environment(environment)
                .build();
    }

    @Test
    void valuesAreJsonAndOverrideAllFiles() {
        Config config = load(Map.of(
                "APP_CONFIG_app_title", "\"B\"",
                "APP_CONFIG_list", "[3]",
                "APP_CONFIG_backend_listen_port", "7007",
                "OTHER", "x"));
        assertEquals(
                "{\"app\":{\"title\":\"B\",\"x\":1},\"list\":[3],\"backend\":{\"listen\":{\"port\":7007}}}",
                config.root().toJson());
    }

    @Test
    void textThatIsNoJsonIsTakenAsItStandsAndEmptyOnesAreIgnored() {
        Config config = load(Map.of("APP_CONFIG_app_title", "plain text", "APP_CONFIG_app_x", ""));
        assertEquals("plain text", config.requireString("app.title"));
        assertEquals(1, config.number("app.x").orElseThrow());
    }

    @Test
    void placeIsTheVariableAndTheValueIsNotPrinted() {
        Config config = load(Map.of("APP_CONFIG_app_x", "\"pst\""));
        ConfigException e = assertThrows(ConfigException.class, () -> config.number("app.x"));
        assertTrue(e.getMessage().contains("environment:APP_CONFIG_app_x"), e.getMessage());
        assertFalse(e.getMessage().contains("pst"), e.getMessage());
    }

    @Test
    void contradictionsNullAndBadKeysAreMistakes() {
        assertThrows(ConfigException.class, () -> load(Map.of("APP_CONFIG_a", "1", "APP_CONFIG_a_b", "2")));
        assertThrows(ConfigException.class, () -> load(Map.of("APP_CONFIG_a", "null")));
        assertThrows(ConfigException.class, () -> load(Map.of("APP_CONFIG_1a", "1")));
        assertThrows(ConfigException.class, () -> load(Map.of("APP_CONFIG_", "1")));
        assertThrows(ConfigException.class, () -> load(Map.of("APP_CONFIG_a__b", "1")));
    }

    @Test
    void aFunctionHasNoOverrides() {
        Map<String, String> environment = Map.of("APP_CONFIG_app_title", "\"B\"");
        Config config = Config.builder().environment(environment::get).build();
        assertTrue(config.root().isEmpty());
    }
}
