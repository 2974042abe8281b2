package dev.portalsdk.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.http.Answers.Answer;
import dev.portalsdk.http.access.AuditEvent;
import dev.portalsdk.http.access.Decision;
import dev.portalsdk.http.access.Permission;
import dev.portalsdk.http.access.Principal;
import dev.portalsdk.http.access.StaticTokens;
import dev.portalsdk.http.catalog.RecordedCatalog;
import dev.portalsdk.http.exchange.Request;
import dev.portalsdk.http.exchange.Router;
import dev.portalsdk.http.scaffolder.ScaffolderFixture;
import dev.portalsdk.model.Value;
import dev.portalsdk.scaffolder.Scaffolder;
import dev.portalsdk.techdocs.LocalDirectoryPublisher;
import dev.portalsdk.techdocs.Preparation;
import dev.portalsdk.techdocs.TechDocs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whoever changes something, or tries to, is told of once, at every route that there is. */
@Timeout(60)
class AuditTest {
    /** They are sent as POST as they are long; everything else that is no GET changes something, or is to be told of. */
    private static final Set<String> QUESTIONS = Set.of(
            "POST /api/catalog/entities/by-query",
            "POST /api/catalog/entities/by-refs",
            "POST /api/catalog/entity-facets",
            "POST /api/catalog/locations/by-query",
            "POST /api/scaffolder/v2/autocomplete/{provider}/{resource}");

    private static final Set<String> GETS_THAT_WORK = Set.of("GET /api/techdocs/sync/{namespace}/{kind}/{name}");
    private static final String TOKEN = "the-token-of-a-program";
    private static final String LOCATION = "{\"type\":\"url\",\"target\":\"https://example.com/a.yaml\"}";

    private final List<AuditEvent> events = new ArrayList<>();
    private Decision decision = Decision.allow();
    private Catalog catalog;
    private Scaffolder scaffolder;
    private TechDocs docs;
    private PortalHttp api;

    @BeforeEach
    void open(@TempDir Path sites) throws IOException {
        catalog = RecordedCatalog.open();
        scaffolder = ScaffolderFixture.open(catalog);
        docs = TechDocs.builder()
                .preparer((entity, known) -> new Preparation.NotModified())
                .publisher(new LocalDirectoryPublisher(sites))
                .build();
        api = PortalHttp.builder()
                .catalog(catalog)
                .scaffolder(scaffolder)
                .techdocs(docs)
                .tokens(StaticTokens.none().with(TOKEN, Principal.service("ci")))
                .permissions(
                        (permission, who) -> permission.equals(Permission.ENTITY_READ) ? Decision.allow() : decision)
                .audit(events::add)
                .build();
    }

    @AfterEach
    void close() throws IOException {
        docs.close();
        scaffolder.close();
        catalog.close();
    }

    private List<Router.Route> changes() {
        List<Router.Route> changes = new ArrayList<>();
        for (Router.Route route : api.routes()) {
            String name = route.method() + " " + route.pattern();
            boolean get = route.method().equals("GET");
            if (get ? GETS_THAT_WORK.contains(name) : !QUESTIONS.contains(name)) {
                changes.add(route);
            }
        }
        assertTrue(changes.size() >= 12, () -> "only " + changes.size() + " routes change something");
        return changes;
    }

    private static String path(Router.Route route) {
        return route.pattern()
                .replace("{kind}", "component")
                .replace("{namespace}", "default")
                .replaceAll("\\{\\w+}", "not-there");
    }

