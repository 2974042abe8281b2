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

/** The first forty pages of the site that the benchmarks build: sections, wide tables, code, admonitions, much text. */
@Tag("browser")
class BenchSiteInBrowserTest {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final String PAGE = "s000/p0003/";

    @TempDir
    static Path folder;

    private static Chromium browser;
    private static SitePreview site;

    @BeforeAll
    static void start() throws IOException {
        browser = Chromium.start();
        Path source = ConformanceData.copy(ConformanceData.resource("bench"), folder.resolve("bench"));
        site = SitePreview.start(
                SiteRenderer.create(),
                SiteSource.of(source),
                folder.resolve("site"),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                built -> assertEquals(List.of(), built.findings()));
    }

    @AfterAll
    static void stop() throws IOException {
        site.close();
        browser.close();
    }

    @BeforeEach
    void aScreen() {
        browser.viewport(1280, 900);
        browser.prefersDark(false);
    }

    private static void open(String path) throws InterruptedException {
        browser.open(site.uri().resolve(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", PAGE, "s001/p0035/"})
    void noPageComplains(String path) throws InterruptedException {
        open(path);
        assertEquals(List.of(), browser.errors());
    }

    @Test
    void theSearchFindsAWordAmongFortyPagesAndLeadsThere() throws InterruptedException, IOException {
        open(PAGE);
        browser.evaluate("const i = document.querySelector('.md-search__input'); i.focus(); i.value = 'idempotent';"
                + " i.dispatchEvent(new Event('input'))");
        browser.await("document.querySelectorAll('.md-search__output a').length > 3");
        assertTrue(browser.isTrue("document.querySelectorAll('.md-search__output mark').length > 0"));
        assertTrue(
                browser.isTrue("Array.from(document.querySelectorAll('.md-search__output a'))"
                        + ".some(a => /^Page \\d+ › Overview/.test(a.innerText))"),
                "a section is named with its page");
        browser.screenshot(SCREENSHOTS.resolve("bench-search.png"));
        browser.evaluate("document.querySelector('.md-search__output a').click()");
        browser.await("location.pathname !== '/" + PAGE + "' || location.hash !== ''");
    }

    @Test
    void theNavigationShowsWhereTheReaderIs() throws InterruptedException {
        open(PAGE);
        assertEquals("Page 3", browser.text("document.querySelector('nav [aria-current=page]').innerText.trim()"));
        assertTrue(browser.isTrue("document.querySelectorAll('.md-nav a').length > 20"));
    }

    @Test
    void darkIsDark() throws InterruptedException, IOException {
        open(PAGE);
        String background = "getComputedStyle(document.body).backgroundColor";
        String light = browser.text(background);
        browser.prefersDark(true);
        open(PAGE);
        assertNotEquals(light, browser.text(background));
        browser.screenshot(SCREENSHOTS.resolve("bench-dark.png"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", PAGE})
    void aPhoneNeedsNoSidewaysScrolling(String path) throws InterruptedException, IOException {
        browser.viewport(375, 750);
        open(path);
        assertTrue(browser.isTrue("document.documentElement.scrollWidth <= 375"));
        browser.screenshot(SCREENSHOTS.resolve("bench-phone-" + path.replace("/", "") + ".png"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", PAGE})
    void axeFindsNoSeriousFault(String path) throws InterruptedException, IOException {
        for (boolean dark : new boolean[] {false, true}) {
            browser.prefersDark(dark);
            open(path);
            assertEquals(Value.Arr.empty(), Axe.seriousFaults(browser), dark ? "dark" : "light");
        }
        browser.prefersDark(false);
        open(path);
        browser.screenshot(SCREENSHOTS.resolve("bench-light-" + path.replace("/", "") + ".png"));
    }
}
