package dev.portalsdk.techdocs.site;

import dev.portalsdk.techdocs.markdown.MarkdownRenderer;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.footnotes.FootnotesExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.task.list.items.TaskListItemsExtension;
import org.commonmark.parser.Parser;
import org.fife.ui.rsyntaxtextarea.TokenMaker;
import org.nibor.autolink.LinkExtractor;
import org.owasp.html.PolicyFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one version of the renderer, and of what it renders with, from every other: by what its jars hold, so that no
 * number has to be counted up by hand.
 */
final class RendererFingerprint {

    private static final Logger LOG = LoggerFactory.getLogger(RendererFingerprint.class);
    private static final List<Class<?>> MAKERS = List.of(
            MarkdownRenderer.class,
            Parser.class,
            AutolinkExtension.class,
            LinkExtractor.class,
            FootnotesExtension.class,
            TablesExtension.class,
            TaskListItemsExtension.class,
            TokenMaker.class,
            PolicyFactory.class);

    private RendererFingerprint() {}

    /** The same text for the same code; empty where it is loaded from what is neither a jar nor a folder. */
    static Optional<String> of() {
        CRC32 sum = new CRC32();
        try {
            for (Class<?> maker : MAKERS) {
                add(origin(maker), sum);
            }
            return Optional.of("java" + Runtime.version().feature() + "-" + Long.toHexString(sum.getValue()));
        } catch (IOException | URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            LOG.warn("Rendered pages are not kept, as it cannot be told which version of the renderer made them", e);
            return Optional.empty();
        }
    }

    private static Path origin(Class<?> type) throws IOException, URISyntaxException {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        URL place = source == null ? null : source.getLocation();
        if (place == null) {
            throw new IOException("Nothing says where " + type.getName() + " was loaded from");
        }
        return Path.of(place.toURI());
    }

    private static void add(Path origin, CRC32 sum) throws IOException {
        if (Files.isDirectory(origin)) {
            try (Stream<Path> files = Files.walk(origin.resolve("dev/portalsdk/techdocs/markdown"))) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    sum.update(Files.readAllBytes(file));
                }
            }
        } else {
            try (ZipFile jar = new ZipFile(origin.toFile())) {
                jar.stream().forEach(entry -> add(entry, sum));
            }
        }
    }

    private static void add(ZipEntry entry, CRC32 sum) {
        sum.update((entry.getName() + entry.getCrc()).getBytes(StandardCharsets.UTF_8));
    }
}
