package dev.portalsdk.techdocs.site;

import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * A file as it was when its folder was listed.
 *
 * @param name in findings: from the source, for example {@code docs/index.md}
 * @param file where it is read
 * @param key the file system's own name for it, where it has one
 */
record SourceFile(String name, Path file, long size, FileTime modified, Optional<Object> key) {

    static SourceFile of(String name, Path file, BasicFileAttributes attributes) {
        return new SourceFile(
                name,
                file,
                attributes.size(),
                attributes.lastModifiedTime(),
                Optional.ofNullable(attributes.fileKey()));
    }
}
