package dev.portalsdk.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.http.access.AuditEvent;
import dev.portalsdk.http.access.Decision;
import dev.portalsdk.http.access.Permission;
import dev.portalsdk.http.access.Principal;
import dev.portalsdk.http.access.StaticTokens;
import dev.portalsdk.http.exchange.Request;
import dev.portalsdk.http.exchange.Response;
import dev.portalsdk.http.exchange.Router;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is let in, who may do what, and who hears of it. */
class AccessTest {
    private static final String ENTITIES = "/api/catalog/entities";
    private static final String TOKEN = "a-token-of-some-length";

    private final Catalog catalog = Catalog.builder().build();

    @AfterEach
    void close() {
        catalog.close();
    }

    private static int status(PortalHttp api, Request.Builder request) {
        return Answers.send(api, request.build()).status();
    }

    private static Request.Builder get() {
        return Request.builder("GET", ENTITIES);
    }

    @Test
    void withoutAVerifierOnlyThisMachineIsAnswered() throws Exception {
        PortalHttp api = PortalHttp.builder().catalog(catalog).build();
        InetAddress elsewhere = InetAddress.getByAddress(new byte[] {10, 0, 0, 1});
        assertEquals(200, status(api, get()));
        assertEquals(200, status(api, get().header("Host", "127.0.0.1:7007")));
        assertEquals(200, status(api, get().header("Host", "[::1]:7007")));
        assertEquals(401, status(api, get().remote(elsewhere)));
        assertEquals(401, status(api, get().header("Host", "evil.example")));
        assertEquals(401, status(api, get().header("Host", "localhost.evil.example")));
        assertEquals(401, status(api, get().header("X-Forwarded-For", "127.0.0.1")));
        assertEquals(
                200,
                status(
                        api,
                        Request.builder("GET", "/.backstage/health/v1/liveness").remote(elsewhere)));
    }

    @Test
    void withAVerifierEverybodyNeedsCredentials() throws Exception {
        PortalHttp api = PortalHttp.builder()
                .catalog(catalog)
                .tokens(StaticTokens.none().with(TOKEN, Principal.service("ci")))
                .build();
        assertEquals(401, status(api, get()));
        assertEquals(401, status(api, get().header("Authorization", "Bearer wrong")));
        assertEquals(401, status(api, get().header("Authorization", "Basic " + TOKEN)));
        assertEquals(200, status(api, get().header("Authorization", "bearer " + TOKEN)));
        assertEquals(
                200,
                status(
                        api,
                        get().header("Authorization", "Bearer " + TOKEN)
                                .remote(InetAddress.getByAddress(new byte[] {10, 0, 0, 1}))));
        assertEquals(
                "Bearer",
                Answers.get(api, ENTITIES).headers().first("WWW-Authenticate").orElse(""));
    }

    @Test
    void aVerifierThatCannotTellIsNoReasonToLetIn() {
        PortalHttp api = PortalHttp.builder()
                .catalog(catalog)
                .tokens(token -> {
                    throw new java.io.IOException("the keys");
                })
                .build();
        assertEquals(503, status(api, get().header("Authorization", "Bearer x")));
    }

    @Test
    void shortTokensAreNotTaken() {
        assertThrows(IllegalArgumentException.class, () -> StaticTokens.none().with("short", Principal.service("ci")));
    }

    private static Request.Builder refresh(String type) {
        return Request.builder("POST", "/api/catalog/refresh")
                .header("Content-Type", type)
                .body(new ByteArrayInputStream(
                        "{\"entityRef\":\"component:default/x\"}".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void pagesOfOtherSitesChangeNothing() {
        PortalHttp api = PortalHttp.builder().catalog(catalog).build();
        assertEquals(404, status(api, refresh("application/json")));
        assertEquals(415, status(api, refresh("text/plain")));
        assertEquals(403, status(api, refresh("application/json").header("Sec-Fetch-Site", "cross-site")));
        assertEquals(403, status(api, refresh("application/json").header("Origin", "https://evil.example")));
        assertEquals(403, status(api, refresh("application/json").header("Origin", "null")));
        assertEquals(404, status(api, refresh("application/json").header("Origin", "http://localhost")));
    }

    @Test
    void whatIsDeniedIsRefusedAndEveryMutationIsToldOf() {
        List<AuditEvent> events = new ArrayList<>();
        PortalHttp api = PortalHttp.builder()
                .catalog(catalog)
                .permissions((permission, who) ->
                        permission.equals(Permission.LOCATION_CREATE) ? Decision.deny() : Decision.allow())
                .audit(events::add)
                .build();
        Optional<String> location = Optional.of("{\"type\":\"url\",\"target\":\"https://example.com/a.yaml\"}");
        assertEquals(
                403,
                Answers.send(api, "POST", "/api/catalog/locations", location).status());
        assertEquals(
                204,
                Answers.send(api, "DELETE", "/api/catalog/entities/by-uid/x", Optional.empty())
                        .status());
        assertEquals(200, Answers.get(api, "/api/catalog/locations").status());
        assertEquals(2, events.size());
        assertEquals("location-mutate", events.get(0).id());
        assertTrue(events.get(0).error().isPresent());
        assertEquals("DELETE /api/catalog/entities/by-uid/x", events.get(1).request());
        assertTrue(events.get(1).error().isEmpty());
    }

    @Test
    void pagesOfTheHostSeeWhoAsks() {
        Router pages = Router.builder()
                .get("/me", request -> Response.ok().text(request.principal().subject()))
                .build();
        PortalHttp api = PortalHttp.builder()
                .mount("/", pages)
                .authenticator(request -> request.cookie("session").map(Principal::service))
                .build();
        assertEquals("nobody", Answers.get(api, "/me").text());
        Request signedIn = Request.builder("GET", "/me")
                .header("Cookie", "a=b; session=jane")
                .build();
        assertEquals("jane", Answers.send(api, signedIn).text());
    }
}
