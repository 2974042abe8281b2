package dev.portalsdk.techdocs.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.fakes.TestClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A site that is rendered again holds what a full build would have made. */
class IncrementalSiteTest {

    private static final SiteRenderer RENDERER =
            SiteRenderer.builder().clock(TestClock.create()).keepSources(true).build();

    /** Something an author does to a file. */
    record Edit(String file, String text) {
        void apply(Path source) {
            try {
                Path path = source.resolve(file);
                if (text.isEmpty()) {
                    Files.deleteIfExists(path);
                } else {
                    Files.createDirectories(path.getParent());
                    Files.writeString(path, text);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final List<String> PAGES = List.of(
            "docs/index.md", "docs/a.md", "docs/a/index.md", "docs/B.md", "docs/sub/c.md", "docs/sub/README.md");
    private static final List<String> PIECES = List.of(
            "# Title\n\n",
            "# Other\n\n",
            "## Part\n\ntext\n\n",
            "[a](a.md#part) [b](b.md) ![i](img/i.png)\n\n",
            "[c](sub/c.md) <a href=\"../a.md\">x</a>\n\n",
            "--8<-- \"snippets/s.md\"\n\n",
            "```java\nint x;\n```\n\n",
            "```mermaid\ngraph LR\n```\n\n",
            "---\ntitle: Front\n---\n");
    private static final List<String> CONFIGURATIONS = List.of(
            "",
            "site_name: S\n",
            "site_name: S\nsite_url: https://docs.example.com/\n",
            "site_name: S\nuse_directory_urls: false\n",
            "site_name: S\nstrict: true\n",
            "site_name: S\nnav:\n  - One: a.md\n  - index.md\n  - Sub:\n      - sub/c.md\n",
            "site_name: S\nexclude_docs: a.md\n",
            "site_name: S\nplugins:\n  - redirects:\n      redirect_maps:\n        old.md: a.md\n",
            "site_name: S\nnav:\n  - index.md\n  - Svc: '!include svc/mkdocs.yml'\n");

    @Provide
    Arbitrary<List<Edit>> edits() {
        Arbitrary<String> text = Arbitraries.of(PIECES).list().ofMaxSize(4).map(all -> String.join("", all));
        Arbitrary<Edit> pages = Combinators.combine(Arbitraries.of(PAGES), text).as(Edit::new);
        Arbitrary<Edit> others = Combinators.combine(
                        Arbitraries.of(
                                "docs/img/i.png", "docs/x.txt", "snippets/s.md", "svc/docs/index.md", "svc/docs/d.md"),
                        Arbitraries.of("", "1", "# two\n\n## Part\n", "three"))
                .as(Edit::new);
        Arbitrary<Edit> configurations = Arbitraries.of(CONFIGURATIONS).map(config -> new Edit("mkdocs.yml", config));
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(6, pages),
                        net.jqwik.api.Tuple.of(2, others),
                        net.jqwik.api.Tuple.of(1, configurations))
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
    void afterAnyEditsTheBytesAreThoseOfAFullBuild(@ForAll("edits") List<Edit> edits) throws IOException {
        Path folder = Files.createTempDirectory("incremental");
        try {
            Path source = Files.createDirectories(folder.resolve("source"));
            Files.createDirectories(source.resolve("docs"));
            new Edit("docs/index.md", "# Home\n\n[a](a.md)\n").apply(source);
            new Edit("svc/mkdocs.yml", "site_name: svc\n").apply(source);
            new Edit("svc/docs/index.md", "# Service\n").apply(source);
            IncrementalSite site = RENDERER.incremental(SiteSource.of(source), folder.resolve("site"));
            site.render();
            for (int i = 0; i < edits.size(); i++) {
                edits.get(i).apply(source);
                Path full = folder.resolve("full" + i);
                RenderedSite expected = RENDERER.render(source, full);
                Path restarted = folder.resolve("restarted" + i);
                assertEquals(expected, site.render());
                assertEquals(expected, afterRestart(folder).render(source, restarted));
                if (!expected.hasErrors()) {
                    assertEquals(files(full), files(folder.resolve("site")), () -> edits.toString());
                    assertEquals(files(full), files(restarted), () -> "with pages kept on disk: " + edits);
                }
            }
        } finally {
            delete(folder);
        }
    }

    /** Knows nothing but what renderers before it left in a folder. */
    private static SiteRenderer afterRestart(Path folder) {
        return SiteRenderer.builder()
                .clock(TestClock.create())
                .keepSources(true)
                .cache(PageCache.in(folder.resolve("pages")))
                .build();
    }

    private static SortedMap<String, String> files(Path root) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(root.relativize(file).toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return files;
    }

    private static void delete(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @TempDir
    Path folder;

    private Path source;
    private Path target;
    private IncrementalSite site;

    @BeforeEach
    void aSite() throws IOException {
        source = folder.resolve("source");
        target = folder.resolve("target");
        write("docs/index.md", "# Home\n\n[a](a.md)\n");
        write("docs/a.md", "# A\n");
        site = RENDERER.incremental(SiteSource.of(source), target);
        site.render();
    }

    private void write(String path, String text) throws IOException {
        Path file = source.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private FileTime written(String path) throws IOException {
        return Files.getLastModifiedTime(target.resolve(path));
    }

    @Test
    void onlyWhatChangedIsWritten() throws IOException {
        FileTime old = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
        for (String path : List.of("index.html", "a/index.html", "404.html", "assets/portalsdk/site.css")) {
            Files.setLastModifiedTime(target.resolve(path), old);
        }
        write("docs/a.md", "# A\n\nMore.\n");
        site.render();
        assertEquals(old, written("index.html"));
        assertEquals(old, written("404.html"));
        assertEquals(old, written("assets/portalsdk/site.css"));
        assertNotEquals(old, written("a/index.html"));
    }

    @Test
    void aFileThatChangesTwiceWithinATickIsSeen() throws IOException {
        FileTime tick = Files.getLastModifiedTime(source.resolve("docs/a.md"));
        write("docs/a.md", "# B\n");
        Files.setLastModifiedTime(source.resolve("docs/a.md"), tick);
        site.render();
        assertTrue(Files.readString(target.resolve("a/index.html")).contains(">B<"));
    }

    @Test
    void aTargetThatSomebodyElseWroteToIsWrittenAnew() throws IOException {
        SiteRenderer.create().render(source, target);
        Files.writeString(target.resolve("a/index.html"), "broken");
        site.render();
        assertTrue(Files.readString(target.resolve("a/index.html")).contains("<h1"));
    }

    @Test
    void aMistakeInTheConfigurationIsMendedByTheNextRun() throws IOException {
        write("mkdocs.yml", "site_name: [\n");
        assertTrue(site.render().hasErrors());
        write("mkdocs.yml", "site_name: Mended\n");
        assertEquals(List.of(), site.render().findings());
        assertTrue(Files.readString(target.resolve("index.html")).contains("Mended"));
    }
}
