package dev.portalsdk.techdocs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.EntityRef;
import dev.portalsdk.techdocs.site.SiteMetadata;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalDirectoryPublisherTest {

    private static final EntityRef ORDERS = EntityRef.parse("Component:Default/Order-Service");
    private static final FileTime LONG_AGO = FileTime.from(Instant.EPOCH);

    @TempDir
    Path folder;

    private Path published;
    private LocalDirectoryPublisher publisher;
    private int sites;

    @BeforeEach
    void publisher() {
        published = folder.resolve("published/default/component/order-service");
        publisher = new LocalDirectoryPublisher(folder.resolve("published"));
    }

    private GeneratedSite site(Map<String, String> files) throws IOException {
        Path directory = folder.resolve("site" + sites++);
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = directory.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        return new GeneratedSite(directory, List.of(), List.of(), 0, Duration.ZERO);
    }

    private Optional<String> read(String path) throws IOException {
        Optional<InputStream> file = publisher.open(ORDERS, path);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = file.get()) {
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void sitesLieWhereBackstageLooks() throws IOException {
        publisher.publish(ORDERS, site(Map.of("index.html", "x", "Guide/index.html", "y")));
        assertEquals("x", Files.readString(published.resolve("index.html")));
        assertEquals(Optional.of("y"), read("Guide/index.html"));
        assertTrue(publisher.exists(ORDERS));
        assertFalse(publisher.exists(EntityRef.parse("component:default/other")));
    }

    @Test
    void onlyWhatChangedIsWrittenAndWhatIsGoneGoes() throws IOException {
        publisher.publish(
                ORDERS,
                site(Map.of("index.html", "1", "same.html", "s", "old/gone.html", "g", SiteMetadata.FILE, "{}")));
        for (String file : List.of("index.html", "same.html")) {
            Files.setLastModifiedTime(published.resolve(file), LONG_AGO);
        }
        publisher.publish(ORDERS, site(Map.of("index.html", "2", "same.html", "s", SiteMetadata.FILE, "{\"a\":1}")));
        assertEquals("2", Files.readString(published.resolve("index.html")));
        assertEquals(LONG_AGO, Files.getLastModifiedTime(published.resolve("same.html")));
        assertFalse(Files.exists(published.resolve("old")));
        assertEquals("{\"a\":1}", Files.readString(published.resolve(SiteMetadata.FILE)));
    }

    @Test
    void aPublicationThatWasCutShortIsCompletedByTheNext() throws IOException {
        publisher.publish(ORDERS, site(Map.of("index.html", "1", "a.html", "a")));
        Files.writeString(published.resolve("a.html"), "half of another");
        Files.delete(published.resolve(".techdocs-manifest.json"));
        publisher.publish(ORDERS, site(Map.of("index.html", "1", "a.html", "a")));
        assertEquals(Optional.of("a"), read("a.html"));
    }

    @Test
    void aFileMayBecomeAFolderAndBack() throws IOException {
        publisher.publish(ORDERS, site(Map.of("index.html", "1", "a", "file")));
        publisher.publish(ORDERS, site(Map.of("index.html", "1", "a/b", "below")));
        assertEquals(Optional.of("below"), read("a/b"));
        publisher.publish(ORDERS, site(Map.of("index.html", "1", "a", "file")));
        assertEquals(Optional.of("file"), read("a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../secret",
                "a/../../../../secret",
                "/etc/passwd",
                "..\\secret",
                "",
                ".",
                "link",
                "link/secret",
                "a\0b",
                ".techdocs-manifest.json",
                "nope"
            })
    void nothingButFilesOfTheSiteIsOpened(String path) throws IOException {
        publisher.publish(ORDERS, site(Map.of("index.html", "x")));
        Files.writeString(folder.resolve("secret"), "secret");
        Files.writeString(published.getParent().resolve("secret"), "secret");
        Files.createSymbolicLink(published.resolve("link"), folder.resolve("secret"));
        assertEquals(Optional.empty(), read(path));
    }

    @Test
    void noEntityLiesOutsideOfTheRoot() {
        assertThrows(IllegalArgumentException.class, () -> publisher.open(new EntityRef("..", "..", ".."), "x"));
    }
}
