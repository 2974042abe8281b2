package dev.portalsdk.catalog.plan;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Files by their paths, which have slashes and start at the root, as they are at one time. For any number of threads. */
interface FileTree extends AutoCloseable {
    int MAX_FILES = 2_000_000;

    /** All of them. @throws IOException also if there are more than {@link #MAX_FILES} */
    List<String> paths() throws IOException;

    /** One of them; empty if there is none. @throws IOException also if it is longer than the limit */
    Optional<byte[]> read(String path, long maxBytes) throws IOException;

    @Override
    void close();

    /** Fails for the one file too many. */
    static void count(List<String> paths) throws IOException {
        if (paths.size() >= MAX_FILES) {
            throw new IOException("There are more than " + MAX_FILES + " files");
        }
    }
}
