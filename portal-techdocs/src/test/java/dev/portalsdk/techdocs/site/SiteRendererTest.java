package dev.portalsdk.techdocs.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.fakes.TestClock;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Severity;
import dev.portalsdk.model.Value;
import dev.portalsdk.techdocs.ConformanceData;
import dev.portalsdk.techdocs.markdown.Harmless;
import dev.portalsdk.techdocs.markdown.MarkdownLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteRendererTest {

    private static final SiteRenderer RENDERER =
            SiteRenderer.builder().clock(TestClock.create()).build();

    @TempDir
    Path folder;

    private Path source;
    private Path target;

    @BeforeEach
    void folders() throws IOException {
        source = Files.createDirectories(folder.resolve("source"));
        target = folder.resolve("target");
    }

    private void write(String path, String text) throws IOException {
        Path file = source.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private RenderedSite render() throws IOException {
        return RENDERER.render(source, target);
    }

    private Document page(String path) throws IOException {
        return Jsoup.parse(Files.readString(target.resolve(path)));
    }

    private static List<String> ruleIds(RenderedSite site) {
        return site.findings().stream().map(Diagnostic::ruleId).toList();
    }

    private static SortedMap<String, String> bytes(Path root) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(root.relativize(file).toString(), Files.readString(file));
            }
        }
        return files;
    }

    @Test
    void theOrderServiceIsAWholeSite() throws IOException {
        RenderedSite site = RENDERER.render(ConformanceData.resource("order-service"), target);

        assertEquals(List.of(), site.findings());
        assertEquals(
                List.of("Home", "Architecture", "Runbooks", "API Reference"),
                site.pages().stream().map(RenderedPage::title).toList());
        assertEquals(
                List.of("./", "architecture/", "runbooks/", "api/"),
                page("index.html").select(".md-nav--primary a").eachAttr("href"));
        Element runbooks = page("runbooks/index.html").selectFirst("article.md-typeset");
        assertEquals(
                "Pool exhausted", runbooks.selectFirst("details.tip > summary").text());
        assertEquals("db-errors", runbooks.select("h2").get(1).id());
        assertEquals(1, page("architecture/index.html").select("pre.mermaid").size());
        assertEquals(
                List.of("POST /orders", "GET /orders/{id}"),
                page("api/index.html").select("dt").eachText());
        assertEquals(1, page("api/index.html").select(".footnote li").size());
    }

    @Test
    void theBytesAreThoseOfEveryOtherRun() throws IOException {
        RENDERER.render(ConformanceData.resource("order-service"), target);
        // A golden file, as maps without order differ between virtual machines, not within one.
        assertEquals(
                Files.readString(ConformanceData.resource("golden/order-service-api.html")),
                Files.readString(target.resolve("api/index.html")));
    }

    @Test
    void theNumberOfThreadsDoesNotShow() throws IOException {
        for (int i = 0; i < 40; i++) {
            write("docs/p" + i + ".md", "# Page " + i + "\n\n[next](p" + (i + 1) + ".md)\n");
        }
        RenderedSite one = SiteRenderer.builder()
                .executor(Runnable::run)
                .clock(TestClock.create())
                .build()
                .render(source, target);
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            Path other = folder.resolve("other");
            RenderedSite many = SiteRenderer.builder()
                    .executor(pool)
                    .clock(TestClock.create())
                    .build()
                    .render(source, other);
            assertEquals(one, many);
            assertEquals(bytes(target), bytes(other));
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void searchIndexHasEveryTextOnceAndNoMarks() throws IOException {
        write("docs/index.md", "# Title\n\nIntro.[^1]\n\n## Part\n\nText of part.\n\n[^1]: Note.\n");
        render();
        Value.Arr docs = Value.parseJson(Files.readString(target.resolve("search/search_index.json")))
                .at("/docs")
                .flatMap(Value::asArr)
                .orElseThrow();
        assertEquals(
                "[{\"location\":\"\",\"title\":\"Title\",\"text\":\"Title Intro.1\"},"
                        + "{\"location\":\"#part\",\"title\":\"Part\",\"text\":\"Text of part. Note.\"}]",
                docs.toJson());
    }

    @Test
    void metadataListsAllFilesSorted() throws IOException {
        write("mkdocs.yml", "site_name: Orders\nsite_description: All about orders\n");
        write("docs/index.md", "# x\n");
        write("docs/img/a.png", "png");
        render();
        SiteMetadata metadata = SiteMetadata.read(target).orElseThrow();
        assertEquals("Orders", metadata.siteName());
        assertEquals("All about orders", metadata.siteDescription());
        assertEquals(TestClock.START, metadata.buildTimestamp());
        assertEquals(List.copyOf(bytes(target).keySet()), metadata.files());
    }

    @Test
    void withoutConfigurationTheDefaultsHold() throws IOException {
        write("docs/index.md", "# Home\n");
        assertEquals(List.of(), render().findings());
        assertEquals("source", SiteMetadata.read(target).orElseThrow().siteName());
    }

    @Test
    void theLongerEndingOfTheConfigurationWins() throws IOException {
        write("mkdocs.yml", "site_name: Short\n");
        write("mkdocs.yaml", "site_name: Long\n");
        write("docs/index.md", "# Home\n");
        render();
        assertEquals("Long", SiteMetadata.read(target).orElseThrow().siteName());
    }

    @Test
    void brokenLinksAreFoundWithTheirPlacesAndWhatWasMeant() throws IOException {
        write("docs/index.md", """
                # Home

                [a](guide/instal.md) [b](Guide/Install.md)
                [c](guide/install.md#linx) ![d](img/gone.png)
                [e](#hom) [f](../out.md) [g](other/install.md)
                """);
        write("docs/guide/install.md", "# Install\n\n## Linux\n");
        RenderedSite site = render();
        assertEquals(
                List.of(
                        "docs/index.md:3:1 docs-link-missing",
                        "docs/index.md:3:22 docs-link-case",
                        "docs/index.md:4:1 docs-link-anchor Did you mean \"#linux\"?",
                        "docs/index.md:4:28 docs-link-missing",
                        "docs/index.md:5:1 docs-link-anchor Did you mean \"#home\"?",
                        "docs/index.md:5:11 docs-link-outside",
                        "docs/index.md:5:26 docs-link-missing Did you mean \"guide/install.md\"?"),
                site.findings().stream()
                        .map(finding -> finding.location().orElseThrow() + " " + finding.ruleId()
                                + finding.hint()
                                        .filter(hint -> hint.startsWith("Did"))
                                        .map(hint -> " " + hint)
                                        .orElse(""))
                        .toList());
        assertEquals(7, site.brokenLinks());
        assertFalse(site.hasErrors());
        assertEquals(
                "guide/install/",
                page("index.html").select("article a:contains(b)").first().attr("href"));
    }

    @Test
    void strictTurnsBrokenLinksIntoErrorsAndWritesNothing() throws IOException {
        write("mkdocs.yml", "site_name: s\nstrict: true\nvalidation:\n  links:\n    anchors: warn\n");
        write("docs/index.md", "[a](gone.md) [b](#gone) [c](/abs.md)\n");
        RenderedSite site = render();
        assertEquals(
                List.of(Severity.ERROR, Severity.ERROR, Severity.INFO),
                site.findings().stream().map(Diagnostic::severity).toList());
        assertFalse(Files.exists(target.resolve("index.html")));
    }

    @Test
    void ignoredFindingsAreNotReported() throws IOException {
        write("mkdocs.yml", "site_name: s\nvalidation:\n  absolute_links: ignore\n");
        write("docs/index.md", "[c](/abs.md)\n");
        assertEquals(List.of(), render().findings());
    }

    @Test
    void everyKeyIsUsedRefusedOrUnknown() throws IOException {
        write("mkdocs.yml", """
                site_name: s
                hooks: [evil.py]
                extra_javascript: [evil.js]
                site_descripton: typo
                theme:
                  name: material
                  custom_dir: overrides
                plugins:
                  - techdocs-core
                  - serach
                markdown_extensions:
                  - pymdownx.emoji:
                      emoji_index: !!python/name:material.extensions.emoji.twemoji
                  - my.module:Extension
                """);
        write("docs/index.md", "# x\n");
        RenderedSite site = render();
        assertEquals(
                List.of(
                        "mkdocs.yml:2:1 docs-config-refused",
                        "mkdocs.yml:3:1 docs-config-refused",
                        "mkdocs.yml:4:1 docs-config-unknown",
                        "mkdocs.yml:7:3 docs-config-refused",
                        "mkdocs.yml:10:5 docs-config-unsupported",
                        "mkdocs.yml:13:20 yaml",
                        "mkdocs.yml:14:5 docs-config-unsupported"),
                site.findings().stream()
                        .map(finding -> finding.location().orElseThrow() + " " + finding.ruleId())
                        .toList());
        assertTrue(Files.exists(target.resolve("index.html")));
    }

    @Test
    void wrongTypesAreErrorsWithTheirPlace() throws IOException {
        write("mkdocs.yml", "site_name: [a]\nnav: text\nuse_directory_urls: maybe\n");
        write("docs/index.md", "# x\n");
        RenderedSite site = render();
        assertTrue(site.hasErrors());
        assertEquals(List.of(), site.pages());
        assertTrue(site.findings().stream().allMatch(finding -> finding.ruleId().equals("docs-config")));
    }

    @Test
    void docsFolderStaysWithinTheSource() throws IOException {
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Files.writeString(outside.resolve("index.md"), "# secret\n");
        Files.createSymbolicLink(source.resolve("link"), outside);
        for (String docs : List.of("../outside", "/etc", ".", "link", "gone", "a\\0b")) {
            write("mkdocs.yml", "site_name: s\ndocs_dir: \"" + docs + "\"\n");
            RenderedSite site = render();
            assertTrue(site.hasErrors(), docs);
            assertFalse(Files.exists(target.resolve("index.html")), docs);
        }
    }

    @Test
    void linksOutOfTheSourceAreLeftOut() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.md"), "# secret\n");
        write("docs/index.md", "# x\n\n--8<-- \"../secret.md\"\n--8<-- \"docs/l.md\"\n--8<-- \".env\"\n");
        write(".env", "TOKEN=1");
        write("shared/inside.md", "# Inside\n");
        Files.createSymbolicLink(source.resolve("docs/l.md"), secret);
        Files.createSymbolicLink(source.resolve("docs/folder"), folder);
        Files.createSymbolicLink(source.resolve("docs/ok.md"), source.resolve("shared/inside.md"));
        RenderedSite site = render();
        assertEquals(2, ruleIds(site).stream().filter("docs-symlink"::equals).count());
        assertEquals(3, ruleIds(site).stream().filter("docs-snippet"::equals).count());
        assertFalse(bytes(target).values().stream()
                .anyMatch(text -> text.contains("secret</h1>") || text.contains("TOKEN")));
        assertTrue(Files.exists(target.resolve("ok/index.html")));
    }

    @Test
    void circlesOfLinksEnd() throws IOException {
        write("docs/a/index.md", "# x\n");
        Files.createSymbolicLink(source.resolve("docs/a/again"), source.resolve("docs"));
        assertTimeoutPreemptively(Duration.ofSeconds(20), this::render);
        assertTrue(Files.exists(target.resolve("a/index.html")));
    }

    @Test
    void theTargetIsCleanedOfWhatTheSiteNoLongerHasAndOfNothingElse() throws IOException {
        write("docs/index.md", "# x\n");
        write("docs/old/page.md", "# x\n");
        render();
        Files.writeString(target.resolve("mine.txt"), "mine");
        Files.delete(source.resolve("docs/old/page.md"));
        render();
        assertFalse(Files.exists(target.resolve("old")));
        assertTrue(Files.exists(target.resolve("mine.txt")));
    }

    @Test
    void aFolderWithOtherFilesIsNotWrittenTo() throws IOException {
        write("docs/index.md", "# x\n");
        Files.writeString(Files.createDirectories(target).resolve("mine.txt"), "mine");
        assertThrows(IOException.class, this::render);
        assertEquals(List.of("mine.txt"), List.copyOf(bytes(target).keySet()));
    }

    @Test
    void pagesThatWouldBeOneFileAreToldApart() throws IOException {
        write("docs/index.md", "# x\n");
        write("docs/README.md", "# y\n");
        write("docs/a.md", "# first\n");
        write("docs/a/index.md", "# second\n");
        RenderedSite site = render();
        assertTrue(
                ruleIds(site).containsAll(List.of("docs-two-indexes", "docs-output-conflict")),
                site.findings().toString());
        assertEquals(
                "first", page("a/index.html").select("h1").textNodes().get(0).text());
    }

    @Test
    void aSiteWithoutHomeGetsAListOfItsPages() throws IOException {
        write("docs/b.md", "# B & <i>co</i>\n");
        RenderedSite site = render();
        assertEquals(List.of("docs-no-home"), ruleIds(site));
        assertEquals("b/", page("index.html").select("article a").attr("href"));
    }

    @Test
    void anEmptyFolderIsAnError() throws IOException {
        Files.createDirectories(source.resolve("docs"));
        RenderedSite site = render();
        assertEquals(List.of("docs-empty"), ruleIds(site));
        assertTrue(site.hasErrors());
    }

    @Test
    void limitsOfTheSiteHold() throws IOException {
        write("docs/index.md", "# x\n");
        write("docs/big.bin", "x".repeat(2_000));
        write("docs/b.md", "# y\n");
        SiteLimits small = new SiteLimits(10, 1_000, 10_000, MarkdownLimits.STANDARD);
        assertEquals(
                List.of("docs-file-limit"),
                ruleIds(SiteRenderer.builder().limits(small).build().render(source, target)));
        SiteLimits one = new SiteLimits(1, 10_000, 10_000, MarkdownLimits.STANDARD);
        assertEquals(
                List.of("docs-site-limit"),
                ruleIds(SiteRenderer.builder().limits(one).build().render(source, target)));
    }

    @Test
    void theSizeOfAPageDoesNotGrowWithTheSite() throws IOException {
        write("docs/index.md", "# x\n");
        for (int i = 0; i < 400; i++) {
            write("docs/p" + i + ".md", "# Page\n");
        }
        render();
        assertTrue(Files.size(target.resolve("p200/index.html")) < 15_000);
        List<String> links =
                page("p200/index.html").select(".md-nav--primary a").eachText();
        assertTrue(links.contains("\u2026") && links.size() < 70, links.toString());
    }

    @Test
    void pagesWorkWithKeyboardAndWithoutOtherHosts() throws IOException {
        write("mkdocs.yml", """
                site_name: "<b>S</b>"
                copyright: "<script>1</script>"
                nav:
                  - "<i>T</i>": index.md
                  - Evil: "javascript:alert(1)"
                  - Out: https://example.com/
                """);
        write("docs/index.md", "# x\n");
        render();
        Document page = page("index.html");
        assertEquals("#content", page.body().children().first().attr("href"));
        assertEquals(1, page.select("#content article.md-typeset").size());
        assertEquals(
                List.of("assets/portalsdk/site.js"),
                page.select("script").eachAttr("src").stream()
                        .map(src -> src.replaceFirst("^\\./", ""))
                        .toList());
        assertEquals(List.of(), Harmless.faults(page.selectFirst("nav.md-nav--primary")));
        assertEquals(
                List.of("https://example.com/"), page.select("a[href^=http]").eachAttr("href"));
        assertTrue(page.select("header b, footer script, nav i").isEmpty());
    }

    @Test
    void oneBadPageDoesNotCostTheSite() throws IOException {
        write("docs/index.md", "# x\n");
        write("docs/huge.md", "x".repeat(1_000_001));
        RenderedSite site = render();
        assertEquals(List.of("docs-page-limit"), ruleIds(site));
        assertTrue(Files.exists(target.resolve("index.html")));
        assertEquals(
                "Page not rendered",
                page("huge/index.html").select(".admonition-title").text());
    }

    @Test
    void editLinksComeFromTheRepository() {
        Optional<String> none = Optional.empty();
        assertEquals(
                Optional.of("https://github.com/a/b/edit/master/docs/x%20y.md"),
                EditLinks.of(Optional.of("https://github.com/a/b"), none, none).of("x y.md", "docs/x y.md", "docs"));
        assertEquals(
                Optional.of("https://h/r?f=x"),
                EditLinks.of(Optional.of("https://h/r"), none, Optional.of("?f={path_noext}"))
                        .of("x.md", "docs/x.md", "docs"));
        assertEquals(
                none,
                EditLinks.of(Optional.of("javascript:x"), Optional.of("y"), none)
                        .of("x.md", "docs/x.md", "docs"));
    }
}
