package dev.portalsdk.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A database named by one URL, {@code postgresql://user:password@host:5432/name?sslmode=require} (libpq, "Connection URIs"). */
final class PostgresUrl {
    private static final String EXPECTED = "a URL like postgresql://user@host:5432/name";

    private PostgresUrl() {}

    /** @throws ConfigException if it is none; the message does not quote it */
    static DatabaseConfig read(Config config, String key, OptionalInt min, OptionalInt max) {
        URI url = parse(config, key);
        String name = Optional.ofNullable(url.getPath()).orElse("").replaceFirst("^/", "");
        String[] user = Optional.ofNullable(url.getRawUserInfo()).orElse("").split(":", 2);
        Map<String, String> properties = properties(url);
        return new DatabaseConfig(
                DatabaseConfig.Client.POSTGRESQL,
                DatabaseConfig.postgresUrl(
                        url.getHost(), url.getPort() < 0 ? 5432 : url.getPort(), name.isEmpty() ? "postgres" : name),
                Optional.of(decode(user[0])).filter(text -> !text.isEmpty()),
                user.length < 2 || user[1].isEmpty() ? Optional.empty() : Optional.of(Secret.of(decode(user[1]))),
                properties,
                min,
                max);
    }

    private static URI parse(Config config, String key) {
        try {
            URI url = new URI(config.requireString(key));
            boolean postgres = "postgresql".equals(url.getScheme()) || "postgres".equals(url.getScheme());
            if (postgres && url.getHost() != null) {
                return url;
            }
        } catch (URISyntaxException e) {
            // Told below, without the text, which may hold a password.
        }
        throw config.invalid(key, EXPECTED);
    }

    private static Map<String, String> properties(URI url) {
        Map<String, String> properties = new LinkedHashMap<>();
        for (String pair : Optional.ofNullable(url.getRawQuery()).orElse("").split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                properties.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return properties;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
