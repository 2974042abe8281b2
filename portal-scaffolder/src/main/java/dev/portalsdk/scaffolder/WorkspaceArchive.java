package dev.portalsdk.scaffolder;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A workspace as one file: a ZIP whose entries say in an extra field whether they are executable or a symbolic link.
 *
 * <p>It is written and read by the same engine, but it comes back from a store that others may write to: unpacking resolves every path in the
 * workspace and keeps links for last.
 */
final class WorkspaceArchive {
    private static final int PLAIN = 0;
    private static final int EXECUTABLE = 1;
    private static final int LINK = 2;
    /** No path of a system is longer. */
    private static final int MAX_LINK = 4_096;

    /** An id that no known field has, and one byte of content, as APPNOTE.TXT 4.5 lays fields out. */
    private static final byte[] FIELD = {0x50, 0x53, 1, 0, 0};

    private WorkspaceArchive() {}

    static void pack(Path root, Path archive) throws IOException {
        try (ZipOutputStream zip =
                new ZipOutputStream(new BufferedOutputStream(new FileOutputStream(archive.toFile()), 1 << 16))) {
            zip.setLevel(Deflater.BEST_SPEED);
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                        throws IOException {
                    if (!directory.equals(root)) {
                        begin(zip, name(root, directory) + "/", PLAIN);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    if (attributes.isSymbolicLink()) {
                        begin(zip, name(root, file), LINK);
                        zip.write(Files.readSymbolicLink(file).toString().getBytes(StandardCharsets.UTF_8));
                    } else {
                        begin(zip, name(root, file), Files.isExecutable(file) ? EXECUTABLE : PLAIN);
                        Files.copy(file, zip);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        }
    }

    private static String name(Path root, Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    private static void begin(ZipOutputStream zip, String name, int kind) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        byte[] field = FIELD.clone();
        field[field.length - 1] = (byte) kind;
        entry.setExtra(field);
        zip.putNextEntry(entry);
    }

    /** Into a workspace that is empty. */
    static void unpack(InputStream archive, Workspace workspace) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(archive, StandardCharsets.UTF_8)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path target = workspace.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.resolveSibling("."));
                    write(target, kind(entry), zip);
                }
            }
        }
    }

    private static int kind(ZipEntry entry) {
        byte[] extra = entry.getExtra();
        return extra == null || extra.length < FIELD.length ? PLAIN : extra[FIELD.length - 1];
    }

    private static void write(Path target, int kind, InputStream content) throws IOException {
        if (kind == LINK) {
            String link = new String(content.readNBytes(MAX_LINK), StandardCharsets.UTF_8);
            Files.createSymbolicLink(target, Path.of(link));
            return;
        }
        Files.copy(content, target, StandardCopyOption.REPLACE_EXISTING);
        if (kind == EXECUTABLE) {
            Workspace.markExecutable(target);
        }
    }
}
