package dev.portalsdk.techdocs;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * A file of a published site.
 *
 * @param path within the site
 * @param size in bytes
 * @param etag names the content, without quotes: two files with one etag are the same
 * @param content gives the bytes; may be asked several times, the caller closes each stream
 */
public record PublishedFile(String path, long size, String etag, Content content) {

    /** Opens a file. */
    @FunctionalInterface
    public interface Content {
        /** @throws IOException if it cannot be read any more */
        InputStream open() throws IOException;
    }

    /** A file that is in memory. */
    static PublishedFile of(String path, byte[] bytes) {
        MessageDigest digest = Hashes.sha256();
        return new PublishedFile(
                path,
                bytes.length,
                HexFormat.of().formatHex(digest.digest(bytes)),
                () -> new ByteArrayInputStream(bytes));
    }
}
