package dev.portalsdk.techdocs.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a build leaves for the next one of the same site.
 *
 * @param metadata the text of the metadata file as written; empty when the site was not written
 * @param searchEntries of each page
 */
record SiteMemory(
        SiteConfiguration configuration,
        DocsFolder folder,
        Map<String, Article> articles,
        Navigation navigation,
        Map<String, byte[]> searchEntries,
        Optional<String> metadata) {

    /** Whether the target still holds what was written last. */
    boolean isIn(Path target) throws IOException {
        try {
            return metadata.isPresent() && metadata.get().equals(Files.readString(target.resolve(SiteMetadata.FILE)));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** The same pages, of which nothing is written. */
    SiteMemory notWritten() {
        return new SiteMemory(configuration, folder, articles, navigation, Map.of(), Optional.empty());
    }

    Optional<Article> article(String path) {
        return Optional.ofNullable(articles.get(path));
    }
}
