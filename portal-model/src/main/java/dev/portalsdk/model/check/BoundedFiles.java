package dev.portalsdk.model.check;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads files that may be larger than they should. */
final class BoundedFiles {
    private BoundedFiles() {}

    /**
     * The bytes of a file, but at most one more than the limit, by which a reader with that limit sees that it is too large.
     *
     * @throws IOException if the file cannot be read
     */
    static byte[] read(Path file, long limit) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes((int) Math.min(limit + 1, Integer.MAX_VALUE - 8));
        }
    }
}
