package dev.portalsdk.samples.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.scaffolder.Task;
import dev.portalsdk.scaffolder.task.TaskStatus;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tasks that go on, fail, are stopped and ask, on pages without a script. */
@Timeout(120)
class TaskPagesTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private static Path directory;

    private static TestPortal portal;
    private static GuestBrowser guest;

    @BeforeAll
    static void start() throws Exception {
        portal = TaskPortal.of(directory);
        guest = portal.guest();
    }

    @AfterAll
    static void stop() throws IOException {
        portal.close();
    }

    /** Sends a template's form as it stands: where its task is. */
    static String run(GuestBrowser guest, String template) throws Exception {
        return run(guest, template, Map.of());
    }

    /** As above, with fields of the form filled in. */
    static String run(GuestBrowser guest, String template, Map<String, String> filled) throws Exception {
        String form = "/create/default/" + template;
        Document page = TestPortal.page(guest.get(form));
        while (page.select("button[value=create]").isEmpty()) {
            Map<String, String> fields = TestPortal.filledIn(page, "next");
            filled.forEach(fields::replace);
            page = TestPortal.page(guest.post(form, form, fields));
        }
        HttpResponse<String> started = guest.post(form, form, TestPortal.filledIn(page, "create"));
        assertEquals(303, started.statusCode(), started::body);
        return started.headers().firstValue("Location").orElseThrow();
    }

    private static Task task(String path) {
        return portal.parts()
                .scaffolder()
                .task(path.substring(path.lastIndexOf('/') + 1))
                .orElseThrow();
    }

    private static Document page(String path) throws Exception {
        HttpResponse<String> response = guest.get(path);
        assertEquals(200, response.statusCode(), response::body);
        return TestPortal.page(response);
    }

    private static void status(TaskStatus expected, String path) throws Exception {
        assertEquals(expected, task(path).await(SOON).status());
        assertEquals(
                expected.name().toLowerCase(Locale.ROOT),
                page(path).select("#task-status").text());
    }

    private static String waiting(String path) throws Exception {
        for (int i = 0; i < 200; i++) {
            if (page(path).select("[data-step=wait][data-status=processing]").size() == 1) {
                return path;
            }
            Thread.sleep(50);
        }
        throw new AssertionError(page(path).select("main").text());
    }

    @Test
    void aRunningTaskIsShownAndStopped() throws Exception {
        String path = waiting(run(guest, "slow"));
        Document running = page(path);
        assertEquals("2", running.select("noscript meta[http-equiv=refresh]").attr("content"));
        assertEquals(
                List.of("completed", "processing", "open"),
                running.select(".task-steps .badge").eachText());
        assertEquals("1", running.select("progress").attr("value"));
        assertEquals(
                "a <b>bold</b> start",
                running.select("#log li").get(2).select(".log-text").text());
        assertEquals(1, running.select("form[action$=/cancel]").size());
        assertTrue(running.select("form[action$=/retry]").isEmpty());
        HttpResponse<String> told = guest.post(path, path + "/cancel", Map.of());
        assertEquals(
                path + "?notice=cancelled",
                told.headers().firstValue("Location").orElse(""));
        status(TaskStatus.CANCELLED, path);
        Document over = page(path + "?notice=cancelled");
        assertEquals("The task was told to stop.", over.select(".notice").text());
        assertTrue(over.select("form[action$=/cancel], [data-events]").isEmpty());
        String again = guest.post(path, path + "/retry", Map.of("from", "start"))
                .headers()
                .firstValue("Location")
                .orElseThrow();
        waiting(again);
        guest.post(again, again + "/cancel", Map.of());
        status(TaskStatus.CANCELLED, again);
        assertTrue(page("/tasks").select(".badge.cancelled").size() >= 1);
    }

    @Test
    void aTaskGoesOnFromWhereItFailed() throws Exception {
        String path = run(guest, "fails");
        status(TaskStatus.FAILED, path);
        Document failed = page(path);
        assertTrue(failed.select("section.banner.error").text().contains("there.txt"), failed.select("main")::text);
        assertTrue(failed.select("[data-step=read] .field-error").text().contains("there.txt"));
        Files.writeString(directory.resolve("there.txt"), "now it is");
        String again = guest.post(path, path + "/retry", Map.of("from", "failed"))
                .headers()
                .firstValue("Location")
                .orElseThrow();
        status(TaskStatus.COMPLETED, again);
        long once = page(again).select(".log-text").eachText().stream()
                .filter("once"::equals)
                .count();
        assertEquals(1, once, "what was done is not done again");
        assertEquals(409, guest.post(again, again + "/retry", Map.of()).statusCode(), "nothing is left to do");
    }

    @Test
    void aTaskThatAsksIsAnswered() throws Exception {
        String path = run(guest, "asks");
        status(TaskStatus.WAITING, path);
        Document asks = page(path);
        assertEquals(
                List.of("KEEP", "UNDO"),
                asks.select("form[action$=/decide] button").eachAttr("value"));
        assertFalse(asks.select("section[aria-label=Decision] p").text().isBlank());
        assertEquals(400, decide(path, "nonsense"));
        assertEquals(409, decide(path, "REPEAT"));
        assertEquals(303, decide(path, "UNDO"));
        status(TaskStatus.FAILED, path);
        assertTrue(
                page(path).select("#log").text().contains("half-made"),
                page(path).select("#log")::text);
        assertEquals(409, decide(path, "KEEP"), "it was decided");
    }

    private static int decide(String path, String choice) throws Exception {
        return guest.post(path, path + "/decide", Map.of("choice", choice)).statusCode();
    }

    @Test
    void resultsAreShownThoughThereIsNoLink() throws Exception {
        Map<String, String> fields = TestPortal.filledIn(TestPortal.page(guest.get("/create/default/slow")), "next");
        fields.put("/seconds", "0");
        String form = "/create/default/slow";
        Document review = TestPortal.page(guest.post(form, form, fields));
        String path = guest.post(form, form, TestPortal.filledIn(review, "create"))
                .headers()
                .firstValue("Location")
                .orElseThrow();
        status(TaskStatus.COMPLETED, path);
        assertEquals(
                "So. it is done",
                page(path).select("section[aria-labelledby=output] p").text());
    }

    @Test
    void noOneElsesFormMovesATask() throws Exception {
        String path = run(guest, "fails");
        for (String action : List.of("/cancel", "/retry", "/decide")) {
            assertEquals(403, guest.send(path + action, Map.of(), "guessed").statusCode(), action);
            assertEquals(
                    303,
                    portal.stranger().post("/sign-in", path + action, Map.of()).statusCode(),
                    "strangers are led to the sign-in");
        }
        assertEquals(404, guest.post(path, "/tasks/none/cancel", Map.of()).statusCode());
    }
}
