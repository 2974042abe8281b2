package dev.portalsdk.config;

import java.util.Locale;
import java.util.Set;

/** Which keys' values are kept out of messages: those whose name speaks of a secret. */
final class SecretKeys {
    private static final Set<String> WORDS = Set.of(
            "secret",
            "password",
            "passwd",
            "passphrase",
            "token",
            "credential",
            "apikey",
            "privatekey",
            "accesskey",
            "authorization",
            "connectionstring");

    private SecretKeys() {}

    static boolean looksSecret(String key) {
        String letters = key.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
        return letters.equals("key")
                || letters.equals("connection")
                || WORDS.stream().anyMatch(letters::contains);
    }
}
