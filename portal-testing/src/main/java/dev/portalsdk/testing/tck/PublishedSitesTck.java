package dev.portalsdk.testing.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.EntityRef;
import dev.portalsdk.techdocs.PublishedFile;
import dev.portalsdk.techdocs.PublishedSites;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What all {@link PublishedSites} promise. A test class of an implementation extends this one and says how sites get there. */
public abstract class PublishedSitesTck {
    /** An entity with documentation. */
    protected static final EntityRef WEB = EntityRef.parse("component:default/web");

    /** Another one. */
    protected static final EntityRef OTHER = EntityRef.parse("api:payments/web");

    private static final byte[] BINARY = {(byte) 0x89, 'P', 'N', 'G', 0, (byte) 0xff, 13, 10};

    @TempDir
    Path directory;

    /** For the tests of implementations. */
    protected PublishedSitesTck() {}

    /**
     * The sites of these entities, and no others.
     *
     * @param sites a folder for each, as a generator leaves it
     */
    protected abstract PublishedSites sites(Map<EntityRef, Path> sites) throws IOException;

    private PublishedSites published() throws IOException {
        return sites(
                Map.of(WEB, webSite(), OTHER, site("other", Map.of("index.html", "other", "secret.html", "secret"))));
    }

    private Path webSite() throws IOException {
        Path site = site(
                "web",
                Map.of(
                        "index.html", "home",
                        "guide/index.html", "guide",
                        "guide/a page/ä.html", "umlaut",
                        "empty.txt", "",
                        "techdocs_metadata.json",
                                "{\"site_name\":\"Web\",\"site_description\":\"\",\"etag\":\"v1\",\"build_timestamp\":1,\"files\":[]}"));
        Files.write(site.resolve("logo.png"), BINARY);
        return site;
    }

    /** A folder with these files. */
    final Path site(String name, Map<String, String> files) throws IOException {
        Path site = directory.resolve(name);
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = site.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        return site;
    }

    /** What a file holds; empty if it is not there. */
    static Optional<String> text(PublishedSites sites, EntityRef entity, String path) throws IOException {
        Optional<InputStream> opened = sites.open(entity, path);
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = opened.get()) {
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static byte[] bytes(InputStream stream) throws IOException {
        try (InputStream in = stream) {
            return in.readAllBytes();
        }
    }

    @Test
    void filesAreGivenByteForByte() throws IOException {
        PublishedSites sites = published();
        assertEquals(Optional.of("home"), text(sites, WEB, "index.html"));
        assertEquals(Optional.of("guide"), text(sites, WEB, "guide/index.html"));
        assertEquals(Optional.of("umlaut"), text(sites, WEB, "guide/a page/ä.html"));
        assertEquals(Optional.of(""), text(sites, WEB, "empty.txt"));
        assertArrayEquals(BINARY, bytes(sites.open(WEB, "logo.png").orElseThrow()));
    }

    @Test
    void whatIsNotThereIsEmpty() throws IOException {
        PublishedSites sites = published();
        for (String path : List.of("guide.html", "guide", "guide/", "", "INDEX.HTML/", "index.html/x")) {
            assertEquals(Optional.empty(), text(sites, WEB, path), path);
            assertTrue(sites.file(WEB, path).isEmpty(), path);
        }
        EntityRef unknown = EntityRef.parse("component:default/unknown");
        assertEquals(Optional.empty(), text(sites, unknown, "index.html"));
        assertFalse(sites.exists(unknown));
        assertTrue(sites.metadata(unknown).isEmpty());
    }

    @Test
    void noPathLeadsOutOfASite() throws IOException {
        PublishedSites sites = published();
        String up = "../../../payments/api/web/secret.html";
        for (String path : List.of(
                up,
                "guide/../" + up,
                "/" + up,
                "/etc/hostname",
                "./../../default/component/web/../" + up,
                "..\\secret.html",
                "guide/..\\..\\index.html")) {
            assertEquals(Optional.empty(), text(sites, WEB, path), path);
            assertTrue(sites.file(WEB, path).isEmpty(), path);
        }
        assertEquals(Optional.of("secret"), text(sites, OTHER, "secret.html"));
    }

    @Test
    void sitesOfEntitiesAreApart() throws IOException {
        PublishedSites sites = published();
        assertEquals(Optional.of("home"), text(sites, EntityRef.parse("Component:Default/WEB"), "index.html"));
        assertEquals(Optional.of("other"), text(sites, OTHER, "index.html"));
        assertEquals(Optional.empty(), text(sites, OTHER, "guide/index.html"));
        assertEquals(Optional.empty(), text(sites, EntityRef.parse("component:payments/web"), "index.html"));
    }

    @Test
    void aSiteWithAHomePageExists() throws IOException {
        PublishedSites sites = sites(Map.of(WEB, webSite(), OTHER, site("other", Map.of("page.html", "no home"))));
        assertTrue(sites.exists(WEB));
        assertFalse(sites.exists(OTHER));
    }

    @Test
    void metadataIsRead() throws IOException {
        PublishedSites sites = published();
        assertEquals("Web", sites.metadata(WEB).orElseThrow().siteName());
        assertEquals(Optional.of("v1"), sites.metadata(WEB).orElseThrow().etag());
        assertTrue(sites.metadata(OTHER).isEmpty());
    }

    @Test
    void aFileCanBeReadTwiceAndFromTheMiddle() throws IOException {
        PublishedFile file = published().file(WEB, "logo.png").orElseThrow();
        assertEquals(BINARY.length, file.size());
        assertArrayEquals(BINARY, bytes(file.content().open()));
        assertArrayEquals(BINARY, bytes(file.content().open()));
        for (int start = 0; start <= BINARY.length; start++) {
            assertEquals(BINARY.length - start, bytes(file.content().openAt(start)).length);
        }
        assertArrayEquals(new byte[] {13, 10}, bytes(file.content().openAt(6)));
    }

    @Test
    void etagsTellContentsApart() throws IOException {
        PublishedSites sites = published();
        String home = sites.file(WEB, "index.html").orElseThrow().etag();
        assertEquals(home, sites.file(WEB, "index.html").orElseThrow().etag());
        assertNotEquals(home, sites.file(WEB, "guide/index.html").orElseThrow().etag());
        assertNotEquals(home, sites.file(OTHER, "index.html").orElseThrow().etag());
        assertFalse(home.contains("\""), "an etag comes without quotes");
    }

    @Test
    void manyThreadsRead() throws IOException {
        PublishedSites sites = published();
        List<Optional<String>> found = IntStream.range(0, 200)
                .parallel()
                .mapToObj(i -> {
                    try {
                        return text(sites, i % 2 == 0 ? WEB : OTHER, "index.html");
                    } catch (IOException e) {
                        return Optional.of(e.toString());
                    }
                })
                .toList();
        for (int i = 0; i < found.size(); i++) {
            assertEquals(Optional.of(i % 2 == 0 ? "home" : "other"), found.get(i));
        }
    }
}
