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
    private static PageInBrowser page;

    @BeforeAll
    static void start() throws Exception {
        portal = TestPortal.ofSample();
        browser = Chromium.start();
        browser.viewport(1280, 900);
        page = new PageInBrowser(browser, portal);
        page.signIn();
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

    @Test
    void theCatalogIsFilteredAndSearched() throws InterruptedException {
        page.open("/catalog");
        browser.evaluate(
                "Array.from(document.querySelectorAll('.facet a')).find(a => a.textContent.includes('experimental')).click()");
        browser.await("location.search.includes('lifecycle=experimental') && document.readyState === 'complete'");
        assertEquals("Recommendations", page.text("a.entity-name"));
        assertFalse(browser.isTrue(
                "Array.from(document.querySelectorAll('a.entity-name')).some(a => a.textContent === 'Storefront')"));
        page.open("/catalog");
        browser.evaluate("document.body.dispatchEvent(new KeyboardEvent('keydown', {key: '/', bubbles: true}))");
        browser.await("document.activeElement.name === 'q'");
        browser.evaluate("document.activeElement.value = 'payment'; document.activeElement.form.requestSubmit()");
        browser.await("location.search.includes('q=payment') && document.readyState === 'complete'");
        assertTrue(browser.isTrue("document.querySelector('tbody').textContent.includes('payment-service')"));
    }

    @Test
    void theGraphIsWalkedWithTheKeyboard() throws InterruptedException {
        page.open("/catalog/default/component/order-service");
        browser.evaluate("document.querySelector('svg.graph a[href*=\"order-api\"]').focus()");
        assertTrue(browser.isTrue(
                "document.activeElement.getAttribute('href') === '/catalog/default/api/order-api/relations'"));
        for (String type : List.of("rawKeyDown", "char", "keyUp")) {
            Value.Obj enter = Value.Obj.of("key", "Enter", "text", "\r", "windowsVirtualKeyCode", 13);
            browser.call("Input.dispatchKeyEvent", enter.with("type", Value.Str.of(type)));
        }
        page.arrived("/catalog/default/api/order-api/relations");
        assertEquals("Order API", page.text("h1"));
        browser.evaluate(
                "document.querySelector('svg.graph a[href*=\"system/ecommerce\"]').dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}))");
        page.arrived("/catalog/default/system/ecommerce/relations");
    }

    @Test
    void theSeedsTemplateIsFilledInAndRunToItsEnd() throws InterruptedException {
        page.open("/create");
        page.click("a[href='/create/default/python-fastapi-service']");
        page.arrived("/create/default/python-fastapi-service");
        page.fill("[name='/name']", "Not A Name");
        page.click("button.primary[value=next]");
        browser.await("document.querySelector('#f-name-error')");
        assertEquals("problems", browser.text("document.activeElement.id"), "the focus is on what is wrong");
        browser.forget("422"); // the console tells of every answer that is no success
        page.fill("[name='/name']", "mail-service");
        page.fill("[name='/owner']", "group:default/team-platform");
        page.fill("[name='/description']", "Sends mail");
        page.click("button.primary[value=next]");
        browser.await("document.querySelector(\"[name='/database']\") && document.readyState === 'complete'");
        page.fill("[name='/database']", "postgresql");
        page.click("button.primary[value=next]");
        browser.await("document.querySelector('button[value=create]') && document.readyState === 'complete'");
        page.click("button[value=create]");
        browser.await("location.pathname.startsWith('/tasks/') && document.readyState === 'complete'");
        browser.await("(document.querySelector('#task-status') || {}).textContent === 'completed'");
        assertTrue(browser.isTrue("document.querySelectorAll('[data-status=completed]').length === 3"));
        assertTrue(browser.isTrue("document.querySelectorAll('#log li').length > 5"));
        browser.evaluate(
                "Array.from(document.querySelectorAll('.results a')).find(a => a.textContent.includes('Catalog')).click()");
        page.arrived("/catalog/default/component/mail-service");
        assertEquals("mail-service", page.text("h1"));
    }

    @Test
    void aChoiceBringsItsFieldsWithoutAReload() throws InterruptedException {
        page.open("/create/default/announcement");
        page.fill("[name='/component']", "component:default/order-service");
        page.fill("[name='/repository#repo']", "news");
        page.click("button.primary[value=next]");
        browser.await("document.querySelector(\"[name='/channel']\") && document.readyState === 'complete'");
        browser.evaluate("window.kept = true");
        assertFalse(browser.isTrue("Boolean(document.querySelector(\"[name='/room']\"))"));
        page.click("[name='/channel'][value=chat]");
        browser.await("document.querySelector(\"[name='/room']\")");
        page.click("[type=checkbox][name='/scheduled']");
        browser.await("document.querySelector(\"[name='/date']\")");
        assertTrue(browser.isTrue("window.kept"));
        assertTrue(browser.isTrue(
                "document.activeElement.name === '/scheduled' || document.activeElement === document.body"));
    }

    @Test
    void docsAreReadAndSearched() throws InterruptedException {
        page.open("/docs");
        page.click("a[href='/docs/default/component/order-service/']");
        browser.await("document.querySelector('#article h1')");
        browser.evaluate(
                "Array.from(document.querySelectorAll('.docs-nav a')).find(a => a.textContent === 'Runbooks').click()");
        page.arrived("/docs/default/component/order-service/runbooks/");
        page.fill("#docs-q", "latency");
        browser.evaluate("document.querySelector('#docs-q').form.requestSubmit()");
        browser.await("document.querySelector('.search-results a')");
        assertTrue(page.text(".search-results").contains("High latency"));
    }

    @Test
    void aBrokenDescriptorIsShownAtItsLine(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("catalog-info.yaml");
        Files.writeString(file, GROUP.formatted("team"));
        try (TestPortal own = TestPortal.of(directory)) {
            new PageInBrowser(browser, own).signIn();
            browser.open(URI.create(own.uri() + "/catalog/default/group/team"));
            Files.writeString(file, GROUP.formatted("7"));
            page.click("form[action$='/refresh'] button");
            page.arrived("/catalog/default/group/team/status");
            browser.await("document.querySelector('.finding.error')");
            assertTrue(page.text(".finding.error").contains("catalog-info.yaml:6:9"), page.text(".finding.error"));
            browser.open(URI.create(own.uri() + "/locations"));
            assertTrue(page.text("main").contains("spec.type"), page.text("main"));
            Files.writeString(file, GROUP.formatted("team"));
            browser.open(URI.create(own.uri() + "/catalog/default/group/team"));
            page.click("form[action$='/refresh'] button");
            page.arrived("/catalog/default/group/team/status");
            browser.await("document.querySelector('.empty-line.good')");
        } finally {
            page.signIn();
        }
    }

    @Test
    void pagesThatAreNotThereFitToo() throws Exception {
        for (String path : List.of(
                "/nothing/here",
                "/catalog/default/component/nothing",
                "/docs/default/component/order-service/nothing/",
                "/sign-in/none")) {
            page.open(path);
            page.fits("missing" + path.replaceAll("\\W+", "-"));
            browser.forget("status of 404");
        }
        page.click("form[action='/sign-out'] button");
        page.arrived("/sign-in");
        page.fits("sign-in");
        page.signIn();
    }

    @Test
    void aStarIsSetAndFound() throws InterruptedException {
        page.open("/catalog");
        page.click("form[action='/catalog/default/component/order-service/star'] button");
        browser.await("document.querySelector('.star[aria-pressed=true]')");
        page.click(".facet a[href='/catalog?list=starred']");
        browser.await("location.search === '?list=starred' && document.readyState === 'complete'");
        assertEquals("order-service", page.text("a.entity-name"));
        page.click(".star");
        browser.await("document.querySelector('.empty')");
    }

    @Test
    void peopleSignOutAndInAgain() throws InterruptedException {
        page.open("/catalog");
        page.click("form[action='/sign-out'] button");
        page.arrived("/sign-in");
        page.open("/sign-in?next=/tasks");
        assertTrue(page.text("h1").contains("Portal"));
        page.click("form button");
        page.arrived("/tasks");
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
                "/locations",
                "/catalog?list=starred",
                "/catalog?kind=group",
                "/catalog/default/group/team-platform",
                "/catalog/default/user/paula",
                "/catalog/default/template/announcement",
                "/catalog/default/component/order-service/source",
                "/docs/default/component/order-service/?q=latency"
            })
    void pagesFitEveryWidthInLightAndDark(String path) throws Exception {
        page.open(path);
        browser.await("!document.querySelector('[data-reload]')");
        page.fits(path.replaceAll("\\W+", "-"));
    }
}
