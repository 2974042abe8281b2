package dev.portalsdk.model;

import java.util.Comparator;
import java.util.Objects;

/**
 * A place in a file that an author wrote.
 *
 * @param source the file's path or URL, as the reader was given it
 * @param line from 1
 * @param column from 1, counted in Unicode code points (SARIF's {@code unicodeCodePoints})
 */
public record SourceLocation(String source, int line, int column) implements Comparable<SourceLocation> {
    private static final Comparator<SourceLocation> ORDER = Comparator.comparing(SourceLocation::source)
            .thenComparingInt(SourceLocation::line)
            .thenComparingInt(SourceLocation::column);

    /** @throws IllegalArgumentException if line or column is below 1 */
    public SourceLocation {
        Objects.requireNonNull(source, "source");
        if (line < 1 || column < 1) {
            throw new IllegalArgumentException(
                    "Line and column count from 1: " + line + ":" + column + " in " + source);
        }
    }

    /** The first character of a file: for what concerns the whole of it. */
    public static SourceLocation startOf(String source) {
        return new SourceLocation(source, 1, 1);
    }

    /** By source, line and column. */
    @Override
    public int compareTo(SourceLocation other) {
        return ORDER.compare(this, other);
    }

    /** {@code source:line:column}, which terminals and IDEs open. */
    @Override
    public String toString() {
        return source + ":" + line + ":" + column;
    }
}
