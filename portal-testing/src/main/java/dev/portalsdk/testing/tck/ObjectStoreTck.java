package dev.portalsdk.testing.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.EntityRef;
import dev.portalsdk.techdocs.GeneratedSite;
import dev.portalsdk.techdocs.ObjectStore;
import dev.portalsdk.techdocs.ObjectStorePublisher;
import dev.portalsdk.techdocs.PublishedFile;
import dev.portalsdk.techdocs.site.SiteMetadata;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every {@link ObjectStore} promises, and what publishing a site to it costs. A test class of an implementation extends
 * this one and says how a store is reached, at best over the wire that its service speaks.
 */
public abstract class ObjectStoreTck {

    private static final EntityRef ENTITY = EntityRef.parse("component:default/Web");
    private static final String PREFIX = "docs/default/component/web/";
    private static final String MANIFEST = ".techdocs-manifest.json";
    private static final int FILES = 1_200;

    @TempDir
    Path site;

    /** For the tests of implementations. */
    protected ObjectStoreTck() {}

    /** A store with nothing in it. The other methods speak of the one that was made last. */
    protected abstract ObjectStore emptyStore() throws IOException;

    /** The same bucket, for somebody whom its service does not know. */
    protected abstract ObjectStore storeOfAStranger();

    /** How many requests the service has got so far. */
    protected abstract int requests();

    /** How many requests it takes to find a small object and read it; default 1. */
    protected int requestsToRead() {
        return 1;
    }

    /** How many requests it takes to remove so many objects. */
    protected abstract int requestsToDelete(int objects);

    /** Lets the service refuse every n-th request because there are too many; 0 for none, as at first. */
    protected abstract void refuseEvery(int nth);

    /** The content type under which an object is kept. */
    protected abstract String mediaType(String key) throws IOException;

