package dev.portalsdk.catalog.provider;

import dev.portalsdk.catalog.EntityProviderConnection;
import dev.portalsdk.catalog.store.CatalogException;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.model.LocationRef;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a catalog what happens to the files of a directory. A thread of its own waits for the file system's word, or looks by itself from time to time
 * where there is none; what comes in quick succession is told as one.
 */
final class DirectoryWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryWatch.class);

    /** Editors write a file in several steps. */
    private static final Duration QUIET = Duration.ofMillis(50);

    /** While a build writes, there is no quiet. */
    private static final Duration LONGEST_BURST = Duration.ofSeconds(1);

    private final String name;
    private final List<FilePattern> patterns;
    private final EntityProviderConnection connection;
    private final Duration look;
    private final WatchedFiles watched;
    private final Map<WatchKey, Path> directories = new HashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private final Set<LocationRef> untold = new LinkedHashSet<>();
    private Set<LocationRef> given = Set.of();
    private volatile @Nullable WatchService service;

    /**
     * Not started yet.
     *
     * @param look how often to look for what the file system does not tell
     */
    DirectoryWatch(
            String name,
            List<FilePattern> patterns,
            boolean onlyLook,
            Duration look,
            EntityProviderConnection connection) {
        this.name = name;
        this.patterns = patterns;
        this.look = look;
        this.connection = connection;
        this.service = onlyLook ? null : openService();
        this.watched = new WatchedFiles(patterns, this::register);
        this.thread = new Thread(this::run, "portal-catalog-watch-" + name);
        thread.setDaemon(true);
    }

    private @Nullable WatchService openService() {
        try {
            return FileSystems.getDefault().newWatchService();
        } catch (IOException | UnsupportedOperationException e) {
            return noWatching(e);
        }
    }

    private @Nullable WatchService noWatching(Exception why) {
        LOG.warn("The files of \"{}\" cannot be watched; they are looked at every {} ({})", name, look, why.toString());
        return null;
    }

    /** Gives what is there now, and from then on what happens. */
    void start() {
        watched.lookAtAll();
        tell();
        thread.start();
    }

    private void register(Path directory) throws IOException {
        WatchService open = service;
        if (open == null || !Files.isDirectory(directory)) {
            return;
        }
        try {
            WatchKey key = directory.register(
                    open,
                    StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY,
                    StandardWatchEventKinds.ENTRY_DELETE);
            directories.put(key, directory);
        } catch (IOException e) {
            if (Files.isDirectory(directory)) { // the system's limit of watches
                service = noWatching(e);
                closeQuietly(open);
            }
        }
    }

    private void run() {
        while (closed.getCount() > 0) {
            try {
                awaitChange();
                tell();
            } catch (ClosedWatchServiceException e) {
                LOG.debug("No longer watching for \"{}\"", name);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (closed.getCount() > 0) {
                    LOG.error("Changes of the files of \"{}\" could not be told; they will be told later", name, e);
                }
            }
        }
    }

    /** Returns when something may have happened, and it was looked at. */
    private void awaitChange() throws InterruptedException {
        WatchService open = service;
        if (open == null) {
            if (!closed.await(look.toNanos(), TimeUnit.NANOSECONDS)) {
                note(watched.lookAtAll());
            }
            return;
        }
        WatchKey key = open.poll(look.toNanos(), TimeUnit.NANOSECONDS);
        if (key != null) {
            note(burst(open, key));
        } else if (!watchesAllBases()) {
            note(watched.lookAtAll());
        }
    }

    /** A base that was not there, or went and came again, has no watch. */
    private boolean watchesAllBases() {
        return watched.bases().stream().noneMatch(base -> Files.isDirectory(base) && !directories.containsValue(base));
    }

    private Set<Path> burst(WatchService open, WatchKey first) throws InterruptedException {
        Set<Path> happened = new LinkedHashSet<>();
        boolean lost = false;
        long end = System.nanoTime() + LONGEST_BURST.toNanos();
        for (WatchKey key = first; key != null; key = open.poll(QUIET.toNanos(), TimeUnit.NANOSECONDS)) {
            lost |= take(key, happened);
            if (System.nanoTime() > end) {
                break;
            }
        }
        Set<Path> changed = new HashSet<>(watched.lookAt(happened));
        if (lost) {
            changed.addAll(watched.lookAtAll());
        }
        return changed;
    }

    /** @return whether events were lost */
    private boolean take(WatchKey key, Set<Path> happened) {
        boolean lost = false;
        Path directory = directories.get(key);
        for (WatchEvent<?> event : key.pollEvents()) {
            if (event.kind() == StandardWatchEventKinds.OVERFLOW || directory == null) {
                lost = true;
            } else {
                happened.add(directory.resolve((Path) event.context()));
            }
        }
        if (!key.reset()) {
            directories.remove(key);
        }
        return lost;
    }

    private void note(Set<Path> changed) {
        changed.forEach(file -> untold.add(location(file)));
    }

    /** Names new sources before it takes old ones away: a file that was renamed must not be gone in between. */
    private void tell() {
        Set<LocationRef> now = sources();
        Set<LocationRef> before = given;
        Set<LocationRef> both = new LinkedHashSet<>(before);
        both.addAll(now);
        if (both.size() > given.size() && both.size() > now.size()) {
            connection.apply(Mutation.sources(both)).await();
            given = both;
        }
        if (!given.equals(now)) {
            connection.apply(Mutation.sources(now));
            given = now;
        }
        untold.removeIf(file -> now.contains(file) && !before.contains(file)); // it is read anyway
        if (!untold.isEmpty()) {
            connection.refresh(untold);
            untold.clear();
        }
    }

    /** Each file by itself, and each pattern that no file matches, so that it is told of. */
    private Set<LocationRef> sources() {
        Set<LocationRef> sources = new LinkedHashSet<>();
        Set<Path> files = watched.files();
        files.forEach(file -> sources.add(location(file)));
        patterns.stream()
                .filter(pattern -> files.stream().noneMatch(pattern::matches))
                .forEach(pattern -> sources.add(pattern.source()));
        return sources;
    }

    private static LocationRef location(Path file) {
        return new LocationRef("file", file.toString());
    }

    /** Returns when the thread has ended, or after a while. */
    @Override
    public void close() {
        closed.countDown();
        WatchService open = service;
        if (open != null) {
            closeQuietly(open);
        }
        if (Thread.currentThread() != thread) {
            try {
                thread.join(Duration.ofSeconds(5).toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CatalogException("Interrupted while waiting for the watch of \"" + name + "\" to end", e);
            }
        }
    }

    private static void closeQuietly(WatchService open) {
        try {
            open.close();
        } catch (IOException e) {
            LOG.debug("A watch service failed to close", e);
        }
    }
}
