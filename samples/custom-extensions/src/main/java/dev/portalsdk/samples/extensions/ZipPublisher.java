package dev.portalsdk.samples.extensions;

import dev.portalsdk.model.EntityRef;
import dev.portalsdk.techdocs.GeneratedSite;
import dev.portalsdk.techdocs.PublishedSites;
import dev.portalsdk.techdocs.Publisher;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * How do I publish documentation somewhere else?
 *
 * <p>This publisher keeps each site as one archive, which takes the place of the one before at once: whoever reads sees one version or the other.
 */
public final class ZipPublisher implements Publisher, PublishedSites {
    private final Path directory;

    /** @param directory for the archives; it is made if it is not there */
    public ZipPublisher(Path directory) {
        this.directory = directory;
    }

    @Override
    public void publish(EntityRef entity, GeneratedSite site) throws IOException {
        Files.createDirectories(directory);
        Path draft = Files.createTempFile(directory, "draft", ".tmp");
        try {
            write(site.directory(), draft);
            Files.move(draft, archive(entity), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void write(Path site, Path archive) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(site)) {
            files = found.filter(Files::isRegularFile).sorted().toList();
        }
        try (OutputStream out = Files.newOutputStream(archive);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Path file : files) {
                zip.putNextEntry(new ZipEntry(site.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, zip);
                zip.closeEntry();
            }
        }
    }

    @Override
    public Optional<InputStream> open(EntityRef entity, String path) throws IOException {
        Path archive = archive(entity);
        if (!Files.exists(archive)) {
            return Optional.empty();
        }
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            ZipEntry entry = zip.getEntry(path);
            // An archive finds the entry "a/" for "a"; a folder is no file.
            if (entry == null || entry.isDirectory() || !entry.getName().equals(path)) {
                return Optional.empty();
            }
            try (InputStream in = zip.getInputStream(entry)) {
                return Optional.of(new ByteArrayInputStream(in.readAllBytes()));
            }
        }
    }

    /** A ref's parts have no {@code %}, so that no two share an archive. */
    private Path archive(EntityRef entity) {
        return directory.resolve(String.join("%", entity.namespace(), entity.kind(), entity.name()) + ".zip");
    }
}