    private void write(String path, String text) throws IOException {
        Path file = site.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void writeSite(int files) throws IOException {
        for (int i = 0; i < files - 2; i++) {
            write("p" + i + "/index.html", "page " + i);
        }
        write("index.html", "home");
        write(SiteMetadata.FILE, "{\"site_name\":\"Web\"}");
    }

    private static ObjectStorePublisher publisher(ObjectStore store) {
        return new ObjectStorePublisher(store, "docs");
    }

    private int publish(ObjectStore store) throws IOException {
        int before = requests();
        publisher(store).publish(ENTITY, new GeneratedSite(site, List.of(), List.of(), 0, Duration.ZERO));
        return requests() - before;
    }

    private static Set<String> keys(ObjectStore store, String prefix) throws IOException {
        Set<String> keys = new TreeSet<>();
        Optional<String> next = Optional.empty();
        do {
            ObjectStore.Keys page = store.list(prefix, next);
            keys.addAll(page.keys());
            next = page.next();
        } while (next.isPresent());
        return keys;
    }

    private void assertPublished(ObjectStore store) throws IOException {
        Set<String> expected = new TreeSet<>(Set.of(PREFIX + MANIFEST));
        try (var files = Files.walk(site)) {
            files.filter(Files::isRegularFile).forEach(file -> expected.add(PREFIX + site.relativize(file)));
        }
        assertEquals(expected, keys(store, "docs/"));
    }

    private static byte[] content(ObjectStore store, String key) throws IOException {
        try (InputStream in = store.get(key).orElseThrow().content().open()) {
            return in.readAllBytes();
        }
    }

    private static String text(ObjectStore store, String path) throws IOException {
        return new String(content(store, PREFIX + path), StandardCharsets.UTF_8);
    }

    @Test
    void aSiteCostsARequestForEachFileAndThenOnlyForWhatChanges() throws IOException {
        ObjectStore store = emptyStore();
        writeSite(FILES);
        int first = publish(store);
        // The manifest that is not there, the listing instead, and the manifest before and after.
        assertEquals(FILES + 4, first);
        assertPublished(store);
        assertEquals(requestsToRead(), publish(store), "nothing has changed");

        write("p7/index.html", "changed");
        write(SiteMetadata.FILE, "{\"site_name\":\"Web\",\"build_timestamp\":1}");
        assertEquals(
                requestsToRead() + 4, publish(store), "the manifest read and written twice, the page, the metadata");
        assertEquals("changed", text(store, "p7/index.html"));

        for (int i = 300; i < 600; i++) {
            Files.delete(site.resolve("p" + i + "/index.html"));
            Files.delete(site.resolve("p" + i));
        }
        assertEquals(
                requestsToRead() + requestsToDelete(300) + 2,
                publish(store),
                "the manifest read and written twice, and what goes");
        assertPublished(store);
    }

    @Test
    void aBucketThatAnotherToolFilledIsListedPageByPage() throws IOException {
        ObjectStore store = emptyStore();
        Path old = Files.createTempFile("old", ".html");
        for (int i = 0; i < 1_100; i++) {
            store.put(PREFIX + "old" + i + ".html", old, "text/html");
        }
        Files.delete(old);
        assertEquals(1_100, keys(store, PREFIX).size());
        assertTrue(store.list(PREFIX, Optional.empty()).next().isPresent(), "1,100 keys are more than a page");
        writeSite(3);
        publish(store);
        assertPublished(store);
    }

    @Test
    void aCrashBetweenFilesAndMetadataIsMended() throws IOException {
        ObjectStore store = emptyStore();
        writeSite(20);
        publish(store);
        write("p1/index.html", "half");
        write(SiteMetadata.FILE, "{\"site_name\":\"New\"}");
        assertThrows(IOException.class, () -> publish(new FailingAt(store, PREFIX + SiteMetadata.FILE)));
        assertEquals(
                "{\"site_name\":\"Web\"}", text(store, SiteMetadata.FILE), "the old version is still the one told of");

        // The manifest must not have kept saying that the page is what it was.
        write("p1/index.html", "page 1");
        publish(store);
        assertEquals("page 1", text(store, "p1/index.html"));
        assertEquals("{\"site_name\":\"New\"}", text(store, SiteMetadata.FILE));
        assertPublished(store);
    }

    @Test
    void wrongCredentialsAreToldOf() throws IOException {
        ObjectStore store = emptyStore();
        writeSite(3);
        ObjectStore strangers = storeOfAStranger();
        String message = String.valueOf(
                assertThrows(IOException.class, () -> publish(strangers)).getMessage());
        assertTrue(message.contains("credentials"), message);
        assertEquals(Set.of(), keys(store, ""), "nothing was written");
    }

    @Test
    void aServiceThatAsksForPatienceGetsIt() throws IOException {
        ObjectStore store = emptyStore();
        writeSite(40);
        refuseEvery(6);
        try {
            int requests = publish(store);
            assertTrue(requests > 44, () -> requests + " requests: none was refused");
        } finally {
            refuseEvery(0);
        }
        assertPublished(store);
    }

    @Test
    void objectsAreReadAsTheyWereWritten() throws IOException {
        ObjectStore store = emptyStore();
        byte[] large = new byte[3 << 20];
        new Random(1).nextBytes(large);
        Path file = site.resolve("x");
        Files.write(file, large);
        store.put("docs/large.bin", file, "application/octet-stream");
        PublishedFile read = store.get("docs/large.bin").orElseThrow();
        assertEquals(large.length, read.size());
        assertArrayEquals(large, content(store, "docs/large.bin"));
        try (InputStream in = read.content().openAt(2_000_000)) {
            assertArrayEquals(java.util.Arrays.copyOfRange(large, 2_000_000, large.length), in.readAllBytes());
        }

        Files.writeString(file, "small");
        store.put("docs/large.bin", file, "application/octet-stream");
        PublishedFile other = store.get("docs/large.bin").orElseThrow();
        assertEquals(5, other.size());
        assertNotEquals(read.etag(), other.etag());
        assertEquals(other.etag(), store.get("docs/large.bin").orElseThrow().etag());
        assertTrue(other.etag().indexOf('"') < 0, other.etag());
        assertThrows(IOException.class, () -> read.content().open().readAllBytes(), "it was replaced");
        assertTrue(store.get("docs/larg").isEmpty());
        assertTrue(store.get("docs/none.bin").isEmpty());
    }

    @Test
    void anEmptyObjectIsOne() throws IOException {
        ObjectStore store = emptyStore();
        Path file = Files.createFile(site.resolve("x"));
        store.put("docs/empty", file, "text/plain");
        assertEquals(0, store.get("docs/empty").orElseThrow().size());
        assertEquals(0, content(store, "docs/empty").length);
    }

    @Test
    void keysAndContentTypesAreKept() throws IOException {
        ObjectStore store = emptyStore();
        Set<String> odd = Set.of(
                "docs/a b.html", "docs/a+b.html", "docs/50%.html", "docs/Übersicht/文.html", "docs/a'(b)&c=d.html");
        Path file = site.resolve("x");
        for (String key : odd) {
            Files.writeString(file, key);
            store.put(key, file, "text/html; charset=utf-8");
        }
        assertEquals(new TreeSet<>(odd), keys(store, "docs/"));
        for (String key : odd) {
            assertEquals(key, new String(content(store, key), StandardCharsets.UTF_8));
            assertEquals("text/html;charset=utf-8", mediaType(key).replace(" ", ""));
        }
        store.delete(List.copyOf(odd));
        store.delete(List.of("docs/never-there.html"));
        assertEquals(Set.of(), keys(store, ""));
    }

    /** Fails where one object would be written. */
    private record FailingAt(ObjectStore store, String at) implements ObjectStore {
        @Override
        public Optional<PublishedFile> get(String key) throws IOException {
            return store.get(key);
        }

        @Override
        public void put(String key, Path content, String mediaType) throws IOException {
            if (key.equals(at)) {
                throw new IOException("the process ends here");
            }
            store.put(key, content, mediaType);
        }

        @Override
        public void delete(List<String> keys) throws IOException {
            store.delete(keys);
        }

        @Override
        public Keys list(String prefix, Optional<String> page) throws IOException {
            return store.list(prefix, page);
        }
    }
}
