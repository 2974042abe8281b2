package dev.portalsdk.techdocs.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Severity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What mkdocs.yml and its plugins can ask of a site beyond its own pages, and what a host can. */
class SiteFeaturesTest {

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
        return SiteRenderer.create().render(source, target);
    }

    private Document page(String path) throws IOException {
        return Jsoup.parse(Files.readString(target.resolve(path)));
    }

    private static List<String> findings(RenderedSite site) {
        return site.findings().stream()
                .map(finding -> finding.location().orElseThrow() + " " + finding.ruleId())
                .toList();
    }

    @Test
    void sitesAreIncludedWithTheirNavigationAndLinks() throws IOException {
        write("mkdocs.yml", """
                site_name: All
                repo_url: https://github.com/acme/all
                edit_uri: edit/main/docs/
                nav:
                  - index.md
                  - Orders: '!include ./services/orders/mkdocs.yml'
                  - Plain: '!include ./services/plain/mkdocs.yml'
                """);
        write("docs/index.md", "# All\n\n[orders](orders-service/guide.md#use)\n");
        write(
                "services/orders/mkdocs.yml",
                "site_name: Orders Service\ndocs_dir: pages\nnav:\n  - Start: ./index.md\n  - guide.md\n");
        write("services/orders/pages/index.md", "# Orders\n\n[guide](guide.md) [home](../index.md)\n");
        write("services/orders/pages/guide.md", "# Guide\n\n## Use\n\n[gone](gone.md)\n");
        write("services/plain/mkdocs.yml", "site_name: plain\n");
        write("services/plain/docs/index.md", "# Plain\n");
        RenderedSite site = render();
        assertEquals(List.of("services/orders/pages/guide.md:5:1 docs-link-missing"), findings(site));
        assertEquals(
                List.of("index.md", "orders-service/index.md", "orders-service/guide.md", "plain/index.md"),
                site.pages().stream().map(RenderedPage::source).toList());
        assertEquals(
                List.of("orders-service/guide/#use"),
                page("index.html").select("article a:contains(orders)").eachAttr("href"));
        assertEquals(
                "../",
                page("orders-service/index.html")
                        .select("article a:contains(home)")
                        .attr("href"));
        assertEquals(
                "https://github.com/acme/all/edit/main/services/orders/pages/guide.md",
                page("orders-service/guide/index.html")
                        .select(".md-content__button")
                        .attr("href"));
        assertEquals(
                List.of("Start", "Guide"),
                page("orders-service/index.html")
                        .select(".md-nav--primary .md-nav__list .md-nav__list a")
                        .eachText());
    }

    @Test
    void aWildcardIncludesAllThatMatch() throws IOException {
        write("mkdocs.yml", "site_name: All\nnav:\n  - index.md\n  - Services: '*include ./services/*/mkdocs.yml'\n");
        write("docs/index.md", "# All\n");
        for (String name : List.of("b", "a")) {
            write("services/" + name + "/mkdocs.yml", "site_name: " + name + "\nnav:\n  - index.md\n");
            write("services/" + name + "/docs/index.md", "# Service " + name + "\n");
        }
        assertEquals(List.of(), findings(render()));
        assertTrue(Files.exists(target.resolve("a/index.html")) && Files.exists(target.resolve("b/index.html")));
    }

    @Test
    void includesStayWithinTheSourceAndOneNameIsUsedOnce() throws IOException {
        Path outside = Files.createDirectories(folder.resolve("outside/docs"));
        Files.writeString(outside.resolveSibling("mkdocs.yml"), "site_name: secret\n");
        Files.writeString(outside.resolve("index.md"), "# secret\n");
        Files.createSymbolicLink(source.resolve("link"), outside.getParent());
        write("mkdocs.yml", """
                site_name: All
                nav:
                  - index.md
                  - A: '!include ../outside/mkdocs.yml'
                  - C: '!include ./gone/mkdocs.yml'
                  - D: '!include ./one/mkdocs.yml'
                  - E: '!include ./two/mkdocs.yml'
                """);
        write("docs/index.md", "# All\n");
        for (String name : List.of("one", "two")) {
            write(name + "/mkdocs.yml", "site_name: same\n");
            write(name + "/docs/index.md", "# " + name + "\n");
        }
        assertEquals(
                List.of("mkdocs.yml:4:8 docs-include", "mkdocs.yml:5:8 docs-include", "mkdocs.yml:7:8 docs-include"),
                findings(render()));
        assertEquals(
                "one", page("same/index.html").select("h1").textNodes().get(0).text());
        write("mkdocs.yml", "site_name: All\nnav:\n  - B: '!include ./link/mkdocs.yml'\n");
        assertTrue(render().hasErrors());
    }

    @Test
    void aSiteThatIncludesItselfEnds() throws IOException {
        write("mkdocs.yml", "site_name: All\nnav:\n  - index.md\n  - A: '!include ./mkdocs.yml'\n");
        write("docs/index.md", "# All\n");
        assertEquals(List.of("mkdocs.yml:4:8 docs-include"), findings(render()));
    }

    @Test
    void oldAddressesLeadOn() throws IOException {
        write("mkdocs.yml", """
                site_name: S
                plugins:
                  - redirects:
                      redirect_maps:
                        old.md: guide/new.md#use
                        gone/away.md: https://example.com/?a=1&b="2"
                        index.md: guide/new.md
                        bad.md: nowhere.md
                        evil.md: javascript:alert(1)
                """);
        write("docs/index.md", "# x\n");
        write("docs/guide/new.md", "# y\n");
        assertEquals(
                List.of("mkdocs.yml:7:9 docs-redirect", "mkdocs.yml:8:9 docs-redirect", "mkdocs.yml:9:9 docs-redirect"),
                findings(render()));
        assertEquals("../guide/new/#use", page("old/index.html").select("a").attr("href"));
        assertEquals(
                "https://example.com/?a=1&b=\"2\"",
                page("gone/away/index.html").select("link[rel=canonical]").attr("href"));
        assertFalse(Files.exists(target.resolve("bad/index.html")) || Files.exists(target.resolve("evil/index.html")));
    }

    @Test
    void aKnownAddressGivesCanonicalLinksAndASitemap() throws IOException {
        write("mkdocs.yml", "site_name: S\nsite_url: https://docs.example.com/s\nsite_author: A. Writer\n");
        write("docs/index.md", "# x\n");
        write("docs/a b.md", "# y\n");
        assertEquals(List.of(), findings(render()));
        assertEquals(
                "https://docs.example.com/s/a%20b/",
                page("a b/index.html").select("link[rel=canonical]").attr("href"));
        assertEquals("A. Writer", page("index.html").select("meta[name=author]").attr("content"));
        assertTrue(Files.readString(target.resolve("sitemap.xml"))
                .contains("<loc>https://docs.example.com/s/a%20b/</loc>"));
        write("mkdocs.yml", "site_name: S\nsite_url: 'javascript:alert(1)'\n");
        assertEquals(List.of("mkdocs.yml:2:11 docs-site-url"), findings(render()));
        assertFalse(Files.exists(target.resolve("sitemap.xml")));
    }

    @Test
    void draftsAndWhatIsExcludedAreLeftOut() throws IOException {
        write("mkdocs.yml", "site_name: S\ndraft_docs: drafts/\nexclude_docs: '*.tmp.md'\n");
        write("docs/index.md", "# x\n");
        write("docs/drafts/a.md", "# y\n");
        write("docs/b.tmp.md", "# y\n");
        assertEquals(1, render().pages().size());
    }

    @Test
    void pagesAreEditedWhereTheSourceCameFromUnlessTheSiteSaysMore() throws IOException {
        SiteSource from = new SiteSource(source, Optional.of("https://github.com/acme/s/edit/main/sub/{path}"));
        write("docs/a b.md", "# x\n");
        SiteRenderer.create().render(from, target);
        assertEquals(
                "https://github.com/acme/s/edit/main/sub/docs/a%20b.md",
                page("a b/index.html").select(".md-content__button").attr("href"));
        write("mkdocs.yml", "site_name: S\nrepo_url: https://git.example.com/s\nedit_uri: e/\n");
        SiteRenderer.create().render(from, target);
        assertEquals(
                "https://git.example.com/s/e/a%20b.md",
                page("a b/index.html").select(".md-content__button").attr("href"));
    }

    @Test
    void filesThatNoPageUsesAreMentioned() throws IOException {
        write("docs/index.md", "![a](used.png) <img src=\"raw.png\"> [f](file.zip)\n");
        for (String file : List.of("used.png", "raw.png", "file.zip", "unused.png", "robots.txt")) {
            write("docs/" + file, "x");
        }
        assertEquals(List.of("docs/unused.png:1:1 docs-asset-unused"), findings(render()));
    }

    @Test
    void aHostSaysHowMuchFindingsWeigh() throws IOException {
        write("docs/index.md", "# x\n\n[a](#gone)\n");
        write("docs/unused.png", "x");
        RenderedSite site = SiteRenderer.builder()
                .severity("docs-link-anchor", Severity.ERROR)
                .ignore("docs-asset-unused")
                .build()
                .render(source, target);
        assertEquals(
                List.of(Severity.ERROR),
                site.findings().stream().map(Diagnostic::severity).toList());
        assertFalse(Files.exists(target.resolve("index.html")));
    }

    @Test
    void theMarkdownIsKeptOnRequest() throws IOException {
        write("docs/guide/a.md", "# x\n");
        SiteRenderer.builder().keepSources(true).build().render(source, target);
        assertEquals("# x\n", Files.readString(target.resolve("guide/a.md")));
        assertTrue(SiteMetadata.read(target).orElseThrow().files().contains("guide/a.md"));
    }

    @Test
    void theScriptForDiagramsIsThereOnlyWhereItIsUsed() throws IOException {
        write("docs/index.md", "# x\n");
        render();
        assertFalse(Files.exists(target.resolve("assets/portalsdk/mermaid.min.js")));
        write("docs/index.md", "# x\n\n```mermaid\ngraph LR\n```\n");
        render();
        assertTrue(Files.size(target.resolve("assets/portalsdk/mermaid.min.js")) > 1_000_000);
    }

    @Test
    void aHostChangesTheLook() throws IOException {
        write("docs/index.md", "# x & y\n");
        SiteTheme theme = SiteTheme.standard()
                .withTemplate("page", "<title>{{title}}</title><article>{{{article}}}</article>{{> nav}}")
                .withTemplate("nav", "own nav of {{siteName}}")
                .withStyles(".own { color: red }");
        SiteRenderer.builder().theme(theme).build().render(source, target);
        assertTrue(Files.readString(target.resolve("index.html")).startsWith("<title>x &amp; y</title><article>"));
        assertTrue(Files.readString(target.resolve("index.html")).endsWith("own nav of source"));
        assertTrue(Files.readString(target.resolve("assets/portalsdk/site.css")).endsWith(".own { color: red }"));
        assertThrows(IllegalArgumentException.class, () -> SiteTheme.standard().withTemplate("pages", ""));
        assertThrows(IllegalArgumentException.class, () -> SiteTheme.standard().withTemplate("page", "{{#if}"));
    }

    @Test
    void keysWithoutEffectAreTold() throws IOException {
        write("mkdocs.yml", "site_name: s\nextra: {}\nextra_css: [own.css]\ntheme: material\n");
        write("docs/index.md", "# x\n");
        write("docs/own.css", "");
        assertEquals(
                List.of("mkdocs.yml:2:1 docs-config-no-effect", "mkdocs.yml:3:1 docs-config-refused"),
                findings(render()));
    }

    @Test
    void aPreviewServesTheSiteAndTellsOfChanges() throws Exception {
        write("docs/index.md", "# One\n");
        BlockingQueue<RenderedSite> runs = new LinkedBlockingQueue<>();
        try (SitePreview preview = SitePreview.start(
                SiteRenderer.create(),
                SiteSource.of(source),
                target,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                runs::add)) {
            assertTrue(runs.take().findings().isEmpty());
            assertTrue(get(preview.uri()).contains(">One<"));
            assertTrue(get(preview.uri()).contains("/-/reload.js"));
            assertTrue(get(preview.uri().resolve("gone/")).contains("There is no such page"));
            write("docs/new/page.md", "# Two\n");
            assertEquals(2, runs.poll(20, TimeUnit.SECONDS).pages().size());
            assertTrue(get(preview.uri().resolve("new/page/")).contains(">Two<"));
            write("docs/new/page.md", "# Three\n");
            assertTrue(runs.poll(20, TimeUnit.SECONDS) != null);
            assertFalse(Files.readString(target.resolve("index.html")).contains("reload.js"));
        }
    }

    private static String get(URI uri) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }
}
