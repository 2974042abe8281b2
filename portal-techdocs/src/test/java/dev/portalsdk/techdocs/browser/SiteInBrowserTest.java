package dev.portalsdk.techdocs.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.Value;
import dev.portalsdk.techdocs.ConformanceData;
import dev.portalsdk.techdocs.site.SitePreview;
import dev.portalsdk.techdocs.site.SiteRenderer;
import dev.portalsdk.techdocs.site.SiteSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What readers get: the order service's site and one with a page of everything, in a real browser. */
@Tag("browser")
class SiteInBrowserTest {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    @TempDir
    static Path folder;

    private static Chromium browser;
    private static SitePreview seed;
    private static SitePreview showcase;

    @BeforeAll
    static void start() throws IOException {
        browser = Chromium.start();
        seed = preview("seed");
        showcase = preview("showcase");
    }

    private static SitePreview preview(String name) throws IOException {
        Path recorded = ConformanceData.resource(name.equals("seed") ? "order-service" : name);
        Path source = ConformanceData.copy(recorded, folder.resolve(name));
        return SitePreview.start(
                SiteRenderer.create(),
                SiteSource.of(source),
                folder.resolve(name + "-site"),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                site -> assertTrue(!site.hasErrors(), () -> site.findings().toString()));
    }

    @AfterAll
    static void stop() throws IOException {
        seed.close();
        showcase.close();
        browser.close();
    }

    @BeforeEach
    void aScreen() {
        browser.viewport(1280, 900);
        browser.prefersDark(false);
    }

