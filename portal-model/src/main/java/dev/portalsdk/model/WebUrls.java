package dev.portalsdk.model;

import java.util.Locale;
import java.util.Set;

/** Absolute URLs as the WHATWG standard's parser accepts them, which browsers and Node use ({@code new URL(text)}). */
final class WebUrls {
    private static final Set<String> SPECIAL = Set.of("http", "https", "ws", "wss", "ftp");
    /** WHATWG "forbidden domain code points", less those that end the host. */
    private static final String FORBIDDEN_IN_HOST = " #%/:<>?@[\\]^|\u007f";

    private WebUrls() {}

    static boolean isValid(String text) {
        // The parser strips control characters and spaces at both ends, and tabs and newlines anywhere.
        String url = text.replaceAll("^[\\x00-\\x20]+|[\\x00-\\x20]+$|[\\t\\n\\r]", "");
        int colon = url.indexOf(':');
        if (colon < 1 || !isScheme(url.substring(0, colon))) {
            return false;
        }
        String rest = url.substring(colon + 1);
        if (SPECIAL.contains(url.substring(0, colon).toLowerCase(Locale.ROOT))) {
            return isAuthority(rest.replaceAll("^[/\\\\]+", ""), "[/\\\\?#]", true);
        }
        boolean hasAuthority = rest.startsWith("//") && !url.regionMatches(true, 0, "file:", 0, 5);
        return !hasAuthority || isAuthority(rest.substring(2), "[/?#]", false);
    }

    private static boolean isScheme(String scheme) {
        return scheme.chars().allMatch(c -> isLetter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.')
                && isLetter(scheme.charAt(0));
    }

    private static boolean isLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isAuthority(String rest, String ends, boolean special) {
        String authority = rest.split(ends, 2)[0];
        String hostAndPort = authority.substring(authority.lastIndexOf('@') + 1);
        int colon = hostAndPort.lastIndexOf(':');
        boolean hasPort = colon > hostAndPort.lastIndexOf(']');
        String host = hasPort ? hostAndPort.substring(0, colon) : hostAndPort;
        return isHost(host, special) && (!hasPort || isPort(hostAndPort.substring(colon + 1)));
    }

    private static boolean isHost(String host, boolean special) {
        if (host.isEmpty()) {
            return !special;
        }
        if (host.startsWith("[")) {
            return host.endsWith("]") && host.matches("\\[[0-9a-fA-F:.]{2,45}]");
        }
        return host.chars().allMatch(c -> c > ' ' && (FORBIDDEN_IN_HOST.indexOf(c) < 0 || c == '%'));
    }

    private static boolean isPort(String port) {
        return port.isEmpty() || (port.matches("[0-9]{1,5}") && Integer.parseInt(port) <= 65_535);
    }
}
