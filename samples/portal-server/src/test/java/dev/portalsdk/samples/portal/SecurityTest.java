package dev.portalsdk.samples.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What attackers of a website try first. */
@Timeout(120)
class SecurityTest {
    private static TestPortal portal;

    @BeforeAll
    static void start() throws Exception {
        portal = TestPortal.ofSample();
    }

    @AfterAll
    static void stop() throws IOException {
        portal.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sign-in", "/catalog", "/nothing", "/assets/portal.js", "/docs/default/component/x/"})
    void everyAnswerCarriesTheHeaders(String path) throws Exception {
        HttpResponse<String> response = portal.guest().get(path);
        String policy = response.headers().firstValue("Content-Security-Policy").orElse("");
        assertTrue(policy.contains("default-src 'none'"), policy);
        assertFalse(policy.contains("unsafe"), policy);
        assertEquals(
                "nosniff",
                response.headers().firstValue("X-Content-Type-Options").orElse(""));
        assertEquals("DENY", response.headers().firstValue("X-Frame-Options").orElse(""));
        assertEquals(
                "same-origin", response.headers().firstValue("Referrer-Policy").orElse(""));
    }

    @Test
    void pagesHoldNoScriptsOrStylesOfTheirOwn() throws Exception {
        for (String path : List.of(
                "/catalog", "/create/default/announcement", "/catalog/default/system/ecommerce", "/locations")) {
            var page = TestPortal.page(portal.guest().get(path));
            assertEquals(
                    0,
                    page.select("script:not([src]), style, [style], [onclick], [onload]")
                            .size(),
                    path);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/catalog",
                "/catalog/default/component/order-service",
                "/create",
                "/tasks",
                "/locations",
                "/docs",
                "/",
                "/tasks/1/events"
            })
    void strangersAreSentToTheSignIn(String path) throws Exception {
        HttpResponse<String> response = portal.stranger().get(path);
        assertEquals(303, response.statusCode());
        assertTrue(response.headers().firstValue("Location").orElse("").startsWith("/sign-in?next="), path);
    }

    @Test
    void formsWithoutTheSessionsTokenAreRefused() throws Exception {
        GuestBrowser guest = portal.guest();
        Map<String, String> fields = Map.of("target", "https://github.com/myorg/shop/blob/main/catalog-info.yaml");
        assertEquals(403, guest.send("/locations", fields, "").statusCode());
        assertEquals(403, guest.send("/locations", fields, "guessed").statusCode());
        assertEquals(403, guest.send("/sign-out", Map.of(), "guessed").statusCode());
        assertEquals(
                403,
                portal.stranger().send("/sign-in/guest", Map.of(), "guessed").statusCode());
        assertTrue(portal.parts().catalog().locations().list().isEmpty());
    }

    @Test
    void everyFormThatChangesSomethingCarriesTheToken() throws Exception {
        GuestBrowser guest = portal.guest();
        String task = TaskPagesTest.run(
                guest,
                "announcement",
                Map.of("/component", "component:default/order-service", "/repository#repo", "news"));
        Set<String> actions = new TreeSet<>();
        for (String path : List.of(
                "/catalog",
                "/catalog/default/component/order-service",
                "/create/default/announcement",
                "/locations",
                "/tasks",
                task,
                "/docs/default/component/order-service/",
                "/nothing")) {
            for (Element form : TestPortal.page(guest.get(path)).select("form[method=post]")) {
                assertEquals(1, form.select("input[name=_csrf]").size(), () -> path + " " + form);
                actions.add(form.attr("action"));
            }
        }
        assertTrue(actions.size() > 8, actions::toString);
        for (String action : actions) {
            assertEquals(403, guest.send(action, Map.of(), "guessed").statusCode(), action);
        }
        assertEquals(200, guest.get("/catalog").statusCode(), "and nobody was signed out");
    }

    @Test
    void formsThatABrowserSaysComeFromElsewhereAreRefused() throws Exception {
        GuestBrowser guest = portal.guest();
        String token =
                TestPortal.page(guest.get("/locations")).select("[name=_csrf]").attr("value");
        HttpRequest request = guest.request("/locations/refresh")
                .header("Sec-Fetch-Site", "cross-site")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("_csrf=" + token))
                .build();
        assertEquals(403, guest.send(request).statusCode());
    }

