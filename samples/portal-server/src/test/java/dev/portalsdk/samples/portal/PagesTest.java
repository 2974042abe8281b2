package dev.portalsdk.samples.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.EntityRef;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the pages show and do without a script. */
@Timeout(120)
class PagesTest {
    private static TestPortal portal;
    private static GuestBrowser guest;

    @BeforeAll
    static void start() throws Exception {
        portal = TestPortal.ofSample();
        guest = portal.guest();
    }

    @AfterAll
    static void stop() throws IOException {
        portal.close();
    }

    private static Document get(String path) throws Exception {
        return get(path, 200);
    }

    private static Document get(String path, int status) throws Exception {
        HttpResponse<String> response = guest.get(path);
        assertEquals(status, response.statusCode(), path);
        return TestPortal.page(response);
    }

    private static List<String> names(Document page) {
        return page.select("a.entity-name").eachText();
    }

    @Test
    void theCatalogShowsComponentsFirst() throws Exception {
        Document page = get("/catalog");
        assertEquals("Components", page.select("h1").text());
        assertTrue(
                names(page).containsAll(List.of("order-service", "Storefront", "payment-service")),
                names(page)::toString);
        assertEquals(
                "/catalog/default/group/team-platform",
                page.select("tr:contains(order-service) td a.ref").attr("href"));
    }

    @Test
    void filtersNarrowTheListAndFacetsCountWhatWouldBeLeft() throws Exception {
        Document experimental = get("/catalog?kind=component&lifecycle=experimental");
        assertTrue(names(experimental).contains("Recommendations"));
        assertFalse(names(experimental).contains("order-service"));
        String website = experimental
                .select(".facet:has(h2:contains(Type)) a:contains(website)")
                .text();
        assertEquals("", website, "no experimental website, so no such choice");
        String inProduction = get("/catalog")
                .select(".facet:has(h2:contains(Lifecycle)) a:contains(deprecated) .count")
                .text();
        assertEquals("1", inProduction);
        assertEquals(List.of("Basket (old)"), names(get("/catalog?lifecycle=deprecated")));
    }

    @Test
    void everyFacetLinkLeadsToAListOfTheSizeItTells() throws Exception {
        for (var link : get("/catalog?kind=component").select(".facet a:has(.count)")) {
            Document list = get(link.attr("href"));
            int told = Integer.parseInt(link.select(".count").text());
            assertTrue(
                    list.select("#list-heading").text().startsWith(told + " ") || link.hasAttr("aria-current"),
                    link::toString);
        }
    }

    @Test
    void fullTextFindsInAllKinds() throws Exception {
        assertTrue(names(get("/catalog?kind=all&q=cancel")).contains("Order API"));
        assertEquals(List.of("Inventory"), names(get("/catalog?kind=component&q=shelf")));
        assertEquals(
                "Nothing fits.",
                get("/catalog?q=nosuchword").select(".empty p").first().text());
    }

    @Test
    void orderIsReversedByASecondClick() throws Exception {
        Document page = get("/catalog");
        List<String> forth = names(page);
        List<String> back = names(get(page.select("th[aria-sort=ascending] a").attr("href")));
        assertEquals(forth.get(0), back.get(back.size() - 1));
        assertEquals(forth.size(), back.size());
    }

    @Test
    void longListsHavePages() throws Exception {
        Document first = get("/catalog?kind=all");
        Document second = get(first.select("a[rel=next]").attr("href"));
        assertEquals(25, names(first).size());
        assertFalse(names(second).isEmpty());
        assertEquals(names(first), names(get(second.select("a[rel=prev]").attr("href"))));
        get("/catalog?cursor=broken", 400);
    }

    @Test
    void starredEntitiesAreAListOfTheirOwn() throws Exception {
        GuestBrowser reader = portal.guest();
        assertTrue(TestPortal.page(reader.get("/catalog?list=starred"))
                .select(".empty")
                .text()
                .contains("star"));
        String star = "/catalog/default/component/order-service/star";
        HttpResponse<String> marked = reader.post("/catalog", star, Map.of("back", "/catalog?kind=api"));
        assertEquals(
                "/catalog?kind=api", marked.headers().firstValue("Location").orElse(""));
        reader.post("/catalog", "/catalog/default/api/order-api/star", Map.of("back", "//evil.example"));
        Document starred = TestPortal.page(reader.get("/catalog?list=starred"));
        assertEquals(List.of("Order API", "order-service"), names(starred));
        assertEquals(2, starred.select(".star[aria-pressed=true]").size());
        assertEquals(
                "Order API",
                TestPortal.page(reader.get("/catalog?list=starred&kind=api"))
                        .select("a.entity-name")
                        .text());
        reader.post("/catalog", star, Map.of());
        assertEquals(List.of("Order API"), names(TestPortal.page(reader.get("/catalog?list=starred"))));
        assertEquals(
                404,
                reader.post("/catalog", "/catalog/default/api/none/star", Map.of())
                        .statusCode());
    }

