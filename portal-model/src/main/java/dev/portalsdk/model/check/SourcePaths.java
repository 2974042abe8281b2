package dev.portalsdk.model.check;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Sources of findings, which are paths or URLs, independent of the directory that a program was started in. */
final class SourcePaths {
    // Two letters at least: "C:" starts a path.
    private static final Pattern URL = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:.*", Pattern.DOTALL);

    private SourcePaths() {}

    /** A path as an absolute one; anything else as it is. */
    static String absolute(String source) {
        return resolved(source, Path.of(""));
    }

    /** A path that is relative to a directory as an absolute one; anything else as it is. */
    static String resolved(String source, Path directory) {
        if (isNoPath(source)) {
            return source;
        }
        try {
            return directory.toAbsolutePath().resolve(source).normalize().toString();
        } catch (InvalidPathException e) {
            return source;
        }
    }

    /** A path below a directory relative to it, with slashes; anything else as it is. */
    static String relative(String source, Path directory) {
        if (isNoPath(source)) {
            return source;
        }
        Path from = directory.toAbsolutePath().normalize();
        try {
            Path path = Path.of(source);
            return path.startsWith(from) ? from.relativize(path).toString().replace('\\', '/') : source;
        } catch (InvalidPathException e) {
            return source;
        }
    }

    private static boolean isNoPath(String source) {
        return source.isEmpty() || URL.matcher(source).matches();
    }
}