    private Answer send(String method, String path, String token, String body) {
        return Answers.send(
                api,
                Request.builder(method, path)
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .body(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))
                        .build());
    }

    /** What was told of the last request. */
    private AuditEvent told(String route) {
        assertEquals(1, events.size(), () -> route + " was told of in " + events);
        AuditEvent event = events.remove(0);
        assertFalse(event.id().isBlank() || event.about().string("actionType").isEmpty(), event::toString);
        return event;
    }

    private AuditEvent refused(Router.Route route, String token, String body, int status) {
        Answer answer = send(route.method(), path(route), token, body);
        assertEquals(status, answer.status(), route + " " + answer.text());
        AuditEvent event = told(route.toString());
        assertEquals(route.method() + " " + path(route), event.request());
        assertTrue(event.error().isPresent(), event::toString);
        return event;
    }

    @Test
    void strangersAndForgedTokensAreToldOfAtEveryRoute() {
        for (Router.Route route : changes()) {
            assertTrue(refused(route, "a-token-that-is-none", "{}", 401).who().isNobody());
            Answers.send(api, Request.builder(route.method(), path(route)).build());
            assertTrue(told(route.toString()).who().isNobody());
        }
    }

    @Test
    void whatIsNoRequestIsToldOfAtEveryRoute() {
        for (Router.Route route : changes()) {
            Answer answer = send(route.method(), path(route), TOKEN, "{");
            AuditEvent event = told(route.toString());
            assertEquals("ci", event.who().subject());
            assertEquals(answer.status() >= 400, event.error().isPresent(), event + " " + answer.status());
        }
    }

    @Test
    void whatMayNotBeDoneIsToldOfAtEveryRoute() {
        decision = Decision.deny();
        for (Router.Route route : changes()) {
            String body = "{\"entityRef\":\"component:default/payments\",\"location\":" + LOCATION
                    + ",\"type\":\"url\",\"target\":\"https://example.com/a.yaml\",\"templateRef\":\"x\",\"values\":{}}";
            boolean docs = route.pattern().contains("/sync/");
            refused(route, TOKEN, body, docs ? 404 : 403);
        }
    }

    @Test
    void questionsAreNotToldOf() {
        for (Router.Route route : api.routes()) {
            if (!changes().contains(route) && !route.pattern().contains("eventstream")) {
                send(route.method(), path(route), TOKEN, "{}");
            }
        }
        assertEquals(List.of(), events);
    }

    @Test
    void whatIsDoneIsToldWithWhatItWasDoneTo() {
        send("POST", "/api/catalog/refresh", TOKEN, "{\"entityRef\":\"component:default/payments\"}");
        assertDone("entity-mutate", "{\"actionType\":\"refresh\",\"entityRef\":\"component:default/payments\"}");
        send(
                "POST",
                "/api/catalog/validate-entity",
                TOKEN,
                "{\"entity\":{},\"location\":\"url:https://example.com/a\"}");
        assertEquals(Optional.of("answered with status 400"), told("validate").error());
        send("GET", "/api/techdocs/sync/default/component/payments", TOKEN, "");
        assertDone(
                "docs-sync",
                "{\"actionType\":\"build\",\"namespace\":\"default\",\"kind\":\"component\",\"name\":\"payments\"}");
        Answer started = send(
                "POST",
                "/api/scaffolder/v2/tasks",
                TOKEN,
                "{\"templateRef\":\"template:default/service-template\",\"values\":{\"name\":\"abc\"},\"secrets\":{\"t\":\"hush\"}}");
        String id = started.json().at("/id").flatMap(Value::asString).orElseThrow();
        assertDone(
                "task",
                "{\"actionType\":\"create\",\"templateRef\":\"template:default/service-template\",\"taskId\":\"" + id
                        + "\"}");
        send("POST", "/api/scaffolder/v2/tasks/" + id + "/cancel", TOKEN, "");
        assertDone("task", "{\"taskId\":\"" + id + "\",\"actionType\":\"cancel\"}");
        Answer wrong = send(
                "POST",
                "/api/scaffolder/v2/tasks",
                TOKEN,
                "{\"templateRef\":\"template:default/service-template\",\"values\":{\"name\":\"Not A Name\"}}");
        assertEquals(400, wrong.status());
        assertTrue(told("create").error().isPresent());
    }

    private void assertDone(String id, String about) {
        AuditEvent event = told(id);
        assertEquals(id, event.id());
        assertEquals(Value.parseJson(about), event.about());
        assertEquals(Optional.empty(), event.error());
        assertEquals("ci", event.who().subject());
    }

    @Test
    void aListenerThatFailsStopsNothing() {
        PortalHttp loud = PortalHttp.builder()
                .catalog(catalog)
                .audit(event -> {
                    throw new IllegalStateException("no disk");
                })
                .build();
        assertEquals(
                204,
                Answers.send(loud, "DELETE", "/api/catalog/entities/by-uid/x", Optional.empty())
                        .status());
    }
}
