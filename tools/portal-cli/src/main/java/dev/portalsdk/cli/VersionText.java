package dev.portalsdk.cli;

import dev.portalsdk.catalog.plan.CatalogVersion;
import dev.portalsdk.catalog.plan.RestCatalog;
import dev.portalsdk.config.Secret;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * A version of a catalog as users name it: the address of a catalog, a directory, the file of a snapshot, or a Git revision. {@code dir:}, {@code file:} and
 * {@code git:} before it say which is meant.
 *
 * @param directory whose repository revisions are of
 * @param token for a catalog's address
 */
record VersionText(Path directory, Optional<Secret> token) {

    CatalogVersion of(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("https://") || lower.startsWith("http://")) {
            return rest(text, token);
        }
        if (text.startsWith("git:")) {
            return CatalogVersion.revision(directory, text.substring("git:".length()));
        }
        if (text.startsWith("dir:")) {
            return CatalogVersion.directory(Path.of(text.substring("dir:".length())));
        }
        if (text.startsWith("file:")) {
            return CatalogVersion.snapshotFile(Path.of(text.substring("file:".length())));
        }
        Optional<Path> path = path(text);
        if (path.filter(Files::isDirectory).isPresent()) {
            return CatalogVersion.directory(path.get());
        }
        return path.filter(Files::isRegularFile).isPresent()
                ? CatalogVersion.snapshotFile(path.get())
                : CatalogVersion.revision(directory, text);
    }

    static RestCatalog rest(String address, Optional<Secret> token) {
        RestCatalog catalog = RestCatalog.at(URI.create(address));
        return token.map(catalog::token).orElse(catalog);
    }

    private static Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
