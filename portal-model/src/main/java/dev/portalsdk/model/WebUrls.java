package dev.portalsdk.model;

import java.net.IDN;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * Absolute URLs as the WHATWG standard's parser accepts them, which browsers and Node use ({@code new URL(text)}). Names of hosts in punycode are not decoded.
 */
final class WebUrls {
    private static final Set<String> SPECIAL = Set.of("http", "https", "ws", "wss", "ftp");
    /** WHATWG "forbidden domain code points". */
    private static final String FORBIDDEN_IN_HOST = " #%/:<>?@[\\]^|\u007f";

    private WebUrls() {}

    static boolean isValid(String text) {
        String url = withoutWhiteSpace(text);
        int colon = url.indexOf(':');
        if (colon < 1 || !isScheme(url.substring(0, colon))) {
            return false;
        }
        String scheme = url.substring(0, colon).toLowerCase(Locale.ROOT);
        String rest = url.substring(colon + 1);
        if (SPECIAL.contains(scheme)) {
            int start = 0;
            while (start < rest.length() && (rest.charAt(start) == '/' || rest.charAt(start) == '\\')) {
                start++;
            }
            return isAuthority(rest.substring(start), "/\\?#", true);
        }
        if (!rest.startsWith("//")) {
            return true;
        }
        return scheme.equals("file")
                ? isFileHost(until(rest.substring(2), "/\\?#"))
                : isAuthority(rest.substring(2), "/?#", false);
    }

    /** The parser strips control characters and spaces at both ends, and tabs and newlines anywhere. */
    private static String withoutWhiteSpace(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && text.charAt(start) <= ' ') {
            start++;
        }
        while (end > start && text.charAt(end - 1) <= ' ') {
            end--;
        }
        return text.substring(start, end).replace("\t", "").replace("\n", "").replace("\r", "");
    }

    private static boolean isScheme(String scheme) {
        return scheme.chars().allMatch(c -> isLetter(c) || isDigit(c) || c == '+' || c == '-' || c == '.')
                && isLetter(scheme.charAt(0));
    }

    private static boolean isLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isFileHost(String host) {
        boolean drive =
                host.length() == 2 && isLetter(host.charAt(0)) && (host.charAt(1) == ':' || host.charAt(1) == '|');
        return host.isEmpty() || drive || isHost(host, true);
    }

    private static String until(String text, String ends) {
        for (int i = 0; i < text.length(); i++) {
            if (ends.indexOf(text.charAt(i)) >= 0) {
                return text.substring(0, i);
            }
        }
        return text;
    }

    private static boolean isAuthority(String rest, String ends, boolean special) {
        String authority = until(rest, ends);
        String hostAndPort = authority.substring(authority.lastIndexOf('@') + 1);
        int colon = hostAndPort.lastIndexOf(':');
        boolean hasPort = colon > hostAndPort.lastIndexOf(']');
        String host = hasPort ? hostAndPort.substring(0, colon) : hostAndPort;
        return isHost(host, special) && (!hasPort || isPort(hostAndPort.substring(colon + 1)));
    }

    private static boolean isPort(String port) {
        String digits = port.replaceFirst("^0+", "");
        return port.chars().allMatch(WebUrls::isDigit)
                && digits.length() <= 5
                && (digits.isEmpty() || Integer.parseInt(digits) <= 65_535);
    }

    private static boolean isHost(String host, boolean special) {
        if (host.isEmpty()) {
            return !special;
        }
        if (host.startsWith("[")) {
            return host.endsWith("]") && isIpv6(host.substring(1, host.length() - 1));
        }
        return special ? isDomain(host) : hasNoForbidden(host, FORBIDDEN_IN_HOST.replace("%", ""));
    }

    private static boolean isDomain(String host) {
        String ascii;
        try {
            String decoded =
                    host.indexOf('%') < 0 ? host : URLDecoder.decode(host.replace("+", "%2B"), StandardCharsets.UTF_8);
            ascii = IDN.toASCII(decoded, IDN.ALLOW_UNASSIGNED);
        } catch (IllegalArgumentException e) {
            return false;
        }
        return !ascii.isEmpty() && hasNoForbidden(ascii, FORBIDDEN_IN_HOST) && isNumberFreeOrIpv4(ascii);
    }

    private static boolean hasNoForbidden(String host, String forbidden) {
        return host.chars().allMatch(c -> c > ' ' && forbidden.indexOf(c) < 0);
    }

    /** A host whose last label is a number is an IPv4 address, in any of its forms. */
    private static boolean isNumberFreeOrIpv4(String host) {
        String[] labels = (host.endsWith(".") ? host.substring(0, host.length() - 1) : host).split("\\.", -1);
        if (ipv4Part(labels[labels.length - 1]) < 0
                && !labels[labels.length - 1].chars().allMatch(WebUrls::isDigit)) {
            return true;
        }
        if (labels.length > 4) {
            return false;
        }
        for (int i = 0; i < labels.length - 1; i++) {
            long part = ipv4Part(labels[i]);
            if (part < 0 || part > 255) {
                return false;
            }
        }
        long last = ipv4Part(labels[labels.length - 1]);
        return last >= 0 && last < 1L << (8 * (5 - labels.length));
    }

    /** The number that a part of an IPv4 address stands for, be it decimal, octal or hexadecimal; -1 if it is none. */
    private static long ipv4Part(String label) {
        String lower = label.toLowerCase(Locale.ROOT);
        try {
            if (lower.isEmpty() || lower.length() > 15 || lower.startsWith("-") || lower.startsWith("+")) {
                return -1;
            }
            if (lower.startsWith("0x")) {
                return lower.length() == 2 ? 0 : Long.parseLong(lower.substring(2), 16);
            }
            return lower.length() > 1 && lower.startsWith("0") ? Long.parseLong(lower, 8) : Long.parseLong(lower);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static boolean isIpv6(String address) {
        if (!address.matches("[0-9a-fA-F:.]{2,45}") || address.indexOf(':') < 0) {
            return false;
        }
        try {
            return InetAddress.getByName("[" + address + "]") != null; // an address, so no name is looked up
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
