package dev.portalsdk.techdocs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;

/**
 * The version of a folder: names, sizes and times of its files. A file that changed in the last two seconds counts with
 * its content instead, as it may change again within the same tick of the file system's clock.
 */
final class FolderEtag {

    private static final Duration SETTLED = Duration.ofSeconds(2);

    private FolderEtag() {}

    static String of(Path folder) throws IOException {
        MessageDigest digest = Hashes.sha256();
        Instant settled = Instant.now().minus(SETTLED);
        for (Map.Entry<String, Path> entry : Folders.files(folder).entrySet()) {
            Path file = entry.getValue();
            FileTime time = Files.getLastModifiedTime(file);
            String version =
                    time.toInstant().isAfter(settled) ? Hashes.sha256(file) : Files.size(file) + "@" + time.toInstant();
            digest.update((entry.getKey() + "\0" + version + "\0").getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
