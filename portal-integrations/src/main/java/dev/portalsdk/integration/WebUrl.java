package dev.portalsdk.integration;

import java.net.IDN;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An {@code http} or {@code https} URL, read once, so that what is checked is what is fetched.
 *
 * <p>Follows the URL standard of browsers and Node (WHATWG), which Backstage uses, where java.net.URI differs: a backslash
 * is a slash, the host is lower case, the default port is dropped, {@code .}, {@code ..} and their percent-encoded forms
 * are resolved, and characters that must be encoded are. URLs with a user or password are refused, as are control
 * characters, which the standard would skip silently.
 *
 * @param scheme http or https
 * @param host lower case; an IPv6 address is in brackets
 * @param port absent if it is the scheme's own
 * @param path percent-encoded, starts with a slash
 * @param query percent-encoded, without the question mark
 * @param fragment percent-encoded, without the number sign
 */
public record WebUrl(
        String scheme, String host, OptionalInt port, String path, Optional<String> query, Optional<String> fragment) {
    private static final Pattern PARTS =
            Pattern.compile("(?i)(https?):[/\\\\]*([^/\\\\?#]*)([^?#]*)(?:\\?([^#]*))?(?:#(.*))?", Pattern.DOTALL);
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^:\\[\\]@]+)(?::(\\d{0,5}))?");
    private static final Pattern HOST = Pattern.compile("[a-z0-9._-]+|\\[[0-9a-f:.]+]");
    private static final Pattern ABSOLUTE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*", Pattern.DOTALL);
    private static final String KEPT = "-._~!$&'()*+,;=:@/";

    /** Reads a URL; empty if the text is none, has another scheme, or carries a user or password. */
    public static Optional<WebUrl> parse(String text) {
        String trimmed = text.strip();
        Matcher parts = PARTS.matcher(trimmed);
        if (trimmed.chars().anyMatch(Character::isISOControl) || !parts.matches()) {
            return Optional.empty();
        }
        Matcher authority = AUTHORITY.matcher(parts.group(2));
        Optional<String> host = authority.matches() ? host(authority.group(1)) : Optional.empty();
        if (host.isEmpty()) {
            return Optional.empty();
        }
        String scheme = parts.group(1).toLowerCase(Locale.ROOT);
        String port = authority.group(2);
        int number = port == null || port.isEmpty() ? 0 : Integer.parseInt(port);
        boolean standard = number == 0 || number == (scheme.equals("https") ? 443 : 80);
        return number > 65535
                ? Optional.empty()
                : Optional.of(new WebUrl(
                        scheme,
                        host.get(),
                        standard ? OptionalInt.empty() : OptionalInt.of(number),
                        normalise(parts.group(3)),
                        Optional.ofNullable(parts.group(4)).map(query -> encode(query, "?%")),
                        Optional.ofNullable(parts.group(5)).map(fragment -> encode(fragment, "?%"))));
    }

    private static Optional<String> host(String text) {
        try {
            String ascii = text.startsWith("[") ? text : IDN.toASCII(text);
            return Optional.of(ascii.toLowerCase(Locale.ROOT))
                    .filter(host -> HOST.matcher(host).matches());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether a text names a scheme, so that it stands for itself wherever it is written. */
    static boolean isAbsolute(String text) {
        return ABSOLUTE.matcher(text).matches();
    }

    /** The host, with the port if it is not the scheme's own: what {@code integrations} and allow lists name. */
    public String hostAndPort() {
        return port.isPresent() ? host + ":" + port.getAsInt() : host;
    }

    /** The port that a connection goes to. */
    public int effectivePort() {
        return port.orElse(scheme.equals("https") ? 443 : 80);
    }

    /** The parts between slashes, decoded; a trailing slash gives no part. */
    public List<String> segments() {
        return Arrays.stream(path.split("/"))
                .filter(segment -> !segment.isEmpty())
                .map(WebUrl::decode)
                .toList();
    }

    /** This URL without query and fragment, and with another path, which is normalised. */
    public WebUrl withPath(String other) {
        return new WebUrl(scheme, host, port, normalise(other), Optional.empty(), Optional.empty());
    }

    /** This URL without fragment, as it is sent. */
    public WebUrl withoutFragment() {
        return new WebUrl(scheme, host, port, path, query, Optional.empty());
    }

    /** Whether scheme, host and port are the same, so that a credential for one may go to the other. */
    public boolean sameOrigin(WebUrl other) {
        return scheme.equals(other.scheme) && hostAndPort().equals(other.hostAndPort());
    }

    /** This URL with another query, already encoded. */
    public WebUrl withQuery(Optional<String> other) {
        return new WebUrl(scheme, host, port, path, other, fragment);
    }

    /**
     * What a reference written in the document at this URL means: absolute, {@code //host/x}, {@code /x}, {@code ../x},
     * {@code ?q} or {@code #f}.
     *
     * @return empty if the result is no http or https URL
     */
    public Optional<WebUrl> resolve(String reference) {
        String text = reference.strip().replace('\\', '/');
        if (isAbsolute(text)) {
            return parse(text);
        }
        String origin = scheme + "://" + hostAndPort();
        if (text.startsWith("//")) {
            return parse(scheme + ":" + text);
        }
        if (text.startsWith("/")) {
            return parse(origin + text);
        }
        String oldQuery = query.map(value -> "?" + value).orElse("");
        if (text.isEmpty() || text.startsWith("#")) {
            return parse(origin + path + oldQuery + text);
        }
        return parse(
                text.startsWith("?")
                        ? origin + path + text
                        : origin + path.substring(0, path.lastIndexOf('/') + 1) + text);
    }

    /** For java.net. */
    public URI toUri() {
        return URI.create(toString());
    }

    /** The URL as text. */
    @Override
    public String toString() {
        return scheme + "://" + hostAndPort() + path
                + query.map(text -> "?" + text).orElse("")
                + fragment.map(text -> "#" + text).orElse("");
    }

    /** Encodes one part of a path, slashes too: for names that come from outside. */
    public static String encodeSegment(String segment) {
        String encoded = encode(segment, "").replace("/", "%2F");
        return encoded.equals(".") || encoded.equals("..") ? encoded.replace(".", "%2E") : encoded;
    }

    /** Encodes a path, part by part; slashes stay. */
    public static String encodePath(String path) {
        return encode(path, "");
    }

    private static String normalise(String path) {
        Deque<String> kept = new ArrayDeque<>();
        String[] parts = path.replace('\\', '/').split("/", -1);
        boolean directory = false;
        for (int i = parts[0].isEmpty() ? 1 : 0; i < parts.length; i++) {
            String dots = parts[i].replace("%2e", ".").replace("%2E", ".");
            directory = dots.equals(".") || dots.equals("..");
            if (dots.equals("..")) {
                kept.pollLast();
            } else if (!directory) {
                kept.addLast(encode(parts[i], "%"));
            }
        }
        return "/" + String.join("/", kept) + (directory && !kept.isEmpty() ? "/" : "");
    }

    /** Percent-encodes all but the characters that a path may hold; with {@code %} in {@code also}, escapes are left alone. */
    private static String encode(String text, String also) {
        boolean keepEscapes = also.contains("%");
        String kept = KEPT + also.replace("%", "");
        StringBuilder encoded = new StringBuilder(text.length() + 8);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            char c = (char) (bytes[i] & 0xff);
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || kept.indexOf(c) >= 0);
            boolean escape = keepEscapes && c == '%' && isHex(bytes, i + 1) && isHex(bytes, i + 2);
            if (plain || escape) {
                encoded.append(c);
            } else {
                encoded.append('%').append(String.format(Locale.ROOT, "%02X", (int) c));
            }
        }
        return encoded.toString();
    }

    private static boolean isHex(byte[] bytes, int index) {
        return index < bytes.length && Character.digit((char) bytes[index], 16) >= 0;
    }

    private static String decode(String segment) {
        if (segment.indexOf('%') < 0) {
            return segment;
        }
        byte[] in = segment.getBytes(StandardCharsets.UTF_8);
        byte[] out = new byte[in.length];
        int length = 0;
        for (int i = 0; i < in.length; i++) {
            boolean escape = in[i] == '%' && isHex(in, i + 1) && isHex(in, i + 2);
            out[length++] = escape
                    ? (byte) (Character.digit((char) in[i + 1], 16) * 16 + Character.digit((char) in[i + 2], 16))
                    : in[i];
            i += escape ? 2 : 0;
        }
        return new String(out, 0, length, StandardCharsets.UTF_8);
    }
}
