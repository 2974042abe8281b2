package dev.portalsdk.config;

import dev.portalsdk.model.Value;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * {@code backend.database}: where the portal keeps what it knows. Making the connections is the host's.
 *
 * <p>Read as Backstage's database manager does: {@code client} is {@code pg}, {@code better-sqlite3} or {@code sqlite3};
 * {@code connection} is an object, or one text, as {@code postgresql://user:password@host:5432/name} or a file name or
 * {@code :memory:} for SQLite.
 *
 * @param jdbcUrl {@code jdbc:postgresql://host:5432/name?sslmode=require} or {@code jdbc:sqlite:file}; no user, no password
 * @param properties further driver properties, by their names in the driver, such as {@code sslmode}
 * @param minConnections of the pool, if the configuration says so
 * @param maxConnections of the pool, if the configuration says so
 */
public record DatabaseConfig(
        Client client,
        String jdbcUrl,
        Optional<String> user,
        Optional<Secret> password,
        Map<String, String> properties,
        OptionalInt minConnections,
        OptionalInt maxConnections) {
    private static final String CONNECTION = "connection";

    /** A kind of database. */
    public enum Client {
        /** PostgreSQL. */
        POSTGRESQL,
        /** SQLite. */
        SQLITE
    }

    public DatabaseConfig {
        properties = Map.copyOf(properties);
    }

    /**
     * Reads {@code backend.database}; empty if there is none.
     *
     * @throws ConfigException if a value is wrong, or the client is another one
     */
    public static Optional<DatabaseConfig> of(Config config) {
        Config database = config.at("backend.database");
        if (database.keys().isEmpty()) {
            return Optional.empty();
        }
        String client = database.requireString("client");
        OptionalInt min = count(database, "knexConfig.pool.min");
        OptionalInt max = count(database, "knexConfig.pool.max");
        return Optional.of(
                switch (client) {
                    case "pg" -> postgres(database, min, max);
                    case "better-sqlite3", "sqlite3" ->
                        new DatabaseConfig(
                                Client.SQLITE,
                                "jdbc:sqlite:" + sqliteFile(database),
                                Optional.empty(),
                                Optional.empty(),
                                Map.of(),
                                min,
                                max);
                    default -> throw database.invalid("client", "pg, better-sqlite3 or sqlite3");
                });
    }

    private static OptionalInt count(Config database, String key) {
        long number = database.number(key).orElse(-1);
        if (number > 10_000 || (number < 0 && database.has(key))) {
            throw database.invalid(key, "a number of connections, 0..10000");
        }
        return number < 0 ? OptionalInt.empty() : OptionalInt.of((int) number);
    }

    private static String sqliteFile(Config database) {
        if (database.value(CONNECTION).flatMap(Value::asObj).isPresent()) {
            Config connection = database.at(CONNECTION);
            Optional<String> directory = connection.string("directory");
            return directory
                    .map(path -> path + "/portal.sqlite")
                    .or(() -> connection.string("filename"))
                    .orElse(":memory:");
        }
        return database.requireString(CONNECTION);
    }

    private static DatabaseConfig postgres(Config database, OptionalInt min, OptionalInt max) {
        if (database.value(CONNECTION).flatMap(Value::asObj).isEmpty()) {
            return PostgresUrl.read(database, CONNECTION, min, max);
        }
        Config connection = database.at(CONNECTION);
        if (connection.has("connectionString")) {
            return PostgresUrl.read(connection, "connectionString", min, max);
        }
        Map<String, String> properties = new LinkedHashMap<>();
        sslMode(connection).ifPresent(mode -> properties.put("sslmode", mode));
        return new DatabaseConfig(
                Client.POSTGRESQL,
                postgresUrl(
                        connection.string("host").orElse("localhost"),
                        port(connection),
                        connection.string("database").orElse("postgres")),
                connection.string("user"),
                connection.secret("password"),
                properties,
                min,
                max);
    }

    private static int port(Config connection) {
        long port = connection.number("port").orElse(5432);
        if (port < 1 || port > 65535) {
            throw connection.invalid("port", "a port, 1..65535");
        }
        return (int) port;
    }

    /** As node-postgres: {@code ssl: true} or an object encrypts, and verifies unless {@code rejectUnauthorized} is false. */
    private static Optional<String> sslMode(Config connection) {
        Optional<Value> ssl = connection.value("ssl");
        if (ssl.isEmpty()) {
            return Optional.empty();
        }
        if (ssl.get().asObj().isPresent()) {
            return Optional.of(connection.bool("ssl.rejectUnauthorized").orElse(true) ? "verify-full" : "require");
        }
        return connection.bool("ssl").map(on -> on ? "verify-full" : "disable");
    }

    static String postgresUrl(String host, int port, String name) {
        String bracketed = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        return "jdbc:postgresql://" + bracketed + ":" + port + "/" + URLEncoder.encode(name, StandardCharsets.UTF_8);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return jdbcUrl + user.map(name -> " as " + name).orElse("");
    }
}
