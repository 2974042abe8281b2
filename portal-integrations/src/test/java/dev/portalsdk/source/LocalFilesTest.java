package dev.portalsdk.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFilesTest {
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));

    @TempDir
    Path directory;

    private final UrlReader reader = UrlReaders.builder().localFiles().build();

    private Path file(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static List<String> paths(TreeResult result) {
        return assertInstanceOf(TreeResult.Tree.class, result).files().stream()
                .map(SourceFile::path)
                .toList();
    }

    @Test
    void readsByPathAndByUrl() throws IOException {
        Path file = file("a b/ä.yaml", "x");
        assertEquals("x", reader.read(file.toString()).text());
        assertEquals("x", reader.read(file.toUri().toString()).text());
        assertEquals("x", reader.read("file:" + file).text());
    }

    @Test
    void missingFilesAndDirectoriesAreNotFound() {
        NotFoundException e = assertThrows(
                NotFoundException.class,
                () -> reader.read(directory.resolve("x").toString()));
        assertTrue(e.getMessage().contains("does not exist"), e.getMessage());
        assertThrows(NotFoundException.class, () -> reader.read(directory.toString()));
        assertThrows(
                NotFoundException.class,
                () -> reader.readTree(directory.resolve("x").toString()));
        assertThrows(SourceException.class, () -> reader.read("file://other-host/x"));
    }

    @Test
    void settledFileIsKnownByItsAttributes() throws IOException {
        Path file = file("a", "one");
        Files.setLastModifiedTime(file, LONG_AGO);
        Optional<String> etag = reader.read(file.toString()).etag();
        assertInstanceOf(ReadResult.NotModified.class, reader.read(file.toString(), ReadOptions.ifChangedFrom(etag)));
        Files.writeString(file, "two");
        ReadResult.Content changed = assertInstanceOf(
                ReadResult.Content.class, reader.read(file.toString(), ReadOptions.ifChangedFrom(etag)));
        assertEquals("two", changed.text());
    }

    @Test
    void freshFileIsKnownByItsContentSoThatNoChangeIsMissed() throws IOException {
        Path file = file("a", "one");
        FileTime now = FileTime.from(Instant.now());
        Files.setLastModifiedTime(file, now);
        Optional<String> etag = reader.read(file.toString()).etag();
        Files.writeString(file, "two");
        Files.setLastModifiedTime(file, now);
        assertInstanceOf(ReadResult.Content.class, reader.read(file.toString(), ReadOptions.ifChangedFrom(etag)));
        Files.writeString(file, "one");
        Files.setLastModifiedTime(file, LONG_AGO);
        ReadResult settled = reader.read(file.toString(), ReadOptions.ifChangedFrom(etag));
        assertInstanceOf(ReadResult.NotModified.class, settled);
        assertTrue(settled.etag().orElseThrow().startsWith("file:"), "adopts the cheaper etag");
    }

    @Test
    void limitsAreKept() throws IOException {
        file("t/a", "12345");
        file("t/b", "12345");
        String tree = directory.resolve("t").toString();
        String file = directory.resolve("t/a").toString();
        assertThrows(
                TooLargeException.class,
                () -> reader.read(file, ReadOptions.defaults().withMaxFileBytes(4)));
        assertEquals(
                5,
                ((ReadResult.Content) reader.read(file, ReadOptions.defaults().withMaxFileBytes(5))).bytes().length);
        assertThrows(
                TooLargeException.class,
                () -> reader.readTree(tree, ReadOptions.defaults().withMaxFiles(1)));
        assertThrows(
                TooLargeException.class,
                () -> reader.readTree(tree, ReadOptions.defaults().withMaxTreeBytes(9)));
    }

    @Test
    void aFileTooLargeFailsOnlyItsReaders() throws IOException {
        file("t/large", "12345");
        Files.setLastModifiedTime(file("t/old", "12345"), LONG_AGO);
        TreeResult.Tree tree = (TreeResult.Tree) reader.readTree(
                directory.resolve("t").toString(), ReadOptions.defaults().withMaxFileBytes(4));
        assertEquals(List.of("large", "old"), paths(tree));
        assertThrows(TooLargeException.class, () -> tree.files().get(0).bytes());
    }

    @Test
    void oddPathsAreFailuresNotCrashes() throws IOException {
        file("odd [x] {y}/a b.yaml", "odd");
        String url = "file://" + directory + "/odd [x] {y}/a b.yaml";
        assertEquals("odd", reader.read(url).text());
        for (String bad : List.of("a\0b", "file:///a\0b", "file:///%zz", "file:///a?b")) {
            assertThrows(SourceException.class, () -> reader.read(bad), bad);
            assertThrows(SourceException.class, () -> reader.readTree(bad), bad);
            assertThrows(SourceException.class, () -> reader.search(bad + "*", ReadOptions.defaults()), bad);
        }
    }

    @Test
    void treesAreSortedFilteredAndWithoutLinksAndGit() throws IOException {
        file("t/b.md", "b");
        file("t/a/x.md", "x");
        file("t/.hidden/y.md", "y");
        file("t/.git/config", "z");
        Files.createSymbolicLink(directory.resolve("t/link"), directory.resolve("t/b.md"));
        String tree = directory.resolve("t").toString();
        TreeResult.Tree all = reader.readTree(tree);
        assertEquals(List.of(".hidden/y.md", "a/x.md", "b.md"), paths(all));
        assertEquals("x", all.file("a/x.md").orElseThrow().text());
        assertEquals(
                List.of("b.md"),
                paths(reader.readTree(tree, ReadOptions.defaults().withFilter(path -> path.equals("b.md")))));
        assertInstanceOf(TreeResult.NotModified.class, reader.readTree(tree, ReadOptions.ifChangedFrom(all.etag())));
        file("t/b.md", "c");
        assertInstanceOf(TreeResult.Tree.class, reader.readTree(tree, ReadOptions.ifChangedFrom(all.etag())));
    }

    @Test
    void searchFindsWhatThePatternSays() throws IOException {
        file("s/a/catalog-info.yaml", "a");
        file("s/b/catalog-info.yaml", "b");
        file("s/b/c/catalog-info.yaml", "c");
        file("s/.git/catalog-info.yaml", "no");
        file("s/catalog-info.yaml", "root");
        Files.createSymbolicLink(directory.resolve("s/linked.yaml"), directory.resolve("s/a/catalog-info.yaml"));
        Files.createSymbolicLink(directory.resolve("s/loop"), directory.resolve("s"));
        String root = directory + "/s/";
        ReadOptions options = ReadOptions.defaults();
        assertEquals(
                List.of("a/catalog-info.yaml", "b/catalog-info.yaml"),
                paths(reader.search(root + "*/catalog-info.yaml", options)));
        assertEquals(
                List.of("a/catalog-info.yaml", "b/c/catalog-info.yaml", "b/catalog-info.yaml", "catalog-info.yaml"),
                paths(reader.search(root + "**/catalog-info.yaml", options)));
        assertEquals(
                List.of("catalog-info.yaml"), paths(reader.search(root + "{catalog-info,catalog-info}.yaml", options)));
        assertEquals(List.of("catalog-info.yaml", "linked.yaml"), paths(reader.search(root + "*.yaml", options)));
        assertEquals(List.of("catalog-info.yaml"), paths(reader.search(root + "catalog-info.yaml", options)));
        assertEquals(List.of(), paths(reader.search(root + "nowhere/**/*.yaml", options)));
        TreeResult.Tree byUrl = (TreeResult.Tree) reader.search(directory.toUri() + "s/*/catalog-info.yaml", options);
        assertTrue(
                byUrl.files().get(0).url().startsWith("file:///"),
                byUrl.files().get(0).url());
        assertEquals("a", reader.read(byUrl.files().get(0).url()).text());
        assertInstanceOf(
                TreeResult.NotModified.class,
                reader.search(directory.toUri() + "s/*/catalog-info.yaml", ReadOptions.ifChangedFrom(byUrl.etag())));
    }

    @Test
    void treesAreWrittenWithoutLeavingTheirDirectory() throws IOException {
        Path program = file("t/bin/run", "#!");
        assertTrue(program.toFile().setExecutable(true));
        Path target = directory.resolve("out");
        reader.readTree(directory.resolve("t").toString()).writeTo(target);
        assertEquals("#!", Files.readString(target.resolve("bin/run")));
        assertTrue(Files.isExecutable(target.resolve("bin/run")));
        for (String path : List.of("../evil", "/etc/evil", "a/../../evil", "")) {
            TreeResult.Tree tree =
                    new TreeResult.Tree("x", List.of(SourceFile.of(path, "x", new byte[0])), Optional.empty());
            assertThrows(SourceException.class, () -> tree.writeTo(directory.resolve("out2")), path);
        }
        Files.createSymbolicLink(
                Files.createDirectories(directory.resolve("out3")).resolve("a"), directory);
        TreeResult.Tree tree =
                new TreeResult.Tree("x", List.of(SourceFile.of("a/deep/evil", "x", new byte[0])), Optional.empty());
        assertThrows(SourceException.class, () -> tree.writeTo(directory.resolve("out3")));
        assertTrue(Files.notExists(directory.resolve("deep")));
        TreeResult.Tree again = reader.readTree(directory.resolve("t").toString());
        assertThrows(FileAlreadyExistsException.class, () -> again.writeTo(target), "nothing is overwritten");
    }

    @Test
    void directoriesWithoutEndAreNotFollowed() throws IOException {
        Path deep = directory.resolve("deep");
        Files.createDirectories(deep.resolve("d/".repeat(110)));
        TooLargeException e = assertThrows(TooLargeException.class, () -> reader.readTree(deep.toString()));
        assertTrue(e.getMessage().contains("100 directories"), e.getMessage());
    }

    @Test
    void documentsFromElsewhereMayNotNameLocalFiles() throws IOException {
        Path file = file("a", "x");
        ReadOptions fromWeb = ReadOptions.defaults().withReferrer("https://example.com/a.yaml");
        assertThrows(NotAllowedException.class, () -> reader.read(file.toString(), fromWeb));
        assertThrows(
                NotAllowedException.class,
                () -> reader.readTree(directory.toUri().toString(), fromWeb));
        assertThrows(NotAllowedException.class, () -> reader.search(directory + "/*", fromWeb));
        ReadOptions fromFile = ReadOptions.defaults().withReferrer(file.toUri().toString());
        assertInstanceOf(ReadResult.Content.class, reader.read(file.toString(), fromFile));
    }

    @Test
    void aReaderWithoutLocalFilesReadsNone() {
        assertThrows(
                NotAllowedException.class,
                () -> UrlReaders.builder().build().read(directory.resolve("a").toString()));
    }
}
