package dev.portalsdk.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A file found in a tree or by a search. Its content is read when it is asked for, and may then be gone. */
public interface SourceFile {
    /** From the directory that was read, or from the part of the pattern before its first wildcard; with slashes. */
    String path();

    /** What {@link UrlReader#read} takes. */
    String url();

    /** In bytes. */
    long size();

    /** Whether it is marked as a program. */
    boolean executable();

    /** The content. @throws SourceException if it cannot be read (any more), or is larger than the options allow */
    byte[] bytes() throws IOException;

    /** The content as UTF-8. */
    default String text() throws IOException {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    /** A file whose bytes are there already; they are not copied. */
    static SourceFile of(String path, String url, byte[] bytes) {
        return new LoadedFile(path, url, bytes, false);
    }
}
