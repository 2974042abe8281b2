package dev.portalsdk.catalog.jdbc;

import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Texts as the database keeps them: it takes neither NUL nor half a surrogate pair, and an index takes no long ones. An escape character stands before
 * four hexadecimal digits for what it does not take.
 */
final class StoredText {
    private static final char ESCAPE = '\u001a';

    /** Characters of a key, which are at most three bytes each. */
    private static final int KEY_LENGTH = 700;

    private StoredText() {}

    static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isEscaped(text, i)) {
                return escaped(text);
            }
        }
        return text;
    }

    private static boolean isEscaped(String text, int i) {
        char c = text.charAt(i);
        return c == 0 || c == ESCAPE || (Character.isSurrogate(c) && !isPaired(text, i));
    }

    private static boolean isPaired(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            if (isEscaped(text, i)) {
                escaped.append(ESCAPE).append(HexFormat.of().toHexDigits(text.charAt(i)));
            } else {
                escaped.append(text.charAt(i));
            }
        }
        return escaped.toString();
    }

    static String read(String stored) {
        int next = stored.indexOf(ESCAPE);
        if (next < 0) {
            return stored;
        }
        StringBuilder text = new StringBuilder(stored.length());
        int from = 0;
        for (; next >= 0; next = stored.indexOf(ESCAPE, from)) {
            text.append(stored, from, next).append((char) HexFormat.fromHexDigits(stored, next + 1, next + 5));
            from = next + 5;
        }
        return text.append(stored, from, stored.length()).toString();
    }

    /** JSON text: only half surrogate pairs are left to be escaped in it. */
    static String json(String json) {
        for (int i = 0; i < json.length(); i++) {
            if (Character.isSurrogate(json.charAt(i)) && !isPaired(json, i)) {
                return escapedJson(json);
            }
        }
        return json;
    }

    private static String escapedJson(String json) {
        StringBuilder escaped = new StringBuilder(json.length() + 16);
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (Character.isSurrogate(c) && !isPaired(json, i)) {
                escaped.append("\\u").append(HexFormat.of().toHexDigits(c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    /** What an index takes: the text itself or, of a long one, its beginning and a hash. */
    static String key(String stored) {
        return stored.length() <= KEY_LENGTH
                ? stored
                : of(stored.substring(0, KEY_LENGTH - 100)) + ESCAPE + hash(stored);
    }

    private static String hash(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }

    static String of(EntityRef ref) {
        return of(ref.toString());
    }

    /** A ref as it was written: it is canonical. */
    static EntityRef ref(String stored) {
        return EntityRef.parse(read(stored));
    }

    static String of(LocationRef location) {
        return of(location.type().replace(":", ESCAPE + "003a")).replace(ESCAPE + "001a003a", ESCAPE + "003a") + ":"
                + of(location.target());
    }

    static LocationRef location(String stored) {
        int colon = stored.indexOf(':');
        return new LocationRef(read(stored.substring(0, colon)), read(stored.substring(colon + 1)));
    }
}
