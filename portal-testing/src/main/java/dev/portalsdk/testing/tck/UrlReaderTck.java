package dev.portalsdk.testing.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.source.NotFoundException;
import dev.portalsdk.source.ReadOptions;
import dev.portalsdk.source.ReadResult;
import dev.portalsdk.source.SourceException;
import dev.portalsdk.source.SourceFile;
import dev.portalsdk.source.TooLargeException;
import dev.portalsdk.source.TreeResult;
import dev.portalsdk.source.UrlReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every {@link UrlReader} promises: conditions, limits, order, and that a failed read is never an empty answer. A test class of an implementation extends
 * this one and says how files get to where it reads. The instance is a new one for each test.
 */
public abstract class UrlReaderTck {
    @TempDir
    Path directory;

    /** For the tests of implementations. */
    protected UrlReaderTck() {}

    /** The reader; the same in one test. */
    protected abstract UrlReader reader() throws IOException;

    /** Puts a file in place of the one of this path, with slashes, if there is one. */
    protected abstract void put(String path, String text) throws IOException;

    /** Takes a file away. */
    protected abstract void remove(String path) throws IOException;

    /** The URL of a file, or of a directory, which does not end in a slash. */
    protected abstract String url(String path);

    private ReadResult.Content read(String path) throws IOException {
        return reader().read(url(path));
    }

    private static List<String> paths(TreeResult tree) {
        return assertInstanceOf(TreeResult.Tree.class, tree).files().stream()
                .map(SourceFile::path)
                .toList();
    }

    private void putTree() throws IOException {
        put("tree/b.yaml", "b");
        put("tree/a/catalog-info.yaml", "kind: A");
        put("tree/a/docs/index.md", "# A");
        put("tree/c/catalog-info.yaml", "kind: C");
        put("other/catalog-info.yaml", "kind: Other");
    }

    @Test
    void aFileIsGivenByteForByte() throws IOException {
        put("a.yaml", "name: ä\r\nempty: \n");
        assertArrayEquals(
                "name: ä\r\nempty: \n".getBytes(StandardCharsets.UTF_8),
                read("a.yaml").bytes());
        assertEquals(url("a.yaml"), read("a.yaml").url());
    }

    @Test
    void whatIsNotThereIsNotFoundAndNamesItsUrl() throws IOException {
        put("a.yaml", "a");
        NotFoundException failure = assertThrows(NotFoundException.class, () -> read("none.yaml"));
        assertEquals(url("none.yaml"), failure.url());
        remove("a.yaml");
        assertThrows(NotFoundException.class, () -> read("a.yaml"));
    }

    @Test
    void anEtagSavesReadingWhatIsUnchanged() throws IOException {
        put("a.yaml", "one");
        Optional<String> etag = read("a.yaml").etag();
        if (etag.isEmpty()) {
            return; // a source without versions gives none, and is always read
        }
        ReadOptions known = ReadOptions.ifChangedFrom(etag);
        assertInstanceOf(ReadResult.NotModified.class, reader().read(url("a.yaml"), known));
        put("a.yaml", "two");
        ReadResult.Content changed = assertInstanceOf(ReadResult.Content.class, reader().read(url("a.yaml"), known));
        assertEquals("two", changed.text());
        assertNotEquals(etag, changed.etag());
    }

    @Test
    void anEtagThatIsNoneGivesTheContent() throws IOException {
        put("a.yaml", "one");
        ReadOptions unknown = ReadOptions.ifChangedFrom(Optional.of("\"of-somewhere-else\""));
        assertInstanceOf(ReadResult.Content.class, reader().read(url("a.yaml"), unknown));
    }

    @Test
    void aFileOverTheLimitIsTooLarge() throws IOException {
        put("a.yaml", "x".repeat(1_000));
        assertEquals(1_000, read("a.yaml").bytes().length);
        assertThrows(TooLargeException.class, () -> reader().read(
                        url("a.yaml"), ReadOptions.defaults().withMaxFileBytes(999)));
        assertInstanceOf(
                ReadResult.Content.class,
                reader().read(url("a.yaml"), ReadOptions.defaults().withMaxFileBytes(1_000)));
    }

