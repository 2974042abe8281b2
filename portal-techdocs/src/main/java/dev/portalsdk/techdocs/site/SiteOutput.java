package dev.portalsdk.techdocs.site;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder a site is written to. It must be empty, or hold a site written before, of which all that is not written
 * again goes; a folder with anything else is left alone, as its files are somebody's.
 */
final class SiteOutput {

    private static final int BUFFER = 1 << 16;

    private final Path root;
    private final Set<String> previous;
    private final Set<String> written = ConcurrentHashMap.newKeySet();
    private final Set<Path> safe = ConcurrentHashMap.newKeySet();

    private SiteOutput(Path root, Set<String> previous) {
        this.root = root;
        this.previous = previous;
    }

    static SiteOutput open(Path target) throws IOException {
        Path root = Files.createDirectories(target).toRealPath();
        Optional<SiteMetadata> before = SiteMetadata.read(root);
        if (before.isEmpty() && !isEmpty(root)) {
            throw new IOException("\"" + target + "\" is not empty and holds no " + SiteMetadata.FILE
                    + ": a site is written to an empty folder or over one it wrote before");
        }
        return new SiteOutput(root, Set.copyOf(before.map(SiteMetadata::files).orElse(List.of())));
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.findAny().isEmpty();
        }
    }

    Path root() {
        return root;
    }

    Set<String> written() {
        return written;
    }

    void write(String path, String text) throws IOException {
        Files.write(prepare(path), text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a text that is too long to be put together first. */
    void write(String path, Iterable<byte[]> pieces) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(prepare(path)), BUFFER)) {
            for (byte[] piece : pieces) {
                out.write(piece);
            }
        }
    }

    void write(String path, InputStream content) throws IOException {
        Files.copy(content, prepare(path), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Whether the site before has a file, and nobody put another thing in its place. */
    boolean isWritten(String path) {
        return previous.contains(path) && Files.isRegularFile(root.resolve(path), LinkOption.NOFOLLOW_LINKS);
    }

    /** Leaves a file as the build before wrote it. */
    void keep(String path) {
        written.add(path);
    }

    void copy(String path, Path from) throws IOException {
        Files.copy(from, prepare(path), StandardCopyOption.REPLACE_EXISTING);
    }

    private Path prepare(String path) throws IOException {
        Path file = root.resolve(path).normalize();
        if (!file.startsWith(root) || file.equals(root)) {
            throw new IOException("\"" + path + "\" leads out of the site");
        }
        Path folder = Optional.ofNullable(file.getParent()).orElse(root);
        if (!safe.contains(folder)) {
            Files.createDirectories(folder);
            if (folder.toRealPath().startsWith(root)) {
                safe.add(folder);
            }
        }
        if (!safe.contains(folder) || Files.isSymbolicLink(file)) {
            throw new IOException("\"" + path + "\" leads through a link out of the site");
        }
        written.add(path);
        return file;
    }

    /** Removes what the site before had and this one has not. */
    void deleteStale() throws IOException {
        for (String path : previous) {
            if (written.contains(path) || path.equals(SiteMetadata.FILE)) {
                continue;
            }
            Path file = root.resolve(path).normalize();
            Path folder = file.getParent();
            boolean ours = folder != null
                    && Files.isDirectory(folder)
                    && folder.toRealPath().startsWith(root);
            if (ours && Files.isRegularFile(file)) {
                Files.delete(file);
                deleteEmptyFolders(folder);
            }
        }
    }

    private void deleteEmptyFolders(@Nullable Path folder) throws IOException {
        for (Path at = folder; at != null && at.startsWith(root) && !at.equals(root); at = at.getParent()) {
            if (!Files.isDirectory(at) || !isEmpty(at)) {
                return;
            }
            Files.delete(at);
        }
    }
}