    private static void open(SitePreview site, String path) throws InterruptedException {
        browser.open(site.uri().resolve(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "architecture/", "runbooks/", "api/", "nowhere/404.html"})
    void noPageComplains(String path) throws InterruptedException {
        open(seed, path.startsWith("nowhere") ? "404.html" : path);
        assertEquals(List.of(), browser.errors());
    }

    @Test
    void theSearchFindsAWordAndLeadsThere() throws InterruptedException, IOException {
        open(seed, "");
        search("pool");
        assertTrue(browser.text("document.querySelector('.md-search__output').innerText")
                        .contains("Pool exhausted")
                || browser.isTrue("document.querySelectorAll('.md-search__output mark').length > 0"));
        browser.screenshot(SCREENSHOTS.resolve("search.png"));
        browser.evaluate("document.querySelector('.md-search__output a').click()");
        browser.await("location.pathname === '/runbooks/'");
    }

    private static void search(String word) throws InterruptedException {
        browser.evaluate("const i = document.querySelector('.md-search__input'); i.focus(); i.value = '" + word
                + "'; i.dispatchEvent(new Event('input'))");
        browser.await("document.querySelector('.md-search__output a')");
    }

    @Test
    void diagramsAreDrawnAndOnlyTheirPagesLoadTheScript() throws InterruptedException, IOException {
        open(seed, "architecture/");
        browser.await("document.querySelector('pre.mermaid svg')");
        browser.screenshot(SCREENSHOTS.resolve("diagram.png"));
        assertEquals(List.of(), browser.errors());
        open(seed, "api/");
        assertTrue(browser.isTrue("!document.querySelector('script[src*=mermaid]')"));
    }

    @Test
    void tabsAndDetailsOpen() throws InterruptedException {
        open(showcase, "");
        String shown = "Array.from(document.querySelectorAll('.tabbed-set')[0].querySelectorAll('.tabbed-block'))"
                + ".map(b => getComputedStyle(b).display !== 'none').join()";
        assertEquals("true,false", browser.text(shown));
        browser.evaluate("document.querySelectorAll('.tabbed-labels > label')[1].click()");
        assertEquals("false,true", browser.text(shown));
        assertTrue(browser.isTrue("!document.querySelector('details.note').open"));
        browser.evaluate("document.querySelector('details.note > summary').click()");
        assertTrue(browser.isTrue("document.querySelector('details.note').open"));
    }

    @Test
    void titlesOfCodeShowWithAndWithoutNumbers() throws InterruptedException {
        open(showcase, "code/");
        assertEquals(
                "true,true",
                browser.text("Array.from(document.querySelectorAll('article span.filename'))"
                        + ".map(title => title.getBoundingClientRect().width > 200).join()"));
    }

    @Test
    void darkIsDarkWhetherTheSystemOrTheReaderSaysSo() throws InterruptedException, IOException {
        open(showcase, "");
        String background = "getComputedStyle(document.body).backgroundColor";
        String light = browser.text(background);
        browser.evaluate("document.querySelector('.md-palette').click()");
        String dark = browser.text(background);
        assertNotEquals(light, dark);
        open(showcase, "more/");
        assertEquals(dark, browser.text(background), "the choice is kept");
        browser.screenshot(SCREENSHOTS.resolve("dark-more.png"));
        browser.evaluate("localStorage.clear()");
        browser.prefersDark(true);
        open(showcase, "");
        assertEquals(dark, browser.text(background));
        browser.screenshot(SCREENSHOTS.resolve("dark.png"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "more/", "code/"})
    void aPhoneNeedsNoSidewaysScrolling(String path) throws InterruptedException, IOException {
        browser.viewport(375, 750);
        open(showcase, path);
        assertTrue(
                browser.isTrue("document.documentElement.scrollWidth <= 375"),
                () -> browser.text(
                        "Array.from(document.querySelectorAll('*')).filter(e => e.getBoundingClientRect().right"
                                + " > 376).slice(0, 5).map(e => e.outerHTML.slice(0, 100)).join('\\n')"));
        browser.screenshot(SCREENSHOTS.resolve("phone-" + path.replace("/", "") + ".png"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "more/", "code/"})
    void axeFindsNoSeriousFault(String path) throws InterruptedException, IOException {
        for (boolean dark : new boolean[] {false, true}) {
            browser.prefersDark(dark);
            open(showcase, path);
            Value faults = Axe.seriousFaults(browser);
            assertEquals(Value.Arr.empty(), faults, dark ? "dark" : "light");
        }
        browser.prefersDark(false);
        open(showcase, path);
        browser.viewport(1280, 1600);
        browser.screenshot(SCREENSHOTS.resolve("light-" + path.replace("/", "") + ".png"));
    }

    @Test
    void nothingThatAuthorsWriteRuns() throws InterruptedException, IOException {
        open(showcase, "hostile/");
        browser.await("document.querySelector('pre.mermaid svg, pre.mermaid[data-processed]')");
        search("onerror");
        for (String element : List.of("article a[href]", "article summary", "article label", ".md-search__output a")) {
            browser.evaluate(
                    "document.querySelectorAll('" + element + "').forEach(e => { e.addEventListener('click', c =>"
                            + " { if (/^https?:$/.test(e.protocol)) c.preventDefault(); }); e.focus(); e.click();"
                            + " e.dispatchEvent(new MouseEvent('mouseover', {bubbles: true})); })");
        }
        Thread.sleep(300);
        assertTrue(browser.isTrue("window.hit === undefined"), () -> browser.text("String(window.hit)"));
        assertEquals(
                List.of(),
                browser.errors().stream()
                        .filter(error -> error.contains("javascriptDialog"))
                        .toList());
    }

    @Test
    void aChangeShowsByItself() throws InterruptedException, IOException {
        open(seed, "api/");
        browser.await("performance.getEntriesByType('resource').length > 1");
        Path page = folder.resolve("seed/docs/api.md");
        Files.writeString(page, Files.readString(page) + "\nA line that just came in.\n");
        browser.await("document.body && document.body.innerText.includes('A line that just came in.')");
    }

    @Test
    void filesThatAreNotThereAndWaysOutGetThePageForThat() throws Exception {
        var http = java.net.http.HttpClient.newHttpClient();
        for (String path : List.of("gone/", "../../etc/passwd", "%2e%2e/%2e%2e/etc/passwd")) {
            var answer = http.send(
                    java.net.http.HttpRequest.newBuilder(URI.create(seed.uri() + path))
                            .build(),
                    java.net.http.HttpResponse.BodyHandlers.ofString());
            assertEquals(404, answer.statusCode(), path);
        }
    }
}
