package dev.portalsdk.catalog.plan;

import dev.portalsdk.catalog.Catalog;
import java.io.IOException;
import java.nio.file.Path;

/** One of the two sides of a plan: where a version of the catalog comes from; a {@link RestCatalog} is another one. A host may bring others. */
@FunctionalInterface
public interface CatalogVersion {

    /**
     * Loads it.
     *
     * @param loader with the settings of the plan
     * @throws IOException if it cannot be read as a whole; what is wrong with single files are findings
     */
    CatalogSnapshot load(PlanLoader loader) throws IOException;

    /** The files of a directory: in a work tree of Git those that are not ignored, be they committed or not. */
    static CatalogVersion directory(Path directory) {
        return new FilesVersion(() -> DirectoryTree.of(directory));
    }

    /**
     * The files of a Git revision, without a checkout.
     *
     * @param directory a repository, or a directory in a work tree: only what is below it counts
     * @param revision a branch, tag or commit: {@code main}, {@code origin/main}, {@code HEAD~1}
     */
    static CatalogVersion revision(Path directory, String revision) {
        return new FilesVersion(() -> GitTree.of(directory, revision));
    }

    /** A snapshot in memory. */
    static CatalogVersion of(CatalogSnapshot snapshot) {
        return loader -> snapshot;
    }

    /** A running catalog, as it is when the plan is made. */
    static CatalogVersion of(Catalog catalog) {
        return loader -> CatalogSnapshot.of(catalog);
    }

    /** A file that {@link CatalogSnapshot#write} wrote. */
    static CatalogVersion snapshotFile(Path file) {
        return loader -> SnapshotFile.read(file, loader.rules());
    }
}
