package dev.portalsdk.catalog.provider;

import dev.portalsdk.catalog.EntityProvider;
import dev.portalsdk.catalog.EntityProviderConnection;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.model.LocationRef;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Gives what stands in the files of a directory: by default every {@code catalog-info.yaml} below it.
 *
 * <p>The files are read again at each refresh of the catalog; new ones are found then. What they give is the host's own, so that no allow rule is
 * asked; what nested Locations lead to is asked.
 *
 * <pre>{@code
 * Catalog.builder().provider(DirectoryProvider.of("repo", Path.of("."))).build()
 * }</pre>
 */
public final class DirectoryProvider implements EntityProvider {
    private final String name;
    private final Set<LocationRef> sources;

    private DirectoryProvider(String name, Set<LocationRef> sources) {
        this.name = name;
        this.sources = sources;
    }

    /** Every {@code catalog-info.yaml} and {@code catalog-info.yml} at or below a directory; directories that start with a dot are left out. */
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
        String root = directory.toAbsolutePath().normalize().toString().replace('\\', '/');
        Set<LocationRef> sources = new LinkedHashSet<>();
        patterns.forEach(pattern -> sources.add(new LocationRef("file", root + "/" + pattern)));
        return new DirectoryProvider(name, sources);
    }

    /** What stands in one file, e.g. a root file that leads to all others. */
    public static DirectoryProvider ofFile(String name, Path file) {
        String path = file.toAbsolutePath().normalize().toString().replace('\\', '/');
        return new DirectoryProvider(name, Set.of(new LocationRef("file", path)));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void connect(EntityProviderConnection connection) {
        connection.apply(Mutation.sources(sources));
    }
}
