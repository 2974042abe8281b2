package dev.portalsdk.integration;

import dev.portalsdk.config.Config;
import java.util.Locale;
import java.util.Optional;

/** The values that all kinds of hosts have in common, checked. */
final class HostSettings {
    private HostSettings() {}

    /** Lower case. @throws IllegalArgumentException if it is no host name */
    static String host(String text) {
        if (!isHost(text)) {
            throw new IllegalArgumentException("\"" + text + "\" is not a host name like github.com");
        }
        return text.toLowerCase(Locale.ROOT);
    }

    /** @throws dev.portalsdk.config.ConfigException if it is no host name */
    static String host(Config config, String text) {
        if (!isHost(text)) {
            throw config.invalid("host", "a host name like github.com, without scheme and path");
        }
        return text.toLowerCase(Locale.ROOT);
    }

    private static boolean isHost(String text) {
        return !text.contains("\\")
                && WebUrl.parse("https://" + text)
                        .filter(url -> url.path().equals("/") && url.query().isEmpty())
                        .filter(url -> !text.endsWith("/") && url.fragment().isEmpty())
                        .isPresent();
    }

    /** @throws dev.portalsdk.config.ConfigException if it is no web address */
    static Optional<String> baseUrl(Config config, String key) {
        Optional<String> url = config.string(key);
        if (url.isPresent() && WebUrl.parse(url.get()).isEmpty()) {
            throw config.invalid(key, "an http or https URL");
        }
        return url;
    }

    /** Without slashes at the end. @throws IllegalArgumentException if it is no web address */
    static String baseUrl(String text) {
        return WebUrl.parse(text)
                .orElseThrow(() -> Integrations.noUrl(text))
                .toString()
                .replaceAll("/+$", "");
    }
}
