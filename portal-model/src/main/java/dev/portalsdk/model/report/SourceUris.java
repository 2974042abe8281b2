package dev.portalsdk.model.report;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Sources, which are paths or URLs, as URI references (RFC 3986). */
final class SourceUris {
    // Two letters at least: "C:" starts a path.
    private static final Pattern URL = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:.*", Pattern.DOTALL);
    private static final String IN_PATHS = "-._~/!$&'()*+,;=@";
    private static final String IN_URLS = IN_PATHS + ":?#[]%";

    private final Path base;

    SourceUris(Path base) {
        this.base = base.toAbsolutePath().normalize();
    }

    /** Relative to the base, without a scheme, if it is a path below it; absolute otherwise. */
    String uri(String source) {
        if (URL.matcher(source).matches()) {
            return encoded(source, IN_URLS);
        }
        try {
            // A relative path is relative to where the program was started, as everywhere.
            Path path = Path.of(source).toAbsolutePath().normalize();
            return path.startsWith(base)
                    ? encoded(base.relativize(path).toString().replace('\\', '/'), IN_PATHS)
                    : "file://" + encoded(slashed(path), IN_PATHS);
        } catch (InvalidPathException e) {
            return encoded(source, IN_PATHS);
        }
    }

    static boolean isRelative(String uri) {
        return !URL.matcher(uri).matches();
    }

    private static String slashed(Path path) {
        String text = path.toString().replace('\\', '/');
        return text.startsWith("/") ? text : "/" + text;
    }

    private static String encoded(String text, String allowed) {
        StringBuilder uri = new StringBuilder(text.length());
        for (byte b : Printable.wellFormed(text).getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (plain || allowed.indexOf(c) >= 0) {
                uri.append(c);
            } else {
                uri.append(String.format("%%%02X", (int) c));
            }
        }
        return uri.toString();
    }
}
