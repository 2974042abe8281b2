package dev.portalsdk.techdocs.site;

import dev.portalsdk.techdocs.markdown.SnippetReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Snippets from the folder that holds {@code mkdocs.yml}, and from nowhere else whatever links and {@code ..} say. */
final class FolderSnippets implements SnippetReader {

    private final Path root;
    private final long maxBytes;

    FolderSnippets(Path root, long maxBytes) throws IOException {
        this.root = root.toRealPath();
        this.maxBytes = maxBytes;
    }

    @Override
    public Optional<String> read(String path) throws IOException {
        Path file;
        try {
            file = root.resolve(path).normalize();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
        if (!file.startsWith(root) || !Files.isRegularFile(file) || isHidden(root.relativize(file))) {
            return Optional.empty();
        }
        if (!file.toRealPath().startsWith(root)) {
            return Optional.empty();
        }
        if (Files.size(file) > maxBytes) {
            throw new IOException("it has more than " + maxBytes + " bytes");
        }
        return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    }

    /** {@code .git/config} and {@code .env} may hold secrets of the host that fetched the source. */
    private static boolean isHidden(Path path) {
        for (Path part : path) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }
}
