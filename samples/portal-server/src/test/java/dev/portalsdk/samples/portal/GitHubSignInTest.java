package dev.portalsdk.samples.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.portalsdk.http.exchange.Parameters;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Signing in with GitHub, from the first click to the sign-out: GitHub is a server on loopback that holds the portal to OAuth's rules. */
@Timeout(120)
class GitHubSignInTest {
    private static final String CONFIG = """
            auth:
              environment: production
              providers:
                github:
                  production:
                    clientId: the-portal
                    clientSecret: hush
                    enterpriseInstanceUrl: ${GITHUB}/
            catalog:
              rules: [{allow: [Component, Group, User]}]
              locations: [{type: file, target: ../../people.yaml}]
            """;
    private static final String PEOPLE = """
            apiVersion: backstage.io/v1alpha1
            kind: Group
            metadata: {name: payments}
            spec: {type: team, children: []}
            ---
            apiVersion: backstage.io/v1alpha1
            kind: User
            metadata: {name: paula}
            spec: {profile: {email: paula@example.com}, memberOf: [payments]}
            ---
            apiVersion: backstage.io/v1alpha1
            kind: Component
            metadata: {name: ledger}
            spec: {type: service, lifecycle: production, owner: payments}
            ---
            apiVersion: backstage.io/v1alpha1
            kind: Component
            metadata: {name: shop}
            spec: {type: service, lifecycle: production, owner: sales}
            """;

    @TempDir
    private static Path directory;

    private static HttpServer gitHub;
    private static TestPortal portal;
    private static String challenge = "";
    private static Value user = Value.Null.NULL;
    private static Value emails = Value.Null.NULL;

    @BeforeAll
    static void start() throws Exception {
        gitHub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gitHub.createContext("/login/oauth/access_token", GitHubSignInTest::token);
        gitHub.createContext("/api/v3/user", exchange -> forBearer(exchange, user));
        gitHub.createContext("/api/v3/user/emails", exchange -> forBearer(exchange, emails));
        gitHub.start();
        Files.writeString(directory.resolve("app-config.yaml"), CONFIG);
        Files.writeString(directory.resolve("people.yaml"), PEOPLE);
        portal = TestPortal.of(
                directory,
                Map.of("GITHUB", "http://localhost:" + gitHub.getAddress().getPort()));
    }

    @AfterAll
    static void stop() throws IOException {
        portal.close();
        gitHub.stop(0);
    }

    @BeforeEach
    void paula() {
        user = Value.Obj.of("login", "paula", "name", "Paula Meyer");
        emails = Value.of(List.of());
    }

