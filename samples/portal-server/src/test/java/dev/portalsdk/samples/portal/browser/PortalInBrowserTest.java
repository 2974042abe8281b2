package dev.portalsdk.samples.portal.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.Value;
import dev.portalsdk.samples.portal.TestPortal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The portal as people use it: what they click and type, and what the browser complains of. */
@Tag("browser")
@Timeout(300)
class PortalInBrowserTest {
    private static final String GROUP = """
            apiVersion: backstage.io/v1alpha1
            kind: Group
            metadata:
              name: team
            spec:
              type: %s
              children: []
            """;

    private static TestPortal portal;
    private static Chromium browser;

    @BeforeAll
    static void start() throws Exception {
        portal = TestPortal.ofSample();
        browser = Chromium.start();
        browser.viewport(1280, 900);
        signIn(portal);
    }

    @AfterAll
    static void stop() throws IOException {
        browser.close();
        portal.close();
    }

    @AfterEach
    void theBrowserHadNothingToComplainOf() {
        assertEquals(List.of(), browser.errors());
    }

    private static void signIn(TestPortal where) throws InterruptedException {
        browser.open(URI.create(where.uri() + "/sign-in?next=/catalog"));
        browser.evaluate("document.querySelector('form button').click()");
        arrived("/catalog");
    }

    private static void open(String path) throws InterruptedException {
        browser.open(URI.create(portal.uri() + path));
    }

    private static void arrived(String path) throws InterruptedException {
        browser.await(
                "location.pathname === " + Value.Str.of(path).toJson() + " && document.readyState === 'complete'");
    }

    private static String text(String selector) {
        return browser.text("document.querySelector(" + Value.Str.of(selector).toJson() + ").textContent.trim()");
    }

    private static void click(String selector) {
        browser.evaluate("document.querySelector(" + Value.Str.of(selector).toJson() + ").click()");
    }

    /** As somebody who types: the value, and then the field is left. */
    private static void fill(String selector, String value) {
        browser.evaluate("(e => { e.value = " + Value.Str.of(value).toJson()
                + "; e.dispatchEvent(new Event('input', {bubbles: true})); e.dispatchEvent(new Event('change', {bubbles: true})); })"
                + "(document.querySelector(" + Value.Str.of(selector).toJson() + "))");
    }

    @Test
    void theCatalogIsFilteredAndSearched() throws InterruptedException {
        open("/catalog");
        browser.evaluate(
                "Array.from(document.querySelectorAll('.facet a')).find(a => a.textContent.includes('experimental')).click()");
        browser.await("location.search.includes('lifecycle=experimental') && document.readyState === 'complete'");
        assertEquals("Recommendations", text("a.entity-name"));
        assertFalse(browser.isTrue(
                "Array.from(document.querySelectorAll('a.entity-name')).some(a => a.textContent === 'Storefront')"));
        open("/catalog");
        browser.evaluate("document.body.dispatchEvent(new KeyboardEvent('keydown', {key: '/', bubbles: true}))");
        browser.await("document.activeElement.name === 'q'");
        browser.evaluate("document.activeElement.value = 'payment'; document.activeElement.form.requestSubmit()");
        browser.await("location.search.includes('q=payment') && document.readyState === 'complete'");
        assertTrue(browser.isTrue("document.querySelector('tbody').textContent.includes('payment-service')"));
    }

    @Test
    void theGraphIsWalkedWithTheKeyboard() throws InterruptedException {
        open("/catalog/default/component/order-service");
        browser.evaluate("document.querySelector('svg.graph a[href*=\"order-api\"]').focus()");
        assertTrue(browser.isTrue(
                "document.activeElement.getAttribute('href') === '/catalog/default/api/order-api/relations'"));
        for (String type : List.of("rawKeyDown", "char", "keyUp")) {
            Value.Obj enter = Value.Obj.of("key", "Enter", "text", "\r", "windowsVirtualKeyCode", 13);
            browser.call("Input.dispatchKeyEvent", enter.with("type", Value.Str.of(type)));
        }
        arrived("/catalog/default/api/order-api/relations");
        assertEquals("Order API", text("h1"));
        browser.evaluate(
                "document.querySelector('svg.graph a[href*=\"system/ecommerce\"]').dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}))");
        arrived("/catalog/default/system/ecommerce/relations");
    }

    @Test
    void theSeedsTemplateIsFilledInAndRunToItsEnd() throws InterruptedException {
        open("/create");
        click("a[href='/create/default/python-fastapi-service']");
        arrived("/create/default/python-fastapi-service");
        fill("[name='/name']", "Not A Name");
        click("button.primary[value=next]");
        browser.await("document.querySelector('#f-name-error')");
        assertEquals("problems", browser.text("document.activeElement.id"), "the focus is on what is wrong");
        browser.forget("422"); // the console tells of every answer that is no success
        fill("[name='/name']", "mail-service");
        fill("[name='/owner']", "group:default/team-platform");
        fill("[name='/description']", "Sends mail");
        click("button.primary[value=next]");
        browser.await("document.querySelector(\"[name='/database']\") && document.readyState === 'complete'");
        fill("[name='/database']", "postgresql");
        click("button.primary[value=next]");
        browser.await("document.querySelector('button[value=create]') && document.readyState === 'complete'");
        click("button[value=create]");
        browser.await("location.pathname.startsWith('/tasks/') && document.readyState === 'complete'");
        browser.await("(document.querySelector('#task-status') || {}).textContent === 'completed'");
        assertTrue(browser.isTrue("document.querySelectorAll('[data-status=completed]').length === 3"));
        assertTrue(browser.isTrue("document.querySelectorAll('#log li').length > 5"));
        browser.evaluate(
                "Array.from(document.querySelectorAll('.results a')).find(a => a.textContent.includes('Catalog')).click()");
        arrived("/catalog/default/component/mail-service");
        assertEquals("mail-service", text("h1"));
    }

