package dev.portalsdk.techdocs;

import dev.portalsdk.source.ReadOptions;
import dev.portalsdk.source.TreeResult;
import dev.portalsdk.source.UrlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Whole repositories as they were read last, each shared by the entities whose documentation lies in it. A repository is asked
 * for its version at most once in half a minute, and fetched only when that is another one; who asks meanwhile waits for the
 * same answer. What nobody used for some minutes goes when somebody asks for another.
 */
final class RepositoryTrees implements AutoCloseable {

    private static final Duration FRESH = Duration.ofSeconds(30);
    private static final Duration KEPT = Duration.ofMinutes(5);

    private final UrlReader reader;
    private final Clock clock;
    private final Map<String, Repository> repositories = new HashMap<>();

    RepositoryTrees(UrlReader reader, Clock clock) {
        this.reader = reader;
        this.clock = clock;
    }

    /** A tree on disk; it goes when it is the newest no more and its last user has closed it. */
    static final class Tree {
        private final Path folder;
        private final Optional<String> etag;
        private int users = 1; // the repository

        Tree(Path folder, Optional<String> etag) {
            this.folder = folder;
            this.etag = etag;
        }

        Path folder() {
            return folder;
        }

        Optional<String> etag() {
            return etag;
        }

        private synchronized Tree use() {
            users++;
            return this;
        }

        void release() throws IOException {
            boolean unused;
            synchronized (this) {
                users--;
                unused = users == 0;
            }
            if (unused) {
                Folders.delete(folder);
            }
        }
    }

    /** What is known of a repository; guarded by its lock. */
    private static final class Repository extends ReentrantLock {
        private static final long serialVersionUID = 1;

        private transient @Nullable Tree tree;
        private transient Optional<String> version = Optional.empty();
        private Instant asked = Instant.MIN;
        private Instant used = Instant.MIN;
        private boolean removed;
    }

    /**
     * The repository at a URL; to be released.
     *
     * @param known the version that the caller has
     * @return empty if it still has the known version
     */
    Optional<Tree> get(String url, String referrer, Optional<String> known) throws IOException {
        removeUnusedSince(clock.instant().minus(KEPT));
        Repository repository = locked(url);
        try {
            Instant now = clock.instant();
            repository.used = now;
            if (!repository.asked.isAfter(now.minus(FRESH))) {
                ask(repository, url, referrer, known);
            }
            if (known.isPresent() && known.equals(repository.version)) {
                return Optional.empty();
            }
            if (repository.tree == null) {
                ask(repository, url, referrer, Optional.empty()); // another entity has what this one has not
            }
            return Optional.ofNullable(repository.tree).map(Tree::use);
        } finally {
            repository.unlock();
        }
    }

    @SuppressWarnings("LockNotBeforeTry") // the caller unlocks it
    private Repository locked(String url) {
        while (true) {
            Repository repository;
            synchronized (repositories) {
                repository = repositories.computeIfAbsent(url, key -> new Repository());
            }
            repository.lock();
            if (!repository.removed) {
                return repository;
            }
            repository.unlock();
        }
    }

    private void ask(Repository repository, String url, String referrer, Optional<String> known) throws IOException {
        Tree old = repository.tree;
        Optional<String> version = old == null ? known : old.etag();
        TreeResult answer =
                reader.readTree(url, ReadOptions.ifChangedFrom(version).withReferrer(referrer));
        if (answer instanceof TreeResult.Tree fetched) {
            repository.tree = written(fetched);
            version = fetched.etag();
            if (old != null) {
                old.release();
            }
        }
        repository.version = version;
        repository.asked = clock.instant();
    }

    private static Tree written(TreeResult.Tree fetched) throws IOException {
        Path folder = Files.createTempDirectory("techdocs-repository");
        try {
            fetched.writeTo(folder);
            return new Tree(folder, fetched.etag());
        } catch (IOException | RuntimeException e) {
            Folders.delete(folder);
            throw e;
        }
    }

    private void removeUnusedSince(Instant time) throws IOException {
        synchronized (repositories) {
            for (Iterator<Repository> all = repositories.values().iterator(); all.hasNext(); ) {
                Repository repository = all.next();
                if (repository.tryLock()) { // else it is in use
                    try {
                        if (repository.used.isBefore(time)) {
                            all.remove();
                            forget(repository);
                        }
                    } finally {
                        repository.unlock();
                    }
                }
            }
        }
    }

    private static void forget(Repository repository) throws IOException {
        repository.removed = true;
        if (repository.tree != null) {
            repository.tree.release();
        }
    }

    /** Those in use go when their users release them. */
    @Override
    public void close() throws IOException {
        removeUnusedSince(Instant.MAX);
    }
}
