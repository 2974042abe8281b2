package dev.portalsdk.samples.portal.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.Value;
import dev.portalsdk.samples.portal.TestPortal;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** What tests do with the page that a browser shows of a portal. */
record PageInBrowser(Chromium browser, TestPortal portal) {
    /** Enters as a guest. */
    void signIn() throws InterruptedException {
        open("/sign-in?next=/catalog");
        click("form button");
        arrived("/catalog");
    }

    void open(String path) throws InterruptedException {
        browser.open(URI.create(portal.uri() + path));
    }

    /** Waits for another page. */
    void arrived(String path) throws InterruptedException {
        browser.await("location.pathname === " + quoted(path) + " && document.readyState === 'complete'");
    }

    String text(String selector) {
        return browser.text("document.querySelector(" + quoted(selector) + ").textContent.trim()");
    }

    void click(String selector) {
        browser.evaluate("document.querySelector(" + quoted(selector) + ").click()");
    }

    /** As somebody who types: the value, and then the field is left. */
    void fill(String selector, String value) {
        browser.evaluate("(e => { e.value = " + quoted(value)
                + "; e.dispatchEvent(new Event('input', {bubbles: true})); e.dispatchEvent(new Event('change', {bubbles: true})); })"
                + "(document.querySelector(" + quoted(selector) + "))");
    }

    private static String quoted(String text) {
        return Value.Str.of(text).toJson();
    }

    /**
     * The page is no wider than a phone, a tablet and a desktop, and keeps nobody out, in light and dark.
     *
     * @param name of its pictures in {@code target/screenshots}
     */
    void fits(String name) throws Exception {
        try {
            for (int width : List.of(390, 820, 1440)) {
                for (boolean dark : List.of(false, true)) {
                    browser.viewport(width, 900);
                    browser.prefersDark(dark);
                    browser.evaluate(
                            "new Promise(done => requestAnimationFrame(() => setTimeout(done, 150)))"); // transitions
                    String where = name + " at " + width + (dark ? ", dark" : "");
                    assertTrue(
                            browser.isTrue("document.documentElement.scrollWidth <= innerWidth"),
                            where + " is too wide");
                    assertEquals("[]", Axe.seriousFaults(browser).toJson(), where);
                    browser.screenshot(
                            Path.of("target/screenshots", name + "-" + width + (dark ? "-dark" : "") + ".png"));
                }
            }
        } finally {
            browser.viewport(1280, 900);
            browser.prefersDark(false);
        }
    }
}
