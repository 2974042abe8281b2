package dev.portalsdk.scaffolder.task;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** The directories of tasks, each used by one thread of one process at a time. */
final class TaskDirectories {
    /** The file in each directory that keeps other processes out. */
    static final String LOCK = "lock";

    private static final int REMEMBERED = 1_000;
    private static final long POLL_NANOS = Duration.ofMillis(1).toNanos();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Map<Path, Entry> entries = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Path, Entry> eldest) {
            return size() > REMEMBERED && !eldest.getValue().lock.isLocked();
        }
    };

    private record Entry(ReentrantLock lock, TaskDirectory directory) {}

    /** What is done in a directory. */
    @FunctionalInterface
    interface Work<T> {
        T run(TaskDirectory directory) throws IOException;
    }

    /** Does something while nobody else can. The lock of a process that dies is gone with it. */
    <T> T in(Path path, Work<T> work) throws IOException {
        Entry entry = entry(path);
        entry.lock.lock();
        try (RandomAccessFile file = new RandomAccessFile(path.resolve(LOCK).toFile(), "rw");
                FileLock lock = lock(file)) {
            assert lock.isValid();
            return work.run(entry.directory);
        } finally {
            entry.lock.unlock();
        }
    }

    private synchronized Entry entry(Path path) {
        return entries.computeIfAbsent(path, key -> new Entry(new ReentrantLock(), new TaskDirectory(key)));
    }

    /** Asks again and again: waiting in the channel would end when the thread is interrupted. */
    private static FileLock lock(RandomAccessFile file) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            try {
                FileLock lock = file.getChannel().tryLock();
                if (lock != null) {
                    return lock;
                }
            } catch (OverlappingFileLockException e) {
                // Another store of this process on the same directory has it.
                assert e.getMessage() == null;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        throw new IOException("another process has held the lock for " + PATIENCE.toSeconds() + " s");
    }
}
