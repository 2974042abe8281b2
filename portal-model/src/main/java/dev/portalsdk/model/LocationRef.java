package dev.portalsdk.model;

import java.util.Locale;

/**
 * Where something is read from, as {@code type:target}, e.g. {@code url:https://host/catalog-info.yaml} or {@code file:/srv/all.yaml}.
 *
 * @param type not empty, e.g. {@code url}, {@code file} or {@code dir}
 * @param target not empty; what it means is the type's affair
 */
// As Backstage catalog-model location/helpers.
public record LocationRef(String type, String target) implements Comparable<LocationRef> {

    /** @throws IllegalArgumentException if a part is empty or the target is a {@code javascript:} URL */
    public LocationRef {
        if (type.isEmpty() || target.isEmpty()) {
            throw new IllegalArgumentException(
                    "A location reference needs a type and a target: \"" + type + ":" + target + "\"");
        }
        if (isJavascript(target)) {
            throw new IllegalArgumentException(
                    "The location target \"" + target + "\" is a javascript: URL, which is not allowed");
        }
    }

    /**
     * Parses {@code type:target}; the first colon separates them.
     *
     * @throws IllegalArgumentException if a part is missing, the target is a {@code javascript:} URL, or the text is a bare URL
     */
    public static LocationRef parse(String text) {
        int colon = text.indexOf(':');
        if (colon <= 0 || colon == text.length() - 1) {
            throw new IllegalArgumentException("Location reference \"" + text
                    + "\" is not <type>:<target>, e.g. \"url:https://host/path\" or \"file:./path\"");
        }
        String type = text.substring(0, colon).strip();
        String target = text.substring(colon + 1).strip();
        if (type.equals("http") || type.equals("https")) {
            throw new IllegalArgumentException(
                    "Location reference \"" + text + "\" is a bare URL; write its type in front: \"url:" + text + "\"");
        }
        return new LocationRef(type, target);
    }

    /**
     * Whether a browser would run this text as a script: it strips control characters and white space before the scheme and within it.
     */
    static boolean isJavascript(String url) {
        StringBuilder scheme = new StringBuilder();
        for (int i = 0; i < url.length() && scheme.length() <= "javascript:".length(); i++) {
            char c = url.charAt(i);
            boolean leading = scheme.length() == 0 && c <= ' ';
            if (!leading && c != '\t' && c != '\n' && c != '\r') {
                scheme.append(c);
            }
        }
        return scheme.toString().toLowerCase(Locale.ROOT).startsWith("javascript:");
    }

    /** By text form. */
    @Override
    public int compareTo(LocationRef other) {
        return toString().compareTo(other.toString());
    }

    /** {@code type:target}. */
    @Override
    public String toString() {
        return type + ":" + target;
    }
}