    @Test
    void anEntityHasAboutCardRelationsAndGraph() throws Exception {
        Document page = get("/catalog/default/component/order-service");
        assertEquals("order-service", page.select("h1").text());
        assertTrue(page.select(".grid-facts").text().contains("E-Commerce"));
        assertEquals(
                "/catalog/default/api/order-api",
                page.select("section[aria-label=Provides API] a").attr("href"));
        assertEquals(
                "/catalog/default/api/order-api/relations",
                page.select("svg.graph a.box:contains(Order API)").attr("href"));
        assertTrue(page.select("svg.graph a.box").size() >= 6);
        assertEquals(
                "https://grafana.example.com/d/order-service",
                page.select(".link-list a").attr("href"));
        assertTrue(
                page.select("a:contains(Edit)").attr("href").contains("/edit/main/catalog-info.yaml"),
                page.select("a:contains(Edit)")::toString);
    }

    @Test
    void theGraphIsWalkedAndNarrowed() throws Exception {
        Document two = get("/catalog/default/component/order-service/relations?depth=2");
        Document one = get("/catalog/default/component/order-service/relations?depth=1");
        assertTrue(two.select("a.box").size() > one.select("a.box").size());
        Document owners = get("/catalog/default/component/order-service/relations?depth=1&type=ownedBy");
        assertEquals(2, owners.select("a.box").size());
        assertEquals(1, owners.select("path.line").size());
    }

    @Test
    void anApiShowsItsOperationsAndDefinition() throws Exception {
        Document page = get("/catalog/default/api/order-api/definition");
        assertEquals(5, page.select(".operations li").size());
        assertTrue(page.select(".operations").text().contains("DELETE /orders/{id} Cancel an order"));
        assertTrue(page.select("pre.code").text().contains("title: Order API"));
        assertEquals(
                0,
                get("/catalog/default/api/inventory-api/definition")
                        .select(".operations li")
                        .size());
        get("/catalog/default/component/order-service/definition", 404);
    }

    @Test
    void statusSaysWhereAnEntityComesFrom() throws Exception {
        Document page = get("/catalog/default/component/order-service/status");
        assertTrue(page.select("main").text().contains("Nothing is wrong with this entity"));
        assertTrue(page.select("#why").parents().text().contains("order-service/blob/main/catalog-info.yaml"));
        assertTrue(get("/catalog/default/component/order-service/source")
                .select("pre")
                .text()
                .contains("kind: Component"));
        assertTrue(get("/catalog/default/component/order-service/history")
                .select(".timeline")
                .text()
                .contains("added"));
    }

    @Test
    void aMissingEntityIsExplained() throws Exception {
        Document page = get("/catalog/default/component/nobody", 404);
        assertTrue(page.text().contains("component:default/nobody"));
        assertFalse(page.select("ul.plain li").isEmpty());
    }

    @Test
    void docsAreReadAndSearched() throws Exception {
        Document list = get("/docs");
        assertTrue(list.select("h2").eachText().contains("order-service"), list.select("h2")::toString);
        Document home = docs("/docs/default/component/order-service/");
        assertEquals(
                "Order Service",
                home.select("article h1").text().replace("¶", "").strip());
        assertEquals(
                List.of("Home", "Architecture", "Runbooks", "API Reference"),
                home.select(".docs-nav li").eachText());
        assertEquals(
                "/docs/default/component/order-service/architecture/",
                home.select("a[rel=next]").attr("href"));
        Document found = get("/docs/default/component/order-service/?q=latency");
        String target = found.select(".search-results a").attr("href");
        assertTrue(get(target.replaceFirst("#.*", "")).select("article").text().contains("High latency"), target);
        assertEquals(
                0,
                get("/docs/default/component/order-service/?q=nosuchword")
                        .select(".search-results li")
                        .size());
    }

    /** The first reader may find it still being built. */
    private static Document docs(String path) throws Exception {
        Document page = get(path);
        for (int i = 0; i < 100 && !page.select("[data-reload]").isEmpty(); i++) {
            Thread.sleep(100);
            page = get(path);
        }
        return page;
    }

