package dev.portalsdk.samples.portal.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.samples.portal.TaskPortal;
import dev.portalsdk.samples.portal.TestPortal;
import java.io.IOException;
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

/** The page of a task while it goes on: it tells what happens without being loaded again. */
@Tag("browser")
@Timeout(300)
class TaskInBrowserTest {
    @TempDir
    private static Path directory;

    private static TestPortal portal;
    private static Chromium browser;
    private static PageInBrowser page;

    @BeforeAll
    static void start() throws Exception {
        portal = TaskPortal.of(directory);
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

    private static void run(String template) throws InterruptedException {
        page.open("/create/default/" + template);
        create();
    }

    /** Goes through what is left of a form, as it stands. */
    private static void create() throws InterruptedException {
        if (browser.isTrue("!document.querySelector('button[value=create]')")) {
            page.click("button.primary[value=next]");
            browser.await("document.querySelector('button[value=create]') && document.readyState === 'complete'");
        }
        page.click("button[value=create]");
        browser.await("location.pathname.startsWith('/tasks/') && document.readyState === 'complete'");
    }

    private static void status(String status) throws InterruptedException {
        browser.await("document.readyState === 'complete' && document.querySelector('#task-status')"
                + " && document.querySelector('#task-status').textContent === '" + status + "'");
    }

    @Test
    void stepsAndLogChangeWhileItRuns() throws InterruptedException {
        page.open("/create/default/slow");
        page.fill("[name='/seconds']", "4");
        create();
        browser.evaluate("window.kept = true");
        browser.await("document.querySelector('[data-step=wait]').dataset.status === 'processing'");
        int before = count("#log li");
        assertTrue(before > 0);
        assertEquals("1 of 3", page.text("#steps-done"));
        assertEquals("live", page.text("#live"));
        // The end loads the page anew: what happens until then is caught as it does.
        browser.evaluate(
                "window.seen = new Promise(done => new MutationObserver(() => {"
                        + " if (document.querySelector('[data-step=wait]').dataset.status === 'completed'"
                        + " && document.querySelectorAll('#log li').length > " + before
                        + ") done(window.kept === true); })"
                        + ".observe(document.querySelector('.task-columns'), {subtree: true, attributes: true, childList: true}))");
        assertTrue(browser.isTrue("window.seen"), "without being loaded again");
        status("completed");
        assertEquals("3 of 3", page.text("#steps-done"));
        assertTrue(page.text("section[aria-labelledby=output]").contains("it is done"));
        assertEquals(0, count("#live"));
    }

    private static int count(String selector) {
        return Integer.parseInt(browser.text("String(document.querySelectorAll('" + selector + "').length)"));
    }

    @Test
    void itIsStoppedAndStartedAgain() throws Exception {
        run("slow");
        browser.await("document.querySelector('[data-step=wait]').dataset.status === 'processing'");
        page.fits("task-running");
        page.click("form[action$='/cancel'] button");
        status("cancelled");
        page.fits("task-cancelled");
        page.click("button[name=from][value=start]");
        browser.await("document.querySelector('#live')");
        page.click("form[action$='/cancel'] button");
        status("cancelled");
    }

    @Test
    void itGoesOnAfterWhatWasWrongIsMended() throws Exception {
        run("fails");
        status("failed");
        assertTrue(page.text("section.banner.error").contains("there.txt"));
        page.fits("task-failed");
        Files.writeString(directory.resolve("there.txt"), "now it is");
        page.click("button[name=from][value=failed]");
        status("completed");
        page.fits("task-completed");
        page.open("/tasks");
        page.fits("tasks-some");
    }

    @Test
    void itAsksAndIsAnswered() throws Exception {
        run("asks");
        status("waiting");
        page.fits("task-waiting");
        page.click("button[name=choice][value=UNDO]");
        status("failed");
        assertTrue(page.text("#log").contains("half-made"));
    }
}
