package dev.portalsdk.techdocs.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.fakes.TestClock;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Value;
import dev.portalsdk.techdocs.ConformanceData;
import dev.portalsdk.techdocs.markdown.Diagram;
import dev.portalsdk.techdocs.markdown.MarkdownPage;
import dev.portalsdk.techdocs.markdown.PageHeading;
import dev.portalsdk.techdocs.markdown.PageLink;
import dev.portalsdk.techdocs.markdown.PageSection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages outlive the process that rendered them, and nothing in the folder can make a site another one. */
class PageCacheTest {

    @TempDir
    Path folder;

    private Path source;
    private Path pages;
    private int run;

    @BeforeEach
    void aSite() throws IOException {
        source = ConformanceData.copy(ConformanceData.resource("order-service"), folder.resolve("source"));
        pages = folder.resolve("pages");
    }

    private RenderedSite render(Path target) throws IOException {
        return renderer(PageCache.in(pages)).render(source, target);
    }

    private static SiteRenderer renderer(PageCache cache) {
        return SiteRenderer.builder().clock(TestClock.create()).cache(cache).build();
    }

    private void assertAsWithoutCache() throws IOException {
        run++;
        Path with = folder.resolve("with" + run);
        Path without = folder.resolve("without" + run);
        RenderedSite expected =
                SiteRenderer.builder().clock(TestClock.create()).build().render(source, without);
        assertEquals(expected, render(with));
        assertEquals(bytes(without), bytes(with));
    }

    private static SortedMap<String, String> bytes(Path root) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        for (Path file : files(root)) {
            files.put(root.relativize(file).toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
        }
        return files;
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> all = Files.exists(root) ? Files.walk(root) : Stream.empty()) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private SortedMap<Path, FileTime> written() throws IOException {
        SortedMap<Path, FileTime> written = new TreeMap<>();
        for (Path entry : files(pages)) {
            written.put(entry, Files.getLastModifiedTime(entry));
        }
        return written;
    }

    @Test
    void aSecondRendererRendersOnlyWhatChanged() throws IOException {
        assertAsWithoutCache();
        SortedMap<Path, FileTime> first = written();
        assertEquals(4, first.size());
        assertAsWithoutCache();
        assertEquals(first, written(), "nothing was rendered, so nothing was kept anew");
        Path api = source.resolve("docs/api.md");
        Files.writeString(api, Files.readString(api) + "\n## One more\n");
        assertAsWithoutCache();
        assertEquals(5, written().size());
        assertTrue(written().entrySet().containsAll(first.entrySet()));
    }

