package dev.portalsdk.techdocs.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A site of nothing but attempts to run something: OWASP's filter evasions, attribute lists, SVG, links, diagrams, titles of
 * every kind, texts that the search shows, and the configuration itself. Each would set {@code window.hit}.
 */
@Tag("browser")
class HostileSiteInBrowserTest {

    private static final String EVENTS = "['click', 'mouseover', 'pointerover', 'pointerenter', 'focus', 'toggle',"
            + " 'load', 'error', 'animationstart', 'touchstart', 'keydown']";

    @TempDir
    static Path folder;

    private static Chromium browser;
    private static SitePreview site;

    @BeforeAll
    static void start() throws IOException {
        browser = Chromium.start();
        site = SitePreview.start(
                SiteRenderer.create(),
                SiteSource.of(ConformanceData.copy(ConformanceData.resource("xss"), folder.resolve("xss"))),
                folder.resolve("site"),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                built -> assertTrue(!built.hasErrors(), () -> built.findings().toString()));
    }

    @AfterAll
    static void stop() throws IOException {
        site.close();
        browser.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "owasp/", "attributes/", "svg/", "links/", "titles/", "search/", "404.html"})
    void nothingRuns(String path) throws InterruptedException {
        browser.open(site.uri().resolve(path));
        provoke("body *");
        assertNothingRan();
    }

    @Test
    void norInDiagrams() throws InterruptedException {
        browser.open(site.uri().resolve("mermaid/"));
        browser.await("document.querySelector('pre.mermaid svg')");
        Thread.sleep(500);
        provoke("body *, svg *");
        assertNothingRan();
    }

    @ParameterizedTest
    @ValueSource(strings = {"findme", "onerror", "<img", "window.hit"})
    void norInWhatTheSearchFinds(String words) throws InterruptedException {
        browser.open(site.uri());
        browser.evaluate("const i = document.querySelector('.md-search__input'); i.focus(); i.value = '" + words
                + "'; i.dispatchEvent(new Event('input'))");
        browser.await("document.querySelector('.md-search__output a')");
        provoke(".md-search__output *");
        assertNothingRan();
    }

    /** Does to every element what a reader could, but leaves for no other page. */
    private static void provoke(String elements) throws InterruptedException {
        browser.evaluate("document.addEventListener('click', c => { const a = c.target.closest('a');"
                + " if (a && !/^javascript:/i.test(a.getAttribute('href') || '')) c.preventDefault(); }, true);"
                + "document.querySelectorAll('" + elements + "').forEach(e => { " + EVENTS
                + ".forEach(name => e.dispatchEvent(new Event(name, {bubbles: true, cancelable: true})));"
                + " if (e.focus) e.focus(); if (e.click) e.click(); })");
        Thread.sleep(200);
    }

    private static void assertNothingRan() {
        assertTrue(browser.isTrue("window.hit === undefined"), () -> browser.text("String(window.hit)"));
        assertEquals(
                List.of(),
                browser.errors().stream()
                        .filter(error -> error.contains("javascriptDialog") || error.contains("xss.example"))
                        .toList());
        String schemes = "Array.from(document.querySelectorAll('a')).map(a => a.protocol || a.getAttribute('href')"
                + " || a.getAttribute('xlink:href') || '').filter(s => /^\\s*(javascript|data|vbscript|blob|file):/i.test(s))";
        assertEquals("", browser.text(schemes + ".join()"));
    }
}
