package dev.portalsdk.fakes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.source.NotFoundException;
import dev.portalsdk.source.ReadOptions;
import dev.portalsdk.source.ReadResult;
import dev.portalsdk.source.SourceException;
import dev.portalsdk.source.SourceFile;
import dev.portalsdk.source.TooLargeException;
import dev.portalsdk.source.TreeResult;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class InMemoryUrlReaderTest {
    private static final String URL = "https://github.com/acme/web/blob/main/a/b.yaml";

    private final InMemoryUrlReader reader = new InMemoryUrlReader().put(URL, "one");

    private static List<String> paths(TreeResult result) {
        return assertInstanceOf(TreeResult.Tree.class, result).files().stream()
                .map(SourceFile::path)
                .toList();
    }

    @Test
    void etagsFollowTheContent() throws IOException {
        Optional<String> etag = reader.read(URL).etag();
        assertInstanceOf(ReadResult.NotModified.class, reader.read(URL, ReadOptions.ifChangedFrom(etag)));
        reader.put(URL, "one");
        assertInstanceOf(ReadResult.NotModified.class, reader.read(URL, ReadOptions.ifChangedFrom(etag)));
        reader.put(URL, "two");
        ReadResult.Content changed =
                assertInstanceOf(ReadResult.Content.class, reader.read(URL, ReadOptions.ifChangedFrom(etag)));
        assertEquals("two", changed.text());
        assertEquals(4, reader.reads(URL));
    }

    @Test
    void treeEditAndRawUrlsMeanTheSameFile() throws IOException {
        assertEquals(
                "one",
                reader.read("https://github.com/acme/web/tree/main/a/b.yaml").text());
        assertEquals(
                "one",
                reader.read("https://github.com/acme/web/raw/main/a/b.yaml").text());
        assertEquals(2, reader.reads(URL));
    }

    @Test
    void treesAndSearches() throws IOException {
        reader.put("https://github.com/acme/web/blob/main/a/c/d.yaml", "d")
                .put("https://github.com/acme/web/blob/main/x.yaml", "x");
        TreeResult.Tree tree = reader.readTree("https://github.com/acme/web/tree/main/a");
        assertEquals(List.of("b.yaml", "c/d.yaml"), paths(tree));
        assertInstanceOf(
                TreeResult.NotModified.class,
                reader.readTree("https://github.com/acme/web/tree/main/a/", ReadOptions.ifChangedFrom(tree.etag())));
        assertEquals(
                List.of("a/b.yaml", "x.yaml"),
                paths(reader.search("https://github.com/acme/web/blob/main/{x,a/b}.yaml", ReadOptions.defaults())));
        assertEquals(
                List.of("a/b.yaml", "a/c/d.yaml", "x.yaml"),
                paths(reader.search("https://github.com/acme/web/blob/main/**/*.yaml", ReadOptions.defaults())));
        assertEquals(List.of("b.yaml"), paths(reader.search(URL, ReadOptions.defaults())));
        assertThrows(NotFoundException.class, () -> reader.readTree("https://github.com/acme/web/tree/main/z"));
        assertThrows(
                TooLargeException.class,
                () -> reader.readTree(
                        "https://github.com/acme/web/tree/main/a",
                        ReadOptions.defaults().withMaxFiles(1)));
    }

    @Test
    void faultsComeAndGo() throws IOException {
        reader.fail(URL, "boom");
        SourceException e = assertThrows(SourceException.class, () -> reader.read(URL));
        assertTrue(e.getMessage().contains("boom"));
        reader.heal(URL);
        assertEquals("one", reader.read(URL).text());
        reader.remove(URL);
        assertThrows(NotFoundException.class, () -> reader.read(URL));
        assertEquals(3, reader.reads());
    }

    @Test
    void slowReadsRunIntoTheTimeout() {
        reader.slow(URL, Duration.ofHours(1));
        ReadOptions options = ReadOptions.defaults().withTimeout(Duration.ofMillis(20));
        assertThrows(SourceException.class, () -> reader.read(URL, options));
        Thread.currentThread().interrupt();
        assertThrows(InterruptedIOException.class, () -> reader.read(URL));
        assertTrue(Thread.interrupted());
    }

    @Test
    void heldReadsWaitForTheTest() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        reader.hold(URL, latch);
        CompletableFuture<String> text = CompletableFuture.supplyAsync(() -> {
            try {
                return reader.read(URL).text();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        while (reader.reads(URL) == 0) {
            Thread.onSpinWait();
        }
        assertTrue(!text.isDone());
        latch.countDown();
        assertEquals("one", text.get(5, TimeUnit.SECONDS));
    }
}