    @Test
    void anotherProcessRendersTheSame() throws Exception {
        render(folder.resolve("here"));
        SortedMap<Path, FileTime> first = written();
        Path there = folder.resolve("there");
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        PageCacheTest.class.getName(),
                        source.toString(),
                        there.toString(),
                        pages.toString())
                .inheritIO()
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue());
        assertEquals(first, written());
        assertEquals(bytes(folder.resolve("here")), bytes(there));
    }

    /** The other process. */
    public static void main(String[] arguments) throws IOException {
        renderer(PageCache.in(Path.of(arguments[2]))).render(Path.of(arguments[0]), Path.of(arguments[1]));
    }

    @Test
    void whatALinkOrASnippetLeadsToIsPartOfAPage() throws IOException {
        Files.writeString(source.resolve("docs/index.md"), "# Home\n\n[new](new.md)\n\n--8<-- \"s.txt\"\n");
        assertAsWithoutCache();
        Files.writeString(source.resolve("docs/new.md"), "# New\n");
        assertAsWithoutCache();
        Files.writeString(source.resolve("s.txt"), "a snippet");
        assertAsWithoutCache();
        Files.writeString(source.resolve("s.txt"), "another snippet");
        assertAsWithoutCache();
    }

    @Test
    void damagedAndForeignFilesAreAsGoodAsNone() throws IOException {
        assertAsWithoutCache();
        List<Path> entries = files(pages);
        Path foreign = Files.writeString(entries.get(0).resolveSibling("notes.txt"), "mine");
        for (Path entry : entries) {
            byte[] content = Files.readAllBytes(entry);
            for (int i = 0; i < content.length; i += 97) {
                content[i] ^= 1;
                Files.write(entry, content);
                content[i] ^= 1;
                assertEquals(Optional.empty(), PageCache.in(pages).read(keyOf(entry)), "byte " + i);
            }
            Files.write(entry, java.util.Arrays.copyOf(content, content.length / 2));
        }
        assertAsWithoutCache();
        assertEquals("mine", Files.readString(foreign));
        for (Path entry : entries) {
            Files.write(entry, new byte[0]);
        }
        assertAsWithoutCache();
    }

    private static String keyOf(Path entry) {
        return entry.getFileName().toString().replace(".page", "");
    }

    @Test
    void theEntryOfAnotherPageIsNotTaken() throws IOException {
        PageCache cache = PageCache.in(pages);
        assertNotEquals(cache.key("a", "bc"), cache.key("ab", "c"));
        assertNotEquals(cache.key("a.md", "x", "limits"), cache.key("b.md", "x", "limits"));
        assertEquals(cache.key("a"), PageCache.in(folder).key("a"));
    }

    @Test
    void theFolderStaysWithinItsBoundAndWhatWasUsedLatelyStays() throws IOException {
        for (int i = 0; i < 30; i++) {
            Files.writeString(source.resolve("docs/p" + i + ".md"), "# Page\n\n" + "word ".repeat(2_000));
        }
        render(folder.resolve("whole"));
        for (Path entry : files(pages)) {
            Files.setLastModifiedTime(entry, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        }
        Path abandoned = Files.writeString(
                files(pages).get(0).resolveSibling("0f8fad5b-d9cb-469f-a165-70867728950e.part"), "half a page");
        Files.setLastModifiedTime(abandoned, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        long bound = 150_000;
        Files.writeString(source.resolve("docs/one-more.md"), "# One more\n");
        renderer(PageCache.in(pages).maxBytes(bound)).render(source, folder.resolve("bounded"));
        long bytes = 0;
        for (Path entry : files(pages)) {
            bytes += Files.size(entry);
        }
        assertTrue(bytes > 0 && bytes <= bound, bytes + " bytes");
        assertTrue(Files.notExists(abandoned));
        renderer(PageCache.in(folder.resolve("none")).maxBytes(0)).render(source, folder.resolve("unkept"));
        assertEquals(List.of(), files(folder.resolve("none")));
    }

    @Test
    void aFolderThatCannotBeWrittenCostsNothingButTime() throws IOException {
        Files.writeString(pages, "a file where the folder should be");
        assertAsWithoutCache();
    }

    @Test
    void whatAHostDrawsIsDrawnAnew() throws IOException {
        Files.writeString(source.resolve("docs/api.md"), "# API\n\n```plantuml\na -> b\n```\n");
        List<String> drawn = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            SiteRenderer.builder()
                    .cache(PageCache.in(pages))
                    .diagrams((language, text) -> {
                        drawn.add(text);
                        return Optional.of(new Diagram("image/png", new byte[1]));
                    })
                    .build()
                    .render(source, folder.resolve("drawn" + i));
        }
        assertEquals(2, drawn.size());
    }

    @Property(tries = 300)
    void everyPageComesBackAsItWas(@ForAll String text, @ForAll String other, @ForAll int number) {
        SourceLocation place = new SourceLocation(text, Math.max(1, number), 1);
        MarkdownPage page = new MarkdownPage(
                other + text,
                Value.Obj.of("title", "x", "n", number),
                List.of(new PageHeading(1, text, other, place)),
                Set.of("a" + text, "b" + other),
                List.of(new PageLink(PageLink.Kind.IMAGE, text, place)),
                List.of(new PageSection(text, other, "\uD800\u00ff\u0100")),
                List.of(Diagnostic.warning("rule", text).at(place).hint("do").build()));
        KeptPage kept = new KeptPage(Map.of(text, other), List.of(other, text), page);
        assertEquals(Optional.of(kept), PageCodec.encode(kept).flatMap(PageCodec::decode));
    }
}
