package dev.portalsdk.catalog.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.portalsdk.config.Secret;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against a server that answers as Backstage's does: pages with cursors, relations in both directions, fields of the server's own. */
@Timeout(60)
class RestCatalogTest {
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final List<Value.Obj> entities = new ArrayList<>();
    private HttpServer server;
    private volatile int pageSize = 2;
    private volatile int status = 200;
    private volatile Optional<String> body = Optional.empty();

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/catalog/entities/by-query", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getRawQuery();
        asked.add(query);
        authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        int start = 0;
        int limit = pageSize;
        for (String parameter : query.split("&")) {
            String value = URLDecoder.decode(parameter.substring(parameter.indexOf('=') + 1), StandardCharsets.UTF_8);
            if (parameter.startsWith("cursor=")) {
                start = Integer.parseInt(value.substring("at ".length()));
            } else if (parameter.startsWith("limit=")) {
                limit = Math.min(limit, Integer.parseInt(value));
            }
        }
        int end = Math.min(entities.size(), start + limit);
        Value.Obj page = end < entities.size() ? Value.Obj.of("nextCursor", "at " + end) : Value.Obj.empty();
        String text = body.orElse(Value.Obj.of(
                        "items",
                        Value.Arr.of(entities.subList(start, end)),
                        "totalItems",
                        entities.size(),
                        "pageInfo",
                        page)
                .toJson());
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private RestCatalog catalog() {
        return RestCatalog.at(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/api/catalog/"));
    }

    private static Value.Obj entity(String json) {
        return Value.parseJson(json).asObj().orElseThrow();
    }

    private void component(String name, String more, String relations) {
        entities.add(entity("""
                {"apiVersion": "backstage.io/v1alpha1", "kind": "Component",
                 "metadata": {"name": "%s", "namespace": "default", "uid": "1", "etag": "2", "generation": 1,
                   "annotations": {"backstage.io/managed-by-location": "url:https://github.com/acme/%s/blob/main/catalog-info.yaml"}},
                 "spec": {"type": "service", "lifecycle": "production", "owner": "a"%s},
                 "relations": [{"type": "ownedBy", "targetRef": "group:default/a"}%s]}
                """.formatted(name, name, more, relations)));
    }

    private void group(String relations) {
        entities.add(entity("""
                {"apiVersion": "backstage.io/v1alpha1", "kind": "Group", "metadata": {"name": "a", "namespace": "default", "uid": "3"},
                 "spec": {"type": "team", "children": []}, "relations": [%s]}""".formatted(relations)));
    }

    @Test
    void readsEveryPageAndSendsFiltersOnlyOnce() throws IOException {
        for (int i = 0; i < 5; i++) {
            component("c" + i, "", "");
        }
        RestCatalog.Question question = new RestCatalog.Question(
                List.of("kind=component,spec.type=service", "kind=api"),
                List.of("metadata.name"),
                List.of("metadata.name,desc"),
                Optional.of("pay & go"),
                List.of("metadata.title"),
                OptionalInt.empty());
        assertEquals(5, catalog().token(Secret.of("t0ken")).find(question).size());
        assertEquals(
                List.of(
                        "limit=500&fields=metadata.name&filter=kind%3Dcomponent%2Cspec.type%3Dservice&filter=kind%3Dapi"
                                + "&orderField=metadata.name%2Cdesc&fullTextFilterTerm=pay+%26+go&fullTextFilterFields=metadata.title",
                        "limit=500&fields=metadata.name&cursor=at+2", "limit=500&fields=metadata.name&cursor=at+4"),
                asked);
        assertEquals(List.of("Bearer t0ken", "Bearer t0ken", "Bearer t0ken"), authorizations);
    }

    @Test
    void asksForNoMoreThanIsWanted() throws IOException {
        for (int i = 0; i < 5; i++) {
            component("c" + i, "", "");
        }
        RestCatalog.Question three = new RestCatalog.Question(
                List.of(), List.of(), List.of(), Optional.empty(), List.of(), OptionalInt.of(3));
        assertEquals(3, catalog().find(three).size());
        assertEquals(List.of("limit=3", "limit=1&cursor=at+2"), asked);
    }

    @Test
    void theSameCatalogInFilesIsNoChange(@TempDir Path directory) throws IOException {
        group("{\"type\": \"ownerOf\", \"targetRef\": \"component:default/web\"}");
        component(
                "web",
                ", \"dependsOn\": [\"component:gone\"]",
                ", {\"type\": \"dependsOn\", \"targetRef\": \"component:default/gone\"}");
        Files.writeString(directory.resolve("catalog-info.yaml"), """
                apiVersion: backstage.io/v1alpha1
                kind: Group
                metadata: {name: a, namespace: default}
                spec: {type: team, children: []}
                ---
                apiVersion: backstage.io/v1alpha1
                kind: Component
                metadata: {name: web, namespace: default}
                spec: {type: service, lifecycle: production, owner: a, dependsOn: ["component:gone"]}
                """);
        CatalogPlan plan = CatalogPlan.between(catalog(), CatalogVersion.directory(directory));
        assertEquals(List.of(), plan.added());
        assertEquals(List.of(), plan.removed());
        assertEquals(List.of(), plan.relationsGained());
        assertEquals(List.of(), plan.relationsLost());
        assertEquals(List.of(), plan.newFindings());
        assertEquals(List.of(), plan.fixedFindings());
        assertTrue(
                plan.changed().stream()
                        .allMatch(edit -> edit.fields().isEmpty() && edit.move().isPresent()),
                plan::toString);
    }

    @Test
    void relationsThatProcessorsAddedAreKeptOnce() throws IOException {
        component("web", "", ", {\"type\": \"dependsOn\", \"targetRef\": \"component:default/other\"}");
        component(
                "other",
                ", \"dependsOn\": [\"resource:db\"]",
                ", {\"type\": \"dependencyOf\", \"targetRef\": \"component:default/web\"}");
        CatalogSnapshot snapshot = catalog().load(PlanLoader.standard());
        assertEquals(
                List.of(
                        "component:default/other dependsOn resource:default/db",
                        "component:default/web dependsOn component:default/other"),
                snapshot.relations().stream()
                        .filter(relation -> relation.type().name().equals("dependsOn"))
                        .map(Object::toString)
                        .toList());
    }

    @Test
    void oneRepositorysShareOfARunningCatalogIsReplaced(@TempDir Path directory) throws IOException {
        group("");
        component("web", "", "");
        component("api", "", "");
        Files.writeString(directory.resolve("catalog-info.yaml"), """
                apiVersion: backstage.io/v1alpha1
                kind: Component
                metadata: {name: new, namespace: default}
                spec: {type: service, lifecycle: production, owner: a}
                """);
        CatalogSnapshot running = catalog().load(PlanLoader.standard());
        CatalogSnapshot branch = CatalogVersion.directory(directory).load(PlanLoader.standard());
        CatalogPlan plan = CatalogPlan.between(
                running, running.replacing(source -> source.startsWith("https://github.com/acme/web/"), branch));
        assertEquals(List.of(EntityRef.parse("component:default/new")), refs(plan.added()));
        assertEquals(List.of(EntityRef.parse("component:default/web")), refs(plan.removed()));
        assertEquals(List.of(), plan.newFindings());
    }

    private static List<EntityRef> refs(List<PlannedEntity> entities) {
        return entities.stream().map(PlannedEntity::ref).toList();
    }

    @Test
    void whatIsNoCatalogIsSaid() {
        status = 401;
        body = Optional.of("no");
        assertMessage("answers 401; give a token that may read the catalog: no");
        status = 302;
        assertMessage("answers 302");
        status = 200;
        body = Optional.of("<html>");
        assertMessage("answers something else than JSON");
        body = Optional.of("{}");
        assertMessage("its answer has no items");
        body = Optional.of("{\"items\": [{\"kind\": \"Component\"}]}");
        assertMessage("no entity");
    }

    @Test
    void thereAreLimits() {
        for (int i = 0; i < 5; i++) {
            component("c" + i, "", "");
        }
        IOException e =
                assertThrows(IOException.class, () -> catalog().maxEntities(3).find(RestCatalog.Question.all()));
        assertTrue(e.getMessage().contains("more than 3 entities"), e::getMessage);
    }

    @Test
    void aTokenIsNotSentInTheOpen() {
        RestCatalog far =
                RestCatalog.at(URI.create("http://192.0.2.1/api/catalog")).token(Secret.of("t"));
        IOException e = assertThrows(IOException.class, () -> far.find(RestCatalog.Question.all()));
        assertTrue(e.getMessage().contains("without TLS"), e::getMessage);
        assertThrows(IllegalArgumentException.class, () -> RestCatalog.at(URI.create("file:///etc")));
    }

    private void assertMessage(String part) {
        IOException e = assertThrows(IOException.class, () -> catalog().load(PlanLoader.standard()));
        assertTrue(e.getMessage().contains(part), e::getMessage);
    }
}
