package dev.portalsdk.source;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What reading a file gave. */
public sealed interface ReadResult {
    /** The version that is now there, to be named in the next read. Absent if the source has no notion of versions. */
    Optional<String> etag();

    /** It is what it was; the etag may have a new form all the same. */
    record NotModified(Optional<String> etag) implements ReadResult {}

    /** A file's bytes. */
    final class Content implements ReadResult {
        private final String url;
        private final byte[] bytes;
        private final Optional<String> etag;

        /** @param bytes not copied; the caller gives them away */
        public Content(String url, byte[] bytes, Optional<String> etag) {
            this.url = url;
            this.bytes = bytes;
            this.etag = etag;
        }

        /** The URL that was asked for. */
        public String url() {
            return url;
        }

        /** The bytes; not copied, not to be written to. */
        public byte[] bytes() {
            return bytes;
        }

        /** The bytes as UTF-8; what is no UTF-8 becomes U+FFFD, a byte order mark is dropped. */
        public String text() {
            String text = new String(bytes, StandardCharsets.UTF_8);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        }

        @Override
        public Optional<String> etag() {
            return etag;
        }

        @Override
        public String toString() {
            return url + " (" + bytes.length + " bytes"
                    + etag.map(tag -> ", etag " + tag).orElse("") + ")";
        }
    }
}
