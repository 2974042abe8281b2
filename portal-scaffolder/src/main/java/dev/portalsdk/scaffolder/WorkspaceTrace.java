package dev.portalsdk.scaffolder;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.CRC32C;

/**
 * How a directory looked, to see whether it was changed since. Times of files tell that, except of files that were written just before: their next
 * change may fall into the same tick of the file system's clock, so their content counts too.
 */
final class WorkspaceTrace {
    private static final long TICK_MILLIS = 50;

    private final Map<Path, Trace> files = new LinkedHashMap<>();

    private WorkspaceTrace() {}

    /** @param sum of the content of a file that is too young to be told by its time */
    private record Trace(
            boolean directory,
            long size,
            FileTime modified,
            boolean executable,
            Optional<Object> key,
            OptionalLong sum) {}

    static WorkspaceTrace of(Path root) throws IOException {
        WorkspaceTrace trace = new WorkspaceTrace();
        long young = System.currentTimeMillis() - TICK_MILLIS;
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                trace.files.put(
                        directory,
                        new Trace(true, 0, FileTime.fromMillis(0), false, Optional.empty(), OptionalLong.empty()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                boolean sum = attributes.isRegularFile()
                        && attributes.lastModifiedTime().toMillis() >= young;
                trace.files.put(
                        file,
                        new Trace(
                                false,
                                attributes.size(),
                                attributes.lastModifiedTime(),
                                Files.isExecutable(file),
                                Optional.ofNullable(attributes.fileKey()),
                                sum ? OptionalLong.of(sum(file)) : OptionalLong.empty()));
                return FileVisitResult.CONTINUE;
            }
        });
        return trace;
    }

    private static long sum(Path file) throws IOException {
        CRC32C sum = new CRC32C();
        sum.update(Files.readAllBytes(file));
        return sum.getValue();
    }

    /** Whether the directory looks the same in an older trace. */
    boolean isSameAs(WorkspaceTrace older) throws IOException {
        if (!files.keySet().equals(older.files.keySet())) {
            return false;
        }
        for (Map.Entry<Path, Trace> entry : files.entrySet()) {
            Trace before = Objects.requireNonNull(older.files.get(entry.getKey()));
            if (!isSame(entry.getKey(), entry.getValue(), before)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSame(Path file, Trace now, Trace before) throws IOException {
        boolean looksSame = now.directory() == before.directory()
                && now.size() == before.size()
                && now.modified().equals(before.modified())
                && now.executable() == before.executable()
                && now.key().equals(before.key());
        return looksSame
                && (before.sum().isEmpty()
                        || before.sum().getAsLong()
                                == (now.sum().isPresent() ? now.sum().getAsLong() : sum(file)));
    }
}
