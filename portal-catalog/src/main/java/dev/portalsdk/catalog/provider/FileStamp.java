package dev.portalsdk.catalog.provider;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What tells that a file has changed, without reading it.
 *
 * @param settled whether a further change would show: the clocks of file systems are coarse
 */
record FileStamp(FileTime modified, long size, @Nullable Object key, boolean settled) {
    private static final long COARSE_SECONDS = 2;

    static FileStamp of(BasicFileAttributes attributes) {
        FileTime modified = attributes.lastModifiedTime();
        boolean settled = modified.toInstant().isBefore(Instant.now().minusSeconds(COARSE_SECONDS));
        return new FileStamp(modified, attributes.size(), attributes.fileKey(), settled);
    }

    /** Whether the file may hold something else than when the other was taken. */
    boolean mayDifferFrom(FileStamp before) {
        return !before.settled || !new FileStamp(modified, size, key, true).equals(before);
    }
}
