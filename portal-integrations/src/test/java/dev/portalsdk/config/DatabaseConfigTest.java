package dev.portalsdk.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.Value;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class DatabaseConfigTest {
    private static Config config(String database) {
        return Config.builder()
                .value("test", (Value.Obj) Value.parseJson("{\"backend\":{\"database\":" + database + "}}"))
                .environment(Map.of())
                .build();
    }

    private static DatabaseConfig read(String database) {
        return DatabaseConfig.of(config(database)).orElseThrow();
    }

    @Test
    void partsOfAConnection() {
        DatabaseConfig database = read("""
                {"client": "pg", "connection": {"host": "db.acme.example", "port": "5433", "user": "portal",
                 "password": "hunter2", "database": "my portal", "ssl": {"rejectUnauthorized": false}},
                 "knexConfig": {"pool": {"min": 2, "max": 20}}}
                """);
        assertEquals(DatabaseConfig.Client.POSTGRESQL, database.client());
        assertEquals("jdbc:postgresql://db.acme.example:5433/my+portal", database.jdbcUrl());
        assertEquals(Optional.of("portal"), database.user());
        assertEquals("hunter2", database.password().orElseThrow().reveal());
        assertEquals(Map.of("sslmode", "require"), database.properties());
        assertEquals(OptionalInt.of(2), database.minConnections());
        assertEquals(OptionalInt.of(20), database.maxConnections());
        assertFalse(database.toString().contains("hunter2"), database.toString());
    }

    @Test
    void oneUrl() {
        DatabaseConfig database =
                read("{\"client\":\"pg\",\"connection\":\"postgresql://portal:p%40ss@db:5433/x?sslmode=require\"}");
        assertEquals("jdbc:postgresql://db:5433/x", database.jdbcUrl());
        assertEquals("p@ss", database.password().orElseThrow().reveal());
        assertEquals(Map.of("sslmode", "require"), database.properties());
        assertEquals(
                "jdbc:postgresql://db:5432/postgres",
                read("{\"client\":\"pg\",\"connection\":{\"connectionString\":\"postgres://db\"}}")
                        .jdbcUrl());
    }

    @Test
    void defaultsOfPostgres() {
        DatabaseConfig database = read("{\"client\":\"pg\",\"connection\":{\"ssl\":true}}");
        assertEquals("jdbc:postgresql://localhost:5432/postgres", database.jdbcUrl());
        assertEquals(Map.of("sslmode", "verify-full"), database.properties());
    }

    @Test
    void sqlite() {
        assertEquals(
                "jdbc:sqlite::memory:",
                read("{\"client\":\"better-sqlite3\",\"connection\":\":memory:\"}")
                        .jdbcUrl());
        assertEquals(
                "jdbc:sqlite:/var/portal/portal.sqlite",
                read("{\"client\":\"better-sqlite3\",\"connection\":{\"directory\":\"/var/portal\"}}")
                        .jdbcUrl());
        assertEquals(
                DatabaseConfig.Client.SQLITE,
                read("{\"client\":\"sqlite3\",\"connection\":{\"filename\":\"a.db\"}}")
                        .client());
    }

    @Test
    void mistakesNameTheKeyAndNotThePassword() {
        assertEquals(Optional.empty(), DatabaseConfig.of(Config.empty()));
        for (String bad : new String[] {
            "{\"client\":\"mysql\",\"connection\":{}}",
            "{\"client\":\"pg\",\"connection\":{\"port\":99999}}",
            "{\"client\":\"pg\",\"connection\":\"mysql://u:hunter2@db/x\"}",
            "{\"client\":\"pg\",\"connection\":\"post gres://u:hunter2@db/x\"}",
            "{\"client\":\"pg\"  ,\"knexConfig\":{\"pool\":{\"max\":-1}}}",
            "{\"connection\":{}}"
        }) {
            ConfigException e = assertThrows(ConfigException.class, () -> DatabaseConfig.of(config(bad)), bad);
            assertFalse(e.getMessage().contains("hunter2"), e.getMessage());
            assertTrue(e.getMessage().contains("backend.database"), e.getMessage());
        }
    }
}
