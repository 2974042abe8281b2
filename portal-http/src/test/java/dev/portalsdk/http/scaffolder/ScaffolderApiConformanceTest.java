package dev.portalsdk.http.scaffolder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.http.Answers;
import dev.portalsdk.http.Answers.Answer;
import dev.portalsdk.http.PortalHttp;
import dev.portalsdk.http.catalog.RecordedCatalog;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.Scaffolder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Recorded answers of Backstage's scaffolder, and a task from its start to its end. */
@Timeout(60)
class ScaffolderApiConformanceTest {
    private static final String API = "/api/scaffolder";
    private static Catalog catalog;
    private static Scaffolder scaffolder;
    private static PortalHttp portal;

    @BeforeAll
    static void open() throws IOException {
        catalog = RecordedCatalog.open();
        scaffolder = ScaffolderFixture.open(catalog);
        portal = PortalHttp.builder().catalog(catalog).scaffolder(scaffolder).build();
    }

    @AfterAll
    static void close() {
        scaffolder.close();
        catalog.close();
    }

    private static Value recorded(String file) throws IOException {
        return Value.parseJson(
                Files.readString(RecordedCatalog.folder("scaffolder").resolve(file)));
    }

    private static String text(Value value, String pointer) {
        return value.at(pointer).flatMap(Value::asString).orElseThrow();
    }

    @Test
    void theFormOfATemplateIsAsRecorded() throws IOException {
        Value form = recorded("parameter-schema.json").at("/body").orElseThrow();
        StitchedEntity template = catalog.queries().all("kind=template").stream()
                .filter(found -> found.entity().metadata().title().equals(Optional.of(text(form, "/title"))))
                .findFirst()
                .orElseThrow();
        Answer answer = Answers.get(
                portal,
                API + "/v2/templates/" + template.ref().namespace() + "/template/"
                        + template.ref().name() + "/parameter-schema");
        assertEquals(200, answer.status());
        assertEquals(form.toJava(), answer.json().toJava());
    }

    @Test
    void whatIsNotThereIsToldAsRecorded() throws IOException {
        Value form = recorded("parameter-schema-404.json").at("/body").orElseThrow();
        assertEquals(
                form.toJava(),
                Answers.get(portal, API + text(form, "/request/url")).json().toJava());
        // Recorded was a fault of the server's, 500.
        Value task = recorded("task-404.json").at("/body").orElseThrow();
        Answer answer = Answers.get(portal, API + text(task, "/request/url"));
        assertEquals(404, answer.status());
        assertEquals(task.at("/request"), answer.json().at("/request"));
    }

    @Test
    void aTaskIsStartedFollowedAndListed() {
        Answer wrong = create("{\"name\":\"Not A Name\"}");
        assertEquals(400, wrong.status());
        assertEquals("instance.name", text(wrong.json(), "/errors/0/property"));
        Answer created = create("{\"name\":\"abc\"}");
        assertEquals(201, created.status());
        String task = API + "/v2/tasks/" + text(created.json(), "/id");
        String events = Answers.get(portal, task + "/eventstream").text();
        assertTrue(events.contains("event: log\ndata: "), events);
        assertTrue(events.contains("event: completion\ndata: "), events);
        assertEquals("completed", text(Answers.get(portal, task).json(), "/status"));
        assertEquals("[]", Answers.get(portal, task + "/events?after=100000").text());
        assertTrue(Answers.get(portal, API + "/v2/tasks?status=completed&limit=1")
                .text()
                .contains("\"totalTasks\":1"));
    }

    private static Answer create(String values) {
        return Answers.send(
                portal,
                "POST",
                API + "/v2/tasks",
                Optional.of("{\"templateRef\":\"template:default/service-template\",\"values\":" + values + "}"));
    }
}
