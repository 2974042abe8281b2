package dev.portalsdk.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;

/**
 * A password, token or key that does not print.
 *
 * <p>{@link #toString()} is always {@code ***}, so a secret in a record, a log line or an exception message stays hidden;
 * {@link #reveal()} is the one way out and easy to search for. {@code equals} takes the same time wherever two secrets of
 * one length differ.
 */
public final class Secret {
    private static final String MASK = "***";

    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    /**
     * Wraps a text, surrounding white space removed: a trailing newline from a file or a shell is never meant.
     *
     * @throws IllegalArgumentException if nothing remains
     */
    public static Secret of(String text) {
        String stripped = text.strip();
        if (stripped.isEmpty()) {
            throw new IllegalArgumentException("a secret must not be empty");
        }
        return new Secret(stripped);
    }

    /** The text itself, for the call that needs it. */
    public String reveal() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret
                && MessageDigest.isEqual(
                        text.getBytes(StandardCharsets.UTF_8), secret.text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(text);
    }

    @Override
    public String toString() {
        return MASK;
    }
}
