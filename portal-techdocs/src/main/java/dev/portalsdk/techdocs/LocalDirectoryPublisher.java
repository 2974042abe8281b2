package dev.portalsdk.techdocs;

import dev.portalsdk.model.EntityRef;
import dev.portalsdk.techdocs.site.SiteMetadata;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Publishes to a folder, laid out as Backstage does: {@code namespace/kind/name/…}, in lower case.
 *
 * <p>A manifest of content hashes beside each site lets a publication write only what changed. Files are replaced one by
 * one, each at once; metadata comes last, then files that are no longer part of the site go.
 */
public final class LocalDirectoryPublisher implements Publisher, PublishedSites {

    private final Path root;

    /** @param root made when the first site is published */
    public LocalDirectoryPublisher(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    @Override
    public void publish(EntityRef entity, GeneratedSite site) throws IOException {
        Path folder = Files.createDirectories(folder(entity));
        SortedMap<String, Path> files = Folders.files(site.directory());
        Manifest after = Manifest.empty();
        for (Map.Entry<String, Path> file : files.entrySet()) {
            after.hashes().put(file.getKey(), Hashes.sha256(file.getValue()));
        }
        Manifest before = readManifest(folder);
        // Without a manifest everything counts as changed: a publication that is cut short leaves none.
        Files.deleteIfExists(folder.resolve(Manifest.FILE));
        removeInTheWay(folder, files);
        for (Map.Entry<String, Path> file : files.entrySet()) {
            String path = file.getKey();
            boolean same = before.has(path, after.hashes().getOrDefault(path, ""))
                    && Files.isRegularFile(folder.resolve(path));
            if (!same && !path.equals(SiteMetadata.FILE)) {
                replace(folder.resolve(path), file.getValue());
            }
        }
        if (files.containsKey(SiteMetadata.FILE)) {
            replace(folder.resolve(SiteMetadata.FILE), site.directory().resolve(SiteMetadata.FILE));
        }
        deleteStale(folder, files);
        Files.writeString(folder.resolve(Manifest.FILE), after.toJson());
    }

    /** A folder where the new site has a file, or the other way round. */
    private static void removeInTheWay(Path folder, SortedMap<String, Path> files) throws IOException {
        for (String path : files.keySet()) {
            Path file = folder.resolve(path);
            if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                Folders.delete(file);
            }
            for (Path above = file.getParent(); above != null && !above.equals(folder); above = above.getParent()) {
                if (Files.exists(above, LinkOption.NOFOLLOW_LINKS)
                        && !Files.isDirectory(above, LinkOption.NOFOLLOW_LINKS)) {
                    Files.delete(above);
                }
            }
        }
    }

    private static void replace(Path file, Path content) throws IOException {
        Path parent = Optional.ofNullable(file.getParent()).orElseThrow();
        Files.createDirectories(parent);
        Path draft = parent.resolve(".techdocs-draft.tmp");
        try {
            Files.copy(content, draft, StandardCopyOption.REPLACE_EXISTING);
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void deleteStale(Path folder, SortedMap<String, Path> files) throws IOException {
        for (Map.Entry<String, Path> file : Folders.files(folder).entrySet()) {
            if (!files.containsKey(file.getKey())) {
                Files.delete(file.getValue());
                deleteEmpty(file.getValue().getParent(), folder);
            }
        }
    }

    private static void deleteEmpty(@Nullable Path start, Path root) throws IOException {
        for (Path at = start; at != null && !at.equals(root); at = at.getParent()) {
            try (var children = Files.list(at)) {
                if (children.findAny().isPresent()) {
                    return;
                }
            }
            Files.delete(at);
        }
    }

    private static Manifest readManifest(Path folder) throws IOException {
        Path file = folder.resolve(Manifest.FILE);
        return Files.isRegularFile(file) ? Manifest.parse(Files.readString(file)) : Manifest.empty();
    }

    @Override
    public Optional<InputStream> open(EntityRef entity, String path) throws IOException {
        Optional<Path> file = find(entity, path);
        return file.isPresent() ? Optional.of(Files.newInputStream(file.get())) : Optional.empty();
    }

    @Override
    public Optional<PublishedFile> file(EntityRef entity, String path) throws IOException {
        Optional<Path> found = find(entity, path);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Path file = found.get();
        return Optional.of(
                new PublishedFile(path, Files.size(file), Hashes.sha256(file), () -> Files.newInputStream(file)));
    }

    private Optional<Path> find(EntityRef entity, String path) throws IOException {
        Path folder = folder(entity);
        Path file;
        try {
            file = folder.resolve(path).normalize();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
        boolean inside = file.startsWith(folder) && !path.startsWith("/") && !path.contains("\\");
        if (!inside
                || !Files.isRegularFile(file)
                || String.valueOf(file.getFileName()).startsWith(".")) {
            return Optional.empty();
        }
        return file.toRealPath().startsWith(folder.toRealPath()) ? Optional.of(file) : Optional.empty();
    }

    private Path folder(EntityRef entity) {
        Path folder = root.resolve(entity.namespace()).resolve(entity.kind()).resolve(entity.name());
        Path normal = folder.normalize();
        if (!normal.equals(folder) || !normal.startsWith(root)) {
            throw new IllegalArgumentException("Entity \"" + entity + "\" cannot be a folder");
        }
        return folder;
    }
}