    /** As GitHub: a token for the right code, client and verifier, else an error with status 200. */
    private static void token(HttpExchange exchange) throws IOException {
        Parameters form =
                Parameters.parse(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        boolean right = form.first("code").orElse("").equals("good")
                && form.first("client_id").orElse("").equals("the-portal")
                && form.first("client_secret").orElse("").equals("hush")
                && hash(form.first("code_verifier").orElse("")).equals(challenge);
        answer(
                exchange,
                200,
                right ? Value.Obj.of("access_token", "gho_1") : Value.Obj.of("error", "bad_verification_code"));
    }

    private static void forBearer(HttpExchange exchange, Value body) throws IOException {
        boolean known = "Bearer gho_1".equals(exchange.getRequestHeaders().getFirst("Authorization"));
        answer(exchange, known ? 200 : 401, known ? body : Value.Obj.empty());
    }

    private static void answer(HttpExchange exchange, int status, Value body) throws IOException {
        byte[] bytes = body.toJson().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String hash(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Clicks the button: what GitHub is asked. */
    private static Parameters ask(GuestBrowser browser, String next) throws Exception {
        HttpResponse<String> sent =
                browser.get("/sign-in/github?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8));
        assertEquals(303, sent.statusCode());
        URI target = URI.create(sent.headers().firstValue("Location").orElseThrow());
        assertEquals("/login/oauth/authorize", target.getPath());
        assertEquals(gitHub.getAddress().getPort(), target.getPort());
        Parameters query = Parameters.parse(target.getRawQuery());
        challenge = query.first("code_challenge").orElse("");
        return query;
    }

    private static HttpResponse<String> comeBack(GuestBrowser browser, String query) throws Exception {
        return browser.get("/sign-in/github/callback?" + query);
    }

    private static HttpResponse<String> signIn(GuestBrowser browser, String next) throws Exception {
        Parameters asked = ask(browser, next);
        return comeBack(browser, "code=good&state=" + asked.first("state").orElseThrow());
    }

    private static void refused(int status, String why, HttpResponse<String> response) {
        assertEquals(status, response.statusCode(), response::body);
        assertTrue(TestPortal.page(response).select("main").text().contains(why), response::body);
    }

    @Test
    void whoGitHubKnowsIsLetInAndOut() throws Exception {
        GuestBrowser browser = portal.stranger();
        Parameters asked = ask(browser, "/catalog?kind=all");
        assertEquals("the-portal", asked.first("client_id").orElse(""));
        assertEquals("S256", asked.first("code_challenge_method").orElse(""));
        assertTrue(asked.first("redirect_uri").orElse("").endsWith("/sign-in/github/callback"));
        HttpResponse<String> back =
                comeBack(browser, "code=good&state=" + asked.first("state").orElseThrow());
        assertEquals("/catalog?kind=all", back.headers().firstValue("Location").orElse(""), back::body);
        assertTrue(back.headers().allValues("Set-Cookie").stream().anyMatch(cookie -> cookie.contains("Max-Age=0")));
        assertEquals(
                "Paula Meyer",
                TestPortal.page(browser.get("/catalog"))
                        .select(".rail-user-name span:not(.avatar)")
                        .text());
        HttpRequest kept = browser.request("/catalog").GET().build();
        assertEquals(303, browser.post("/catalog", "/sign-out", Map.of()).statusCode());
        assertEquals(303, browser.get("/catalog").statusCode());
        assertEquals(303, portal.stranger().send(kept).statusCode(), "the old cookie is worth nothing");
    }

    @Test
    void theirOwnEntitiesAreTheirGroups() throws Exception {
        GuestBrowser browser = portal.stranger();
        signIn(browser, "/");
        var page = TestPortal.page(browser.get("/catalog?list=owned"));
        assertEquals(List.of("ledger"), page.select("a.entity-name").eachText());
        assertEquals("1", page.select(".facet a:contains(Owned by me) .count").text());
    }

    @Test
    void guestsAreNotLetIn() throws Exception {
        GuestBrowser browser = portal.stranger();
        assertTrue(TestPortal.page(browser.get("/sign-in"))
                .select("form[action$=guest]")
                .isEmpty());
        assertEquals(403, browser.post("/sign-in", "/sign-in/guest", Map.of()).statusCode());
    }

    @Test
    void anAnswerToAnotherAttemptIsRefused() throws Exception {
        GuestBrowser browser = portal.stranger();
        ask(browser, "/");
        refused(400, "start again", comeBack(browser, "code=good&state=guessed"));
        refused(400, "start again", comeBack(browser, "code=good"));
        String state = ask(browser, "/").first("state").orElseThrow();
        GuestBrowser other = portal.stranger();
        refused(400, "start again", comeBack(other, "code=good&state=" + state));
        assertEquals(303, browser.get("/catalog").statusCode());
    }

    @Test
    void whoSaysNoAtGitHubIsTold() throws Exception {
        GuestBrowser browser = portal.stranger();
        String state = ask(browser, "/").first("state").orElseThrow();
        refused(403, "GitHub did not let you in", comeBack(browser, "error=access_denied&state=" + state));
    }

    @Test
    void aCodeThatGitHubDoesNotTakeIsWorthNothing() throws Exception {
        GuestBrowser browser = portal.stranger();
        String state = ask(browser, "/").first("state").orElseThrow();
        refused(502, "bad_verification_code", comeBack(browser, "code=stolen&state=" + state));
        String again = ask(browser, "/").first("state").orElseThrow();
        challenge = "of another attempt";
        refused(502, "bad_verification_code", comeBack(browser, "code=good&state=" + again));
        assertEquals(303, browser.get("/catalog").statusCode());
    }

    @Test
    void whoIsNotInTheCatalogStaysOutside() throws Exception {
        user = Value.Obj.of("login", "mallory", "email", "paula@example.com");
        emails = Value.of(List.of(Map.of("email", "paula@example.com", "verified", false, "primary", true)));
        GuestBrowser browser = portal.stranger();
        refused(403, "no user in the catalog for \"mallory\"", signIn(browser, "/"));
        assertEquals(303, browser.get("/catalog").statusCode());
    }

    @Test
    void aVerifiedAddressIsEnough() throws Exception {
        user = Value.Obj.of("login", "pm-2026");
        emails = Value.of(List.of(Map.of("email", "paula@example.com", "verified", true, "primary", true)));
        assertEquals(303, signIn(portal.stranger(), "/").statusCode());
    }

    @Test
    void nobodyIsLedToAnotherSiteByWayOfGitHub() throws Exception {
        for (String next : List.of("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x")) {
            HttpResponse<String> back = signIn(portal.stranger(), next);
            assertEquals("/", back.headers().firstValue("Location").orElse(""), next);
        }
    }

    @Test
    void namesOfOthersDoNotBecomeMarkup() throws Exception {
        user = Value.Obj.of("login", "paula", "name", "<img src=x onerror=hit()>");
        GuestBrowser browser = portal.stranger();
        signIn(browser, "/");
        assertTrue(TestPortal.page(browser.get("/catalog")).select("img[src=x]").isEmpty());
        user = Value.Obj.of("login", "<b id=hit>", "name", "<b id=hit>");
        HttpResponse<String> refused = signIn(portal.stranger(), "/");
        assertEquals(403, refused.statusCode());
        assertFalse(TestPortal.page(refused).select("main").isEmpty());
        assertTrue(TestPortal.page(refused).select("#hit").isEmpty());
    }
}
