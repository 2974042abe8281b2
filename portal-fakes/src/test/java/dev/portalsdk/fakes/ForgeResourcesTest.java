package dev.portalsdk.fakes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.Value;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ForgeResourcesTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private FakeForge forge;
    private ForgeRepository web;

    @BeforeEach
    void open() {
        forge = FakeForge.builder().token("t").start();
        web = forge.createRepository("acme/web", Map.of("a", "b"));
    }

    @AfterEach
    void close() {
        forge.close();
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(forge.apiBaseUrl() + "/repos/acme/web" + path))
                .header("Authorization", "Bearer t")
                .method(method, HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void pullRequestNeedsItsBranchesAndIsOpenOnce() throws Exception {
        assertEquals(
                422,
                send("POST", "/pulls", "{'title': 't', 'head': 'x', 'base': 'main'}")
                        .statusCode());
        assertEquals(
                201,
                send("POST", "/pulls", "{'title': 't', 'head': 'main', 'base': 'main'}")
                        .statusCode());
        HttpResponse<String> again = send("POST", "/pulls", "{'title': 't', 'head': 'main', 'base': 'main'}");
        assertEquals(422, again.statusCode());
        assertTrue(again.body().contains("already exists for acme:main"), again.body());
        assertTrue(send("GET", "/pulls?head=acme:main", "").body().contains("\"number\":1"));
        assertEquals("[]", send("GET", "/pulls?head=acme:other", "").body());

        send("PATCH", "/pulls/1", "{'state': 'closed'}");

        assertEquals("[]", send("GET", "/pulls?state=open", "").body());
        assertEquals(Optional.of("closed"), web.things("pulls").get(0).string("state"));
    }

    @Test
    void settingsAreKeptAndProtectionNeedsABranch() throws Exception {
        assertEquals(200, send("PUT", "/topics", "{'names': ['x']}").statusCode());
        assertEquals(Optional.of(Value.parseJson("{\"names\": [\"x\"]}")), web.setting("topics"));
        assertEquals(404, send("PUT", "/branches/none/protection", "{}").statusCode());
        assertEquals(404, send("GET", "/branches/main/protection", "").statusCode());
        assertEquals(200, send("PUT", "/branches/main/protection", "{}").statusCode());
        assertEquals(204, send("DELETE", "/branches/main/protection", "").statusCode());
        assertEquals(404, send("DELETE", "/branches/main/protection", "").statusCode());
    }

    @Test
    void hooksIssuesRunsVariablesAndBranchesComeAndGo() throws Exception {
        assertEquals(201, send("POST", "/hooks", "{'config': {'url': 'u'}}").statusCode());
        assertEquals(204, send("DELETE", "/hooks/1", "").statusCode());
        assertEquals(404, send("DELETE", "/hooks/1", "").statusCode());
        assertEquals(201, send("POST", "/issues", "{'title': 't'}").statusCode());
        assertEquals(200, send("PATCH", "/issues/2", "{'state': 'closed'}").statusCode());
        assertEquals(
                204,
                send("POST", "/actions/workflows/ci.yml/dispatches", "{'ref': 'main'}")
                        .statusCode());
        assertEquals(Optional.of("ci.yml"), web.things("runs").get(0).string("workflow"));
        assertEquals(
                201,
                send("POST", "/actions/variables", "{'name': 'a', 'value': 'b'}")
                        .statusCode());
        assertEquals(
                409,
                send("POST", "/actions/variables", "{'name': 'a', 'value': 'b'}")
                        .statusCode());
        assertEquals(422, send("DELETE", "/git/refs/heads/none", "").statusCode());
        assertEquals(204, send("DELETE", "/git/refs/heads/main", "").statusCode());
    }

    @Test
    void strangersAndUnknownRoutesAreTurnedAway() throws Exception {
        HttpRequest stranger = HttpRequest.newBuilder(URI.create(forge.apiBaseUrl() + "/repos/acme/web/issues"))
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        assertEquals(
                401, client.send(stranger, HttpResponse.BodyHandlers.ofString()).statusCode());
        assertEquals(404, send("POST", "/nothing/like/that", "{}").statusCode());
        assertTrue(send("POST", "/nothing", "{}").body().contains("does not play"));
    }
}