    @Test
    void aChoiceBringsItsFieldsWithoutAReload() throws InterruptedException {
        open("/create/default/announcement");
        fill("[name='/component']", "component:default/order-service");
        fill("[name='/repository#repo']", "news");
        click("button.primary[value=next]");
        browser.await("document.querySelector(\"[name='/channel']\") && document.readyState === 'complete'");
        browser.evaluate("window.kept = true");
        assertFalse(browser.isTrue("Boolean(document.querySelector(\"[name='/room']\"))"));
        click("[name='/channel'][value=chat]");
        browser.await("document.querySelector(\"[name='/room']\")");
        click("[type=checkbox][name='/scheduled']");
        browser.await("document.querySelector(\"[name='/date']\")");
        assertTrue(browser.isTrue("window.kept"));
        assertTrue(browser.isTrue(
                "document.activeElement.name === '/scheduled' || document.activeElement === document.body"));
    }

    @Test
    void docsAreReadAndSearched() throws InterruptedException {
        open("/docs");
        click("a[href='/docs/default/component/order-service/']");
        browser.await("document.querySelector('#article h1')");
        browser.evaluate(
                "Array.from(document.querySelectorAll('.docs-nav a')).find(a => a.textContent === 'Runbooks').click()");
        arrived("/docs/default/component/order-service/runbooks/");
        fill("#docs-q", "latency");
        browser.evaluate("document.querySelector('#docs-q').form.requestSubmit()");
        browser.await("document.querySelector('.search-results a')");
        assertTrue(text(".search-results").contains("High latency"));
    }

    @Test
    void aBrokenDescriptorIsShownAtItsLine(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("catalog-info.yaml");
        Files.writeString(file, GROUP.formatted("team"));
        try (TestPortal own = TestPortal.of(directory)) {
            signIn(own);
            browser.open(URI.create(own.uri() + "/catalog/default/group/team"));
            Files.writeString(file, GROUP.formatted("7"));
            click("form[action$='/refresh'] button");
            arrived("/catalog/default/group/team/status");
            browser.await("document.querySelector('.finding.error')");
            assertTrue(text(".finding.error").contains("catalog-info.yaml:6:9"), text(".finding.error"));
            browser.open(URI.create(own.uri() + "/locations"));
            assertTrue(text("main").contains("spec.type"), text("main"));
            Files.writeString(file, GROUP.formatted("team"));
            browser.open(URI.create(own.uri() + "/catalog/default/group/team"));
            click("form[action$='/refresh'] button");
            arrived("/catalog/default/group/team/status");
            browser.await("document.querySelector('.empty-line.good')");
        } finally {
            signIn(portal);
        }
    }

    @Test
    void peopleSignOutAndInAgain() throws InterruptedException {
        open("/catalog");
        click("form[action='/sign-out'] button");
        arrived("/sign-in");
        open("/sign-in?next=/tasks");
        assertTrue(text("h1").contains("Portal"));
        click("form button");
        arrived("/tasks");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/catalog",
                "/catalog?kind=all&q=nosuchword",
                "/catalog/default/component/order-service",
                "/catalog/default/system/ecommerce/relations",
                "/catalog/default/api/order-api/definition",
                "/catalog/default/component/order-service/status",
                "/catalog/default/component/order-service/history",
                "/docs",
                "/docs/default/component/order-service/",
                "/create",
                "/create/default/announcement",
                "/create/default/python-fastapi-service",
                "/tasks",
                "/locations"
            })
    void pagesFitEveryWidthInLightAndDark(String path) throws Exception {
        try {
            for (int width : List.of(390, 820, 1440)) {
                for (boolean dark : List.of(false, true)) {
                    browser.viewport(width, 900);
                    browser.prefersDark(dark);
                    open(path);
                    browser.await("!document.querySelector('[data-reload]')");
                    String where = path + " at " + width + (dark ? ", dark" : "");
                    assertTrue(
                            browser.isTrue("document.documentElement.scrollWidth <= innerWidth"),
                            where + " is too wide");
                    assertEquals("[]", Axe.seriousFaults(browser).toJson(), where);
                    browser.screenshot(Path.of(
                            "target/screenshots",
                            path.replaceAll("\\W+", "-") + "-" + width + (dark ? "-dark" : "") + ".png"));
                }
            }
        } finally {
            browser.viewport(1280, 900);
            browser.prefersDark(false);
        }
    }
}
