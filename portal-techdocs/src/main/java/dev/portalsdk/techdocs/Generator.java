package dev.portalsdk.techdocs;

import dev.portalsdk.techdocs.site.SiteSource;
import java.io.IOException;
import java.nio.file.Path;

/** Makes a static site of a folder. Called by many threads, each with folders of its own. */
@FunctionalInterface
public interface Generator {

    /**
     * Generates a site.
     *
     * @param source the folder that holds {@code mkdocs.yml}, and where its files are edited
     * @param target an empty or new folder
     * @return the site, with what its authors should know; their mistakes are findings, not exceptions
     * @throws IOException if the source cannot be read or the target not be written
     */
    GeneratedSite generate(SiteSource source, Path target) throws IOException;
}
