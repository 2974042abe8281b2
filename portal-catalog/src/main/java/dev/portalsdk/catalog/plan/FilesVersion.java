package dev.portalsdk.catalog.plan;

import java.io.IOException;

/** A version that consists of files, so that of two only the difference need be loaded twice. */
record FilesVersion(Opening opening) implements CatalogVersion {

    interface Opening {
        FileTree open() throws IOException;
    }

    @Override
    public CatalogSnapshot load(PlanLoader loader) throws IOException {
        try (FileTree tree = opening.open()) {
            return loader.load(tree);
        }
    }
}