    @Test
    void aTreeIsListedInTheOrderOfItsPaths() throws IOException {
        putTree();
        TreeResult.Tree tree = reader().readTree(url("tree"));
        assertEquals(List.of("a/catalog-info.yaml", "a/docs/index.md", "b.yaml", "c/catalog-info.yaml"), paths(tree));
        SourceFile file = tree.file("a/catalog-info.yaml").orElseThrow();
        assertEquals("kind: A", file.text());
        assertEquals(7, file.size());
        assertEquals("kind: A", reader().read(file.url()).text());
        tree.writeTo(directory.resolve("copy"));
        assertEquals("# A", Files.readString(directory.resolve("copy/a/docs/index.md")));
    }

    @Test
    void aTreeThatIsNotThereIsNotFound() throws IOException {
        putTree();
        assertThrows(NotFoundException.class, () -> reader().readTree(url("none")));
    }

    @Test
    void onlyWhatTheFilterKeepsIsListedAndCounted() throws IOException {
        putTree();
        ReadOptions yaml = ReadOptions.defaults().withFilter(path -> path.endsWith("info.yaml"));
        assertEquals(
                List.of("a/catalog-info.yaml", "c/catalog-info.yaml"), paths(reader().readTree(url("tree"), yaml)));
        assertEquals(
                2, paths(reader().readTree(url("tree"), yaml.withMaxFiles(2))).size());
    }

    @Test
    void aTreeOverTheLimitsIsTooLarge() throws IOException {
        putTree();
        ReadOptions few = ReadOptions.defaults().withMaxFiles(3);
        ReadOptions small = ReadOptions.defaults().withMaxTreeBytes(4);
        assertThrows(TooLargeException.class, () -> reader().readTree(url("tree"), few));
        assertThrows(TooLargeException.class, () -> readAll(reader().readTree(url("tree"), small)));
    }

    private static void readAll(TreeResult tree) throws IOException {
        for (SourceFile file : assertInstanceOf(TreeResult.Tree.class, tree).files()) {
            file.bytes();
        }
    }

    @Test
    void aTreeIsNotModifiedUntilAFileOfItIs() throws IOException {
        putTree();
        Optional<String> etag = reader().readTree(url("tree")).etag();
        if (etag.isEmpty()) {
            return;
        }
        ReadOptions known = ReadOptions.ifChangedFrom(etag);
        assertInstanceOf(TreeResult.NotModified.class, reader().readTree(url("tree"), known));
        put("tree/d.yaml", "d");
        assertTrue(paths(reader().readTree(url("tree"), known)).contains("d.yaml"));
    }

    @Test
    void aSearchFindsWhatMatchesInOrder() throws IOException {
        putTree();
        TreeResult found = reader().search(url("tree/**/catalog-info.yaml"), ReadOptions.defaults());
        assertEquals(
                List.of("kind: A", "kind: C"),
                assertInstanceOf(TreeResult.Tree.class, found).files().stream()
                        .map(UrlReaderTck::textOf)
                        .toList());
        assertEquals(
                1,
                paths(reader().search(url("tree/*.yaml"), ReadOptions.defaults()))
                        .size());
    }

    private static String textOf(SourceFile file) {
        try {
            return file.text();
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void aSearchWithoutMatchIsEmptyAndWithoutPatternOneFileOrNone() throws IOException {
        putTree();
        assertEquals(List.of(), paths(reader().search(url("tree/**/none.yaml"), ReadOptions.defaults())));
        assertEquals(
                1,
                paths(reader().search(url("tree/b.yaml"), ReadOptions.defaults()))
                        .size());
        assertEquals(List.of(), paths(reader().search(url("tree/none.yaml"), ReadOptions.defaults())));
    }

    @Test
    void whatIsNoUrlOfItsOwnIsRefused() throws IOException {
        put("a.yaml", "a");
        assertThrows(SourceException.class, () -> reader().read("no such scheme://x"));
    }

    @Test
    void manyThreadsRead() throws IOException {
        put("a.yaml", "a");
        UrlReader reader = reader();
        String url = url("a.yaml");
        List<String> texts = IntStream.range(0, 40)
                .parallel()
                .mapToObj(i -> {
                    try {
                        return reader.read(url).text();
                    } catch (IOException e) {
                        return e.toString();
                    }
                })
                .distinct()
                .toList();
        assertEquals(List.of("a"), texts);
        assertFalse(Thread.currentThread().isInterrupted());
    }
}
