package dev.portalsdk.catalog.provider;

import dev.portalsdk.catalog.EntityProvider;
import dev.portalsdk.catalog.EntityProviderConnection;
import dev.portalsdk.catalog.store.Mutation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Gives what stands in the files of a directory: by default every {@code catalog-info.yaml} below it.
 *
 * <p>The files are read again at each refresh of the catalog; new ones are found then, or, if the directory is {@linkplain #watching() watched}, at
 * once. What they give is the host's own, so that no allow rule is asked; what nested Locations lead to is asked.
 *
 * <p>Directories whose names start with a dot are left out unless a pattern spells them out. Links to files are followed, links to directories are
 * not.
 *
 * <pre>{@code
 * Catalog.builder().provider(DirectoryProvider.of("repo", Path.of(".")).watching()).build()
 * }</pre>
 */
public final class DirectoryProvider implements EntityProvider {
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final String name;
    private final List<FilePattern> patterns;
    private final Watching watching;
    private final AtomicReference<@Nullable DirectoryWatch> watch = new AtomicReference<>();

    /**
     * How changes are noticed.
     *
     * @param ask whether the file system is asked to tell
     * @param look how often to look; empty if neither is done
     */
    private record Watching(boolean ask, Optional<Duration> look) {}

    private DirectoryProvider(String name, List<FilePattern> patterns, Watching watching) {
        this.name = name;
        this.patterns = List.copyOf(patterns);
        this.watching = watching;
    }

    /** Every {@code catalog-info.yaml} and {@code catalog-info.yml} at or below a directory. */
    public static DirectoryProvider of(String name, Path directory) {
        return of(name, directory, List.of("**/catalog-info.{yaml,yml}"));
    }

    /**
     * The files that match one of these patterns.
     *
     * @param patterns relative to the directory, with slashes; {@code *}, {@code **}, {@code ?}, {@code {a,b}}; one without a wildcard names one file
     * @throws IllegalArgumentException if there is no pattern
     */
    public static DirectoryProvider of(String name, Path directory, List<String> patterns) {
        if (patterns.isEmpty()) {
            throw new IllegalArgumentException(
                    "The directory provider \"" + name + "\" needs a pattern, e.g. **/catalog-info.yaml");
        }
        Path root = directory.toAbsolutePath().normalize();
        List<FilePattern> all =
                patterns.stream().map(pattern -> FilePattern.of(root, pattern)).toList();
        return new DirectoryProvider(name, all, new Watching(false, Optional.empty()));
    }

    /**
     * What stands in one file, e.g. a root file that leads to all others.
     *
     * @throws IllegalArgumentException if it is the root of a file system
     */
    public static DirectoryProvider ofFile(String name, Path file) {
        Path path = file.toAbsolutePath().normalize();
        Path directory = path.getParent();
        if (directory == null) {
            throw new IllegalArgumentException(path + " is a directory, not a file");
        }
        return of(name, directory, List.of(String.valueOf(path.getFileName())));
    }

    /**
     * This provider, watching its directory from when the catalog is built until it is closed: new, changed, renamed and deleted files are told to the
     * catalog as soon as the file system tells, those too that descriptors only read or lead to. Each file is a source of its own, so that one change
     * reads one file.
     *
     * <p>Where the file system tells nothing, or no more directories can be watched, the files that match a pattern are looked at every two seconds.
     * A directory that can no longer be listed is not taken for an empty one. What changed becomes visible by itself if the catalog is
     * {@linkplain dev.portalsdk.catalog.Catalog#start() started}, else when somebody settles it.
     */
    public DirectoryProvider watching() {
        return new DirectoryProvider(name, patterns, new Watching(true, Optional.of(LOOK)));
    }

    /**
     * As {@link #watching()}, for file systems that tell nothing of what others do, such as network volumes: looks at the matching files in this
     * interval.
     *
     * @throws IllegalArgumentException if it is not longer than zero
     */
    public DirectoryProvider polling(Duration interval) {
        if (interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("The interval must be longer than zero, not " + interval);
        }
        return new DirectoryProvider(name, patterns, new Watching(false, Optional.of(interval)));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void connect(EntityProviderConnection connection) {
        if (watching.look().isEmpty()) {
            connection.apply(
                    Mutation.sources(patterns.stream().map(FilePattern::source).toList()));
            return;
        }
        DirectoryWatch started = new DirectoryWatch(
                name, patterns, !watching.ask(), watching.look().get(), connection);
        watch.set(started);
        started.start();
    }

    @Override
    public void close() {
        DirectoryWatch started = watch.getAndSet(null);
        if (started != null) {
            started.close();
        }
    }
}
