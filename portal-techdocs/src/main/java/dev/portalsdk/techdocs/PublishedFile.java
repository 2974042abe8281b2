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

        /**
         * What stands behind the first bytes. Implement it where those need not be fetched.
         *
         * @param start 0 or more, at most the file's size
         * @throws IOException if it cannot be read any more
         */
        default InputStream openAt(long start) throws IOException {
            InputStream in = open();
            try {
                in.skipNBytes(start);
                return in;
            } catch (IOException e) {
                in.close();
                throw e;
            }
        }
    }

    /** A file that is in memory, named by the hash of its content. */
    static PublishedFile of(String path, byte[] bytes) {
        MessageDigest digest = Hashes.sha256();
        return of(path, HexFormat.of().formatHex(digest.digest(bytes)), bytes);
    }

    /** A file that is in memory. The bytes must not change any more. */
    public static PublishedFile of(String path, String etag, byte[] bytes) {
        return new PublishedFile(path, bytes.length, etag, () -> new ByteArrayInputStream(bytes));
    }
}
