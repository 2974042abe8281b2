package dev.portalsdk.techdocs;

import dev.portalsdk.model.EntityRef;
import dev.portalsdk.techdocs.site.SiteMetadata;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads published sites. Called by many threads. */
@FunctionalInterface
public interface PublishedSites {

    /**
     * Opens a file of a site; the caller closes the stream.
     *
     * @param path within the site, for example {@code guide/index.html}; whatever would lead out of it is not there
     * @return empty when there is no such file, or no site
     * @throws IOException if it cannot be read
     */
    Optional<InputStream> open(EntityRef entity, String path) throws IOException;

    /**
     * A file of a site with what an HTTP server needs to know of it.
     *
     * @param path as for {@link #open}
     * @return empty when there is no such file, or no site
     * @throws IOException if it cannot be read
     */
    default Optional<PublishedFile> file(EntityRef entity, String path) throws IOException {
        Optional<InputStream> content = open(entity, path);
        if (content.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = content.get()) {
            return Optional.of(PublishedFile.of(path, in.readAllBytes()));
        }
    }

    /** Whether an entity has documentation: its site has an {@code index.html}. */
    default boolean exists(EntityRef entity) throws IOException {
        Optional<InputStream> index = open(entity, "index.html");
        if (index.isPresent()) {
            index.get().close();
        }
        return index.isPresent();
    }

    /** What {@code techdocs_metadata.json} of a site says; empty when there is no site. */
    default Optional<SiteMetadata> metadata(EntityRef entity) throws IOException {
        Optional<InputStream> file = open(entity, SiteMetadata.FILE);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = file.get()) {
            return Optional.of(SiteMetadata.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        }
    }
}
