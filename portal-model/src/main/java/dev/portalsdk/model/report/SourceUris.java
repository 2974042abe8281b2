package dev.portalsdk.model.report;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
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
        return below(source)
                .map(path -> encoded(path, IN_PATHS))
                .or(() -> path(source).map(path -> "file://" + encoded(slashed(path), IN_PATHS)))
                .orElseGet(() -> encoded(source, IN_PATHS));
    }

    /** A path below the base, relative to it, with slashes; empty for all others. */
    Optional<String> below(String source) {
        return path(source)
                .filter(path -> path.startsWith(base))
                .map(path -> base.relativize(path).toString().replace('\\', '/'));
    }

    private static Optional<Path> path(String source) {
        if (URL.matcher(source).matches()) {
            return Optional.empty();
        }
        try {
            // A relative path is relative to where the program was started, as everywhere.
            return Optional.of(Path.of(source).toAbsolutePath().normalize());
        } catch (InvalidPathException e) {
            return Optional.empty();
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
