package dev.portalsdk.techdocs.site;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Waits until something below a folder changes; hidden folders are not watched. Used by one thread. */
final class FolderWatch implements AutoCloseable {

    /** An editor writes a file in several steps; what follows so soon belongs to the same change. */
    private static final int QUIET_MILLIS = 40;

    private final Path root;
    private final WatchService service;
    private final Set<Path> watched = new HashSet<>();

    FolderWatch(Path root) throws IOException {
        this.root = root;
        this.service = root.getFileSystem().newWatchService();
        watchFolders();
    }

    /** Returns when there was a change and then none for a moment. */
    void await() throws IOException, InterruptedException {
        WatchKey key = service.take();
        while (key != null) {
            List<WatchEvent<?>> events = key.pollEvents();
            if (!key.reset()) {
                watched.remove((Path) key.watchable());
            }
            if (events.stream().anyMatch(event -> event.kind() != StandardWatchEventKinds.ENTRY_MODIFY)) {
                watchFolders();
            }
            key = service.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void watchFolders() throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (!folder.equals(root) && String.valueOf(folder.getFileName()).startsWith(".")) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                if (watched.add(folder)) {
                    folder.register(
                            service,
                            StandardWatchEventKinds.ENTRY_CREATE,
                            StandardWatchEventKinds.ENTRY_MODIFY,
                            StandardWatchEventKinds.ENTRY_DELETE);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, @Nullable IOException failure) {
                return FileVisitResult.CONTINUE; // gone again
            }
        });
    }

    @Override
    public void close() throws IOException {
        service.close();
    }
}
