package dev.portalsdk.techdocs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.EntityRef;
import dev.portalsdk.techdocs.site.SiteMetadata;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectStorePublisherTest {

    private static final EntityRef ENTITY = EntityRef.parse("component:default/Web");
    private static final String PREFIX = "docs/default/component/web/";

    /** A bucket in memory that writes down what it is asked for, and fails when told to. */
    private static final class Bucket implements ObjectStore {
        private static final int PAGE = 1_000;
        private final NavigableMap<String, byte[]> objects = new ConcurrentSkipListMap<>();
        private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
        private int failAt = Integer.MAX_VALUE;

        private void request(String what) throws IOException {
            requests.add(what);
            if (requests.size() >= failAt) {
                throw new IOException("503 Slow Down");
            }
        }

        @Override
        public Optional<PublishedFile> get(String key) throws IOException {
            request("get " + key);
            return Optional.ofNullable(objects.get(key)).map(bytes -> PublishedFile.of(key, bytes));
        }

        @Override
        public void put(String key, Path content, String mediaType) throws IOException {
            request("put " + key);
            objects.put(key, Files.readAllBytes(content));
        }

        @Override
        public void delete(List<String> keys) throws IOException {
            request("delete " + keys.size());
            assertTrue(!keys.isEmpty() && keys.size() <= 1_000);
            keys.forEach(objects::remove);
        }

        @Override
        public Keys list(String prefix, Optional<String> page) throws IOException {
            request("list " + prefix);
            List<String> all = objects.keySet().stream()
                    .filter(key -> key.startsWith(prefix))
                    .toList();
            int from = page.map(Integer::parseInt).orElse(0);
            int to = Math.min(all.size(), from + PAGE);
            return new Keys(
                    all.subList(from, to), to < all.size() ? Optional.of(String.valueOf(to)) : Optional.empty());
        }
    }

    @TempDir
    Path folder;

    private final Bucket bucket = new Bucket();
    private final ObjectStorePublisher publisher = new ObjectStorePublisher(bucket, "/docs/");

    @BeforeEach
    void aSiteOf1200Files() throws IOException {
        for (int i = 0; i < 1_198; i++) {
            write("p" + i + "/index.html", "page " + i);
        }
        write("index.html", "home");
        write(SiteMetadata.FILE, "{}");
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private List<String> publish() throws IOException {
        bucket.requests.clear();
        publisher.publish(ENTITY, new GeneratedSite(folder, List.of(), List.of(), 0, Duration.ZERO));
        return List.copyOf(bucket.requests);
    }

    private void assertPublished() throws IOException {
        SortedMap<String, Path> files = Folders.files(folder);
        List<String> expected = new ArrayList<>(
                files.keySet().stream().map(path -> PREFIX + path).toList());
        expected.add(PREFIX + Manifest.FILE);
        assertEquals(expected.stream().sorted().toList(), List.copyOf(bucket.objects.keySet()));
        for (String path : files.keySet()) {
            assertArrayEquals(Files.readAllBytes(files.get(path)), bucket.objects.get(PREFIX + path), path);
        }
    }

    @Test
    void everyFileIsWrittenOnceAndTheMetadataLast() throws IOException {
        List<String> requests = publish();
        assertPublished();
        assertEquals(1_200 + 4, requests.size());
        assertEquals(
                List.of("put " + PREFIX + SiteMetadata.FILE, "put " + PREFIX + Manifest.FILE),
                requests.subList(requests.size() - 2, requests.size()));
        assertEquals(List.of("get " + PREFIX + Manifest.FILE), publish(), "nothing has changed");
    }

    @Test
    void oneChangedFileCostsAFewRequests() throws IOException {
        publish();
        write("p7/index.html", "changed");
        write(SiteMetadata.FILE, "{\"build_timestamp\":1}");
        assertEquals(
                List.of(
                        "get " + PREFIX + Manifest.FILE,
                        "put " + PREFIX + Manifest.FILE,
                        "put " + PREFIX + "p7/index.html",
                        "put " + PREFIX + SiteMetadata.FILE,
                        "put " + PREFIX + Manifest.FILE),
                publish());
        assertPublished();
    }

    @Test
    void removedFilesGoAndOtherSitesStay() throws IOException {
        bucket.objects.put("docs/default/component/web-other/index.html", new byte[] {1});
        publish();
        for (int i = 0; i < 300; i++) {
            Files.delete(folder.resolve("p" + i + "/index.html"));
        }
        assertEquals(1, publish().stream().filter("delete 300"::equals).count());
        assertTrue(bucket.objects.containsKey("docs/default/component/web-other/index.html"));
        bucket.objects.remove("docs/default/component/web-other/index.html");
        assertPublished();
    }

    @Test
    void aSiteThatAnotherToolWroteIsListedPageByPageAndTakenOver() throws IOException {
        for (int i = 0; i < 2_500; i++) {
            bucket.objects.put(PREFIX + "old" + i + ".html", new byte[] {1});
        }
        List<String> requests = publish();
        assertEquals(
                3,
                requests.stream().filter(request -> request.startsWith("list")).count());
        assertEquals(
                List.of("delete 1000", "delete 1000", "delete 500"),
                requests.stream()
                        .filter(request -> request.startsWith("delete"))
                        .toList());
        assertPublished();
    }

    @Test
    void afterACrashAnywhereTheNextPublicationMends() throws IOException {
        publish();
        String first = Files.readString(folder.resolve("p3/index.html"));
        for (int failAt = 2; failAt < 8; failAt++) {
            write("p3/index.html", "other " + failAt);
            write("p4/index.html", "other " + failAt);
            Files.deleteIfExists(folder.resolve("p" + (100 + failAt) + "/index.html"));
            write(SiteMetadata.FILE, "{\"build_timestamp\":" + failAt + "}");
            bucket.failAt = failAt;
            try {
                publish();
            } catch (IOException e) {
                assertTrue(String.valueOf(e.getMessage()).contains("503"), e::getMessage);
            }
            bucket.failAt = Integer.MAX_VALUE;
            // What was half published is taken back: the old manifest would say that the file is there already.
            write("p3/index.html", first);
            publish();
            assertPublished();
        }
    }

    @Test
    void aFailureIsToldWithItsCause() {
        bucket.failAt = 1;
        IOException failure = assertThrows(IOException.class, this::publish);
        assertTrue(failure.getMessage().contains("503 Slow Down"));
    }

    @Test
    void filesAreReadAndNothingBesideThem() throws IOException {
        publish();
        bucket.objects.put("docs/default/component/secret/index.html", new byte[] {1});
        assertTrue(publisher.exists(ENTITY));
        PublishedFile file = publisher.file(ENTITY, "p1/index.html").orElseThrow();
        assertEquals(6, file.size());
        assertEquals("page 1", new String(file.content().open().readAllBytes(), StandardCharsets.UTF_8));
        for (String path : List.of(
                "../secret/index.html", ".techdocs-manifest.json", "", "/index.html", "p1//index.html", "a\\b")) {
            assertTrue(publisher.open(ENTITY, path).isEmpty(), path);
        }
    }
}
