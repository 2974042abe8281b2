package dev.portalsdk.techdocs.site;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a site is rendered from.
 *
 * @param directory the folder that holds {@code mkdocs.yml}
 * @param editUrl where a file of the folder is edited, with <code>{path}</code> in place of its path below the folder, for
 *     example <code>https://github.com/acme/orders/edit/main/{path}</code>; used where {@code mkdocs.yml} names no
 *     repository
 */
public record SiteSource(Path directory, Optional<String> editUrl) {

    /** A folder of which nobody knows where it is edited. */
    public static SiteSource of(Path directory) {
        return new SiteSource(directory, Optional.empty());
    }
}
