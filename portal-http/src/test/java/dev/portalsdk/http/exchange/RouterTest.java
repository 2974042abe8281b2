package dev.portalsdk.http.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portalsdk.http.PortalHttp;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouterTest {
    private final Router router = Router.builder()
            .get("/", say("root"))
            .get("/entities", say("all"))
            .post("/entities", say("made"))
            .get("/entities/{uid}", request -> Response.ok().text("uid " + request.pathParameter("uid")))
            .get("/entities/by-query", say("query"))
            .get("/entities/{a}/{b}", request -> Response.ok()
                    .text(request.pathParameter("a") + "+" + request.pathParameter("b")))
            .get("/docs/{path...}", request -> Response.ok().text("docs " + request.pathParameter("path")))
            .build();

    private static Handler say(String what) {
        return request -> Response.ok().text(what);
    }

    private static String ask(Handler handler, String method, String target) throws Exception {
        Response response = handler.handle(Request.builder(method, target).build());
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        response.body().writeTo(body);
        return response.status() + " " + body.toString(StandardCharsets.UTF_8);
    }

    @Test
    void literalGoesBeforeParameter() throws Exception {
        assertEquals("200 query", ask(router, "GET", "/entities/by-query?x=/y"));
        assertEquals("200 uid x", ask(router, "GET", "/entities/x"));
    }

    @Test
    void aWayThatEndsIsLeftForAnother() throws Exception {
        assertEquals("200 by-query+x", ask(router, "GET", "/entities/by-query/x"));
    }

    @Test
    void segmentsAreDecodedAfterThePathWasTakenApart() throws Exception {
        assertEquals("200 uid a/b +ü", ask(router, "GET", "/entities/a%2Fb%20+%C3%BC"));
    }

    @Test
    void theRestKeepsItsLastSlashAndMayBeEmpty() throws Exception {
        assertEquals("200 docs a/b/", ask(router, "GET", "/docs/a/b/"));
        assertEquals("200 docs ", ask(router, "GET", "/docs"));
    }

    @Test
    void aLastSlashDoesNotMatterAndHeadIsGet() throws Exception {
        assertEquals("200 all", ask(router, "GET", "/entities/"));
        assertEquals("200 root", ask(router, "GET", "/"));
        assertEquals("200 all", ask(router, "HEAD", "/entities"));
        assertEquals("200 made", ask(router, "POST", "/entities"));
        assertEquals("404 ", ask(router, "DELETE", "/entities"));
        assertEquals("404 ", ask(router, "GET", "/nope"));
    }

    @Test
    void aMountedRouterSeesWhatFollowsItsPath() throws Exception {
        Router below = Router.builder()
                .get("/x/{name}", request -> Response.ok()
                        .text(request.target() + " " + request.fullTarget() + " " + request.pathParameter("name")))
                .build();
        Router above = Router.builder()
                .filter((request, next) -> next.handle(request).header("X-Filter", "yes"))
                .mount("/api/y", below)
                .build();
        assertEquals("200 /x/n%20m?q /api/y/x/n%20m?q n m", ask(above, "GET", "/api/y/x/n%20m?q"));
        assertEquals("404 ", ask(above, "GET", "/api/y/z"));
        assertEquals(List.of(new Router.Route("GET", "/api/y/x/{name}")), above.routes());
        assertEquals(
                "yes",
                above.handle(Request.builder("GET", "/").build())
                        .headers()
                        .first("x-filter")
                        .orElseThrow());
    }

    @Test
    void whatIsRegisteredTwiceFails() {
        Router.Builder builder = Router.builder().get("/a/{x}", say("a"));
        assertThrows(IllegalArgumentException.class, () -> builder.get("/a/{y}", say("b")));
        assertThrows(IllegalArgumentException.class, () -> builder.get("a", say("b")));
        assertThrows(IllegalArgumentException.class, () -> builder.get("/a/{rest...}/b", say("b")));
    }

    @Test
    void brokenEscapesAreTheAskersMistake() {
        for (String target : List.of("/a%2", "/a%zz", "/%ff", "/a?b=%c3", "a")) {
            assertEquals(
                    400,
                    assertThrows(HttpException.class, () -> Request.builder("GET", target)
                                    .build())
                            .status(),
                    target);
        }
    }

    @Test
    void strangersAreNotServedPagesOfTheApiButOfTheHost() throws Exception {
        PortalHttp portal = PortalHttp.builder().mount("/", router).build();
        assertEquals("200 all", ask(portal, "GET", "/entities"));
    }
}