    @Test
    void aLocationIsCheckedRegisteredAndRemoved() throws Exception {
        String target = "https://github.com/myorg/shop/blob/main/nothing.yaml";
        HttpResponse<String> checked =
                guest.post("/locations", "/locations", Map.of("target", target, "action", "check"));
        assertEquals(422, checked.statusCode());
        assertTrue(TestPortal.page(checked).select("[role=alert]").text().contains("nothing.yaml"), checked::body);
        String url = "https://github.com/myorg/payment-service/blob/main/catalog-info.yaml";
        HttpResponse<String> preview = guest.post("/locations", "/locations", Map.of("target", url, "action", "check"));
        assertTrue(TestPortal.page(preview).select("[role=status]").text().contains("payment-service"), preview::body);
        assertTrue(portal.parts().catalog().locations().list().stream()
                .noneMatch(each -> each.location().target().equals(url)));
        assertEquals(
                303,
                guest.post("/locations", "/locations", Map.of("target", url, "action", "register"))
                        .statusCode());
        Document page = get("/locations");
        String remove = page.select("li:contains(payment-service) form[action$=/remove]")
                .attr("action");
        assertEquals(303, guest.post("/locations", remove, Map.of()).statusCode());
        assertEquals(404, guest.post("/locations", remove, Map.of()).statusCode());
    }

    @Test
    void aTemplateIsFilledInAndRunWithoutAScript() throws Exception {
        String form = "/create/default/python-fastapi-service";
        Map<String, String> first = TestPortal.filledIn(get(form), "next");
        first.put("/name", "Not A Name");
        HttpResponse<String> refused = guest.post(form, form, first);
        assertEquals(422, refused.statusCode());
        Document wrong = TestPortal.page(refused);
        assertTrue(wrong.select("#f-name-error").text().contains("pattern"), wrong.select(".field-error")::toString);
        assertEquals("Fill this in.", wrong.select("#f-owner-error").text());
        assertEquals("true", wrong.select("#f-name").attr("aria-invalid"));

        Map<String, String> again = TestPortal.filledIn(wrong, "next");
        assertEquals("Not A Name", again.get("/name"), "what was typed is still there");
        again.put("/name", "ledger-service");
        again.put("/owner", "group:default/team-payments");
        again.put("/description", "Keeps the books");
        Document second = TestPortal.page(guest.post(form, form, again));
        assertEquals(
                "Infrastructure",
                second.select("[aria-current=step]")
                        .text()
                        .replaceAll("\\d", "")
                        .strip());
        assertEquals("8000", second.select("#f-port").attr("value"));
        Map<String, String> infrastructure = TestPortal.filledIn(second, "next");
        infrastructure.put("/database", "redis");
        Document review = TestPortal.page(guest.post(form, form, infrastructure));
        assertTrue(review.select(".review").text().contains("ledger-service"), review.select("main")::text);
        assertTrue(review.select(".review").text().contains("redis"));

        HttpResponse<String> started = guest.post(form, form, TestPortal.filledIn(review, "create"));
        assertEquals(303, started.statusCode(), started::body);
        String task = started.headers().firstValue("Location").orElseThrow();
        portal.parts()
                .scaffolder()
                .task(task.substring(task.lastIndexOf('/') + 1))
                .orElseThrow()
                .await(Duration.ofMinutes(1));
        Document done = get(task);
        assertEquals("completed", done.select("#task-status").text(), done.select("main")::text);
        assertEquals(3, done.select("[data-status=completed]").size());
        assertEquals(
                "/catalog/default/component/ledger-service",
                done.select(".results a:contains(Catalog)").attr("href"));
        assertTrue(portal.parts()
                .catalog()
                .queries()
                .byRef(EntityRef.parse("component:ledger-service"))
                .isPresent());
        assertTrue(get("/tasks").select("a.entity-name").eachText().contains("Python FastAPI Service"));
        eventsTellAllOf(task);
    }

    private static void eventsTellAllOf(String task) throws Exception {
        HttpResponse<String> events = guest.get(task + "/events");
        assertEquals(
                "text/event-stream", events.headers().firstValue("Content-Type").orElse(""));
        assertTrue(events.body().contains("\"id\":\"publish\",\"status\":\"completed\""), events::body);
        assertTrue(events.body().contains("event: log") && events.body().contains("event: end"), events::body);
    }

    @Test
    void unknownPagesSaySo() throws Exception {
        assertTrue(get("/nothing/here", 404).select("h1").text().contains("no such page"));
        get("/catalog/default/component/UPPER$case", 404);
        get("/tasks/nothing", 404);
        get("/create/default/nothing", 404);
        get("/docs/default/component/nothing/", 404);
    }

    @Test
    void theApiIsServedBesideThePages() throws Exception {
        HttpResponse<String> response = guest.get("/api/catalog/entities?filter=kind=domain");
        assertEquals(200, response.statusCode(), response::body);
        assertTrue(response.body().contains("\"commerce\""), response::body);
    }
}