    @Test
    void sessionsAreSealedAndEndAtSignOut() throws Exception {
        GuestBrowser stranger = portal.stranger();
        String cookie =
                stranger.get("/sign-in").headers().firstValue("Set-Cookie").orElse("");
        assertTrue(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), cookie);
        GuestBrowser guest = portal.guest();
        HttpRequest kept = guest.request("/catalog").GET().build();
        assertEquals(200, guest.send(kept).statusCode());
        String sent = kept.headers().firstValue("Cookie").orElse("");
        String changed = sent.substring(0, sent.length() - 2) + (sent.endsWith("AA") ? "BB" : "AA");
        HttpRequest forged = HttpRequest.newBuilder(URI.create(portal.uri() + "/catalog"))
                .header("Cookie", changed)
                .build();
        assertEquals(303, stranger.send(forged).statusCode());
        assertEquals(303, guest.post("/catalog", "/sign-out", Map.of()).statusCode());
        assertEquals(303, stranger.send(kept).statusCode(), "the old cookie is worth nothing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example", "//evil.example", "/\\evil.example", "/\t/evil.example", "javascript:alert(1)",
                "\\/evil.example", "/%0d%0aSet-Cookie:x", " /x", "http:evil.example", "////evil.example"
            })
    void nobodyIsLedToAnotherSite(String next) throws Exception {
        GuestBrowser browser = portal.stranger();
        HttpResponse<String> response = browser.post("/sign-in", "/sign-in/guest", Map.of("next", next));
        String location = response.headers().firstValue("Location").orElse("");
        URI led = URI.create(portal.uri() + "/sign-in").resolve(location);
        assertEquals(URI.create(portal.uri()).getAuthority(), led.getAuthority(), location);
        assertTrue(location.startsWith("/") && !location.startsWith("//"), location);
        assertFalse(response.headers().map().containsKey("x"));
    }

    @Test
    void aPathOfThePortalIsReachedAfterTheSignIn() throws Exception {
        HttpResponse<String> response =
                portal.stranger().post("/sign-in", "/sign-in/guest", Map.of("next", "/catalog?kind=api&q=a%20b"));
        assertEquals(
                "/catalog?kind=api&q=a%20b",
                response.headers().firstValue("Location").orElse(""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../../../etc/passwd",
                "..%2f..%2f..%2fetc%2fpasswd",
                "%2e%2e/%2e%2e/secret.txt",
                "a/..%5c..%5cx.txt",
                "%2fetc%2fpasswd",
                "....//x.png",
                "techdocs_metadata.json%00.png"
            })
    void docsGiveNothingOutsideTheSite(String path) throws Exception {
        String answer = raw("GET /docs/default/component/payment-service/" + path + " HTTP/1.1", cookie());
        String status = answer.substring(9, 12);
        assertTrue(status.equals("404") || status.equals("400") || status.equals("303"), answer);
        assertFalse(answer.contains("root:"), answer);
    }

    @Test
    void scriptsAndStylesOfASiteAreNotServed() throws Exception {
        GuestBrowser guest = portal.guest();
        guest.get("/docs/default/component/payment-service/");
        for (String file : List.of("assets/portalsdk/site.js", "assets/portalsdk/site.css", "sitemap.xml")) {
            assertEquals(
                    404,
                    guest.get("/docs/default/component/payment-service/" + file).statusCode(),
                    file);
        }
    }

    @Test
    void otherHostsAreNotAnsweredFor() throws Exception {
        String answer = rawOf("GET /sign-in HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 421"), answer);
    }

    @Test
    void oversizedFormsAreRefused() throws Exception {
        GuestBrowser guest = portal.guest();
        HttpResponse<String> response = guest.send("/locations", Map.of("target", "x".repeat(2 << 20)), "any");
        assertEquals(413, response.statusCode());
    }

    @Test
    void whatIsNoFormIsRefused() throws Exception {
        GuestBrowser guest = portal.guest();
        HttpRequest request = guest.request("/sign-out")
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("_csrf=x"))
                .build();
        assertEquals(415, guest.send(request).statusCode());
    }

    private static String cookie() throws Exception {
        GuestBrowser guest = portal.guest();
        return guest.request("/").build().headers().firstValue("Cookie").orElseThrow();
    }

    private static String raw(String line, String cookie) throws IOException {
        return rawOf(line + "\r\nHost: localhost\r\nCookie: " + cookie + "\r\nConnection: close\r\n\r\n");
    }

    private static String rawOf(String request) throws IOException {
        URI uri = URI.create(portal.uri());
        try (Socket socket = new Socket("localhost", uri.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
