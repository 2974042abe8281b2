package dev.portalsdk.samples.portal.web;

import java.util.regex.Pattern;

/** Paths within the portal: what a request may ask to be led to. */
public final class LocalPath {
    // One slash, not followed by another or a backslash (browsers read //host and /\host as another host), and nothing
    // that ends a header.
    private static final Pattern LOCAL = Pattern.compile("/(?![/\\\\])[\\x21-\\x7e&&[^\\\\]]*");
    private static final int MAX_LENGTH = 2000;

    private LocalPath() {}

    public static boolean isLocal(String path) {
        return path.length() <= MAX_LENGTH && LOCAL.matcher(path).matches();
    }

    /** The path, or {@code /} if it leads anywhere else. */
    public static String orRoot(String path) {
        return isLocal(path) ? path : "/";
    }
}
