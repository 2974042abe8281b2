package dev.portalsdk.fakes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.model.Value;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FakeForgeRestTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final FakeForge forge = FakeForge.builder().token("t0k3n").start();

    @AfterEach
    void stop() {
        forge.close();
    }

    private HttpResponse<byte[]> send(String method, String url, String body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url)).method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<byte[]> get(String path, String... headers) {
        String[] all = java.util.Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Authorization";
        all[headers.length + 1] = "Bearer t0k3n";
        return send("GET", forge.apiBaseUrl() + path, "", all);
    }

    private HttpResponse<byte[]> post(String path, String body) {
        return send("POST", forge.apiBaseUrl() + path, body, "Authorization", "token t0k3n");
    }

    private static Value.Obj json(HttpResponse<byte[]> response) {
        return (Value.Obj) Value.parseJson(text(response));
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    @Test
    void createsRepositoriesForOrganizationsAndForTheUser() {
        forge.organization("acme");
        HttpResponse<byte[]> created =
                post("/orgs/acme/repos", "{\"name\":\"web\",\"private\":true,\"auto_init\":true}");
        assertEquals(201, created.statusCode());
        assertEquals(
                "https://github.com/acme/web", json(created).string("html_url").orElseThrow());
        assertEquals(
                forge.url() + "/acme/web.git", json(created).string("clone_url").orElseThrow());
        assertEquals("main", json(created).string("default_branch").orElseThrow());
        assertEquals(
                Map.of("README.md", "# web\n"),
                forge.repository("acme/web").orElseThrow().files());
        assertEquals(201, post("/user/repos", "{\"name\":\"own\"}").statusCode());
        assertTrue(forge.repository("portal/own").isPresent());
    }

    @Test
    void refusesAsGitHub() {
        forge.organization("acme");
        post("/orgs/acme/repos", "{\"name\":\"web\"}");
        HttpResponse<byte[]> again = post("/orgs/acme/repos", "{\"name\":\"WEB\"}");
        assertEquals(422, again.statusCode());
        assertTrue(text(again).contains("name already exists on this account"), text(again));
        assertEquals(422, post("/orgs/acme/repos", "{\"name\":\"a/b\"}").statusCode());
        assertEquals(400, post("/orgs/acme/repos", "no json").statusCode());
        assertEquals(404, post("/orgs/nobody/repos", "{\"name\":\"x\"}").statusCode());
        assertEquals(404, post("/orgs/portal/repos", "{\"name\":\"x\"}").statusCode());
        HttpResponse<byte[]> wrong =
                send("POST", forge.apiBaseUrl() + "/user/repos", "{}", "Authorization", "Bearer wrong");
        assertEquals(401, wrong.statusCode());
        assertEquals("Bad credentials", json(wrong).string("message").orElseThrow());
        assertEquals(401, send("POST", forge.apiBaseUrl() + "/user/repos", "{}").statusCode());
    }

    @Test
    void privateRepositoriesLookMissingToStrangers() {
        forge.createRepository("acme/web", Map.of("a", "1"));
        post("/user/repos", "{\"name\":\"open\"}");
        assertEquals(
                404, send("GET", forge.apiBaseUrl() + "/repos/acme/web", "").statusCode());
        assertEquals(
                404, send("GET", forge.rawBaseUrl() + "/acme/web/main/a", "").statusCode());
        assertEquals(
                200, send("GET", forge.apiBaseUrl() + "/repos/portal/open", "").statusCode());
        assertEquals(200, get("/repos/ACME/web").statusCode());
    }

    @Test
    void accountsHaveTypes() {
        forge.organization("acme").user("ada");
        assertEquals("Organization", json(get("/users/acme")).string("type").orElseThrow());
        assertEquals("User", json(get("/users/Ada")).string("type").orElseThrow());
        assertEquals("portal", json(get("/user")).string("login").orElseThrow());
        assertEquals(404, get("/orgs/ada").statusCode());
        assertEquals(404, get("/users/nobody").statusCode());
    }

    @Test
    void listsRepositoriesPageByPage() {
        for (int i = 0; i < 5; i++) {
            forge.createRepository("acme/r" + i, Map.of());
        }
        HttpResponse<byte[]> first = get("/orgs/acme/repos?per_page=2");
        assertEquals(2, ((Value.Arr) Value.parseJson(text(first))).size());
        assertEquals(
                "<" + forge.apiBaseUrl() + "/orgs/acme/repos?per_page=2&page=2>; rel=\"next\"",
                first.headers().firstValue("Link").orElseThrow());
        HttpResponse<byte[]> last = get("/orgs/acme/repos?per_page=2&page=3");
        assertEquals(1, ((Value.Arr) Value.parseJson(text(last))).size());
        assertTrue(last.headers().firstValue("Link").isEmpty());
    }

    @Test
    void deletesRepositories() {
        forge.createRepository("acme/web", Map.of("a", "1"));
        String url = forge.apiBaseUrl() + "/repos/acme/web";
        assertEquals(401, send("DELETE", url, "").statusCode());
        assertEquals(
                204, send("DELETE", url, "", "Authorization", "Bearer t0k3n").statusCode());
        assertEquals(
                404, send("DELETE", url, "", "Authorization", "Bearer t0k3n").statusCode());
        assertTrue(forge.repository("acme/web").isEmpty());
    }

    @Test
    void givesContents() {
        forge.createRepository("acme/web", Map.of("docs/a b.md", "héllo", "docs/deep/c.md", "c"));
        Value.Obj file = json(get("/repos/acme/web/contents/docs/a%20b.md"));
        assertEquals("file", file.string("type").orElseThrow());
        assertEquals(
                "https://github.com/acme/web/blob/HEAD/docs/a b.md",
                file.string("html_url").orElseThrow());
        assertEquals(
                "héllo",
                new String(
                        Base64.getMimeDecoder().decode(file.string("content").orElseThrow()), StandardCharsets.UTF_8));
        HttpResponse<byte[]> raw =
                get("/repos/acme/web/contents/docs/a%20b.md?ref=main", "Accept", "application/vnd.github.raw+json");
        assertEquals("héllo", text(raw));
        String etag = raw.headers().firstValue("ETag").orElseThrow();
        assertEquals(
                304,
                get(
                                "/repos/acme/web/contents/docs/a%20b.md",
                                "Accept", "application/vnd.github.raw", "If-None-Match", etag)
                        .statusCode());
        Value.Arr listed = (Value.Arr) Value.parseJson(text(get("/repos/acme/web/contents/docs")));
        assertEquals(
                List.of("docs/a b.md file", "docs/deep dir"),
                listed.values().stream()
                        .map(Value.Obj.class::cast)
                        .map(entry -> entry.string("path").orElseThrow() + " "
                                + entry.string("type").orElseThrow())
                        .toList());
        assertEquals(404, get("/repos/acme/web/contents/nope").statusCode());
        assertEquals(404, get("/repos/acme/web/contents/docs?ref=nope").statusCode());
    }

    @Test
    void givesTreesBranchesAndCommits() {
        ForgeRepository web = forge.createRepository("acme/web", Map.of("a/b", "12", "c", "3"));
        Value.Obj tree = json(get("/repos/acme/web/git/trees/main?recursive=1"));
        assertEquals(
                List.of("a tree", "a/b blob", "c blob"),
                tree.arr("tree").orElseThrow().values().stream()
                        .map(Value.Obj.class::cast)
                        .map(entry -> entry.string("path").orElseThrow() + " "
                                + entry.string("type").orElseThrow())
                        .toList());
        assertEquals("false", tree.get("truncated").orElseThrow().toJson());
        assertEquals(
                2,
                json(get("/repos/acme/web/git/trees/main"))
                        .arr("tree")
                        .orElseThrow()
                        .size());
        String commit = web.commitOf("main").orElseThrow();
        assertEquals(
                commit,
                json(get("/repos/acme/web/branches/main"))
                        .obj("commit")
                        .orElseThrow()
                        .string("sha")
                        .orElseThrow());
        assertEquals(1, ((Value.Arr) Value.parseJson(text(get("/repos/acme/web/branches")))).size());
        assertEquals(404, get("/repos/acme/web/branches/nope").statusCode());
        assertEquals(commit, text(get("/repos/acme/web/commits/main", "Accept", "application/vnd.github.sha")));
    }

    @Test
    void tarballsAreReadByTar(@TempDir Path directory) throws IOException, InterruptedException {
        String longPath = "deep/".repeat(25) + "file.txt";
        forge.createRepository("acme/web", Map.of("a.txt", "hello", longPath, "x".repeat(1000)));
        HttpResponse<byte[]> redirect = get("/repos/acme/web/tarball/main");
        assertEquals(302, redirect.statusCode());
        HttpResponse<byte[]> tarball = send(
                "GET", redirect.headers().firstValue("Location").orElseThrow(), "", "Authorization", "Bearer t0k3n");
        assertEquals(200, tarball.statusCode());
        byte[] plain = new GZIPInputStream(new ByteArrayInputStream(tarball.body())).readAllBytes();
        assertEquals(0, plain.length % 512);
        Path file = Files.write(directory.resolve("x.tgz"), tarball.body());
        Process tar = new ProcessBuilder(
                        "tar", "-xzf", file.toString(), "-C", directory.toString(), "--strip-components=1")
                .inheritIO()
                .start();
        assertEquals(0, tar.waitFor());
        assertEquals("hello", Files.readString(directory.resolve("a.txt")));
        assertEquals(1000, Files.size(directory.resolve(longPath)));
    }

    @Test
    void rawServiceTakesBranchesWithSlashes() throws IOException {
        ForgeRepository web = forge.createRepository("acme/web", Map.of("a/b", "main"));
        web.git().updateRef("refs/heads/feature/x").link("refs/heads/main");
        for (String ref :
                List.of("main", "refs/heads/main", "HEAD", web.commitOf("main").orElseThrow())) {
            HttpResponse<byte[]> raw =
                    send("GET", forge.rawBaseUrl() + "/acme/web/" + ref + "/a/b", "", "Authorization", "Bearer t0k3n");
            assertEquals("main", text(raw), ref);
        }
        assertEquals(
                404,
                send("GET", forge.rawBaseUrl() + "/acme/web/main/a", "", "Authorization", "Bearer t0k3n")
                        .statusCode());
    }

    @Test
    void whatItDoesNotPlayIsNamed() {
        HttpResponse<byte[]> answer = get("/marketplace_listing/plans");
        assertEquals(404, answer.statusCode());
        assertTrue(
                text(answer).contains("FakeForge does not play GET /api/v3/marketplace_listing/plans"), text(answer));
        assertEquals(404, send("GET", forge.url() + "/", "").statusCode());
    }

    @Test
    void recordsRequestsAndFailsOnDemand() {
        forge.createRepository("acme/web", Map.of("a", "1"));
        forge.failNext("GET", "/repos/acme/web", 429, Map.of("Retry-After", "3"));
        HttpResponse<byte[]> failed = get("/repos/acme/web");
        assertEquals(429, failed.statusCode());
        assertEquals("3", failed.headers().firstValue("Retry-After").orElseThrow());
        assertEquals(200, get("/repos/acme/web?x=1").statusCode());
        assertEquals(
                List.of("GET /api/v3/repos/acme/web 429", "GET /api/v3/repos/acme/web?x=1 200"),
                forge.requests().stream().map(RecordedRequest::toString).toList());
        assertEquals("Bearer", forge.requests().get(0).header("Authorization").orElseThrow());
        forge.clearRequests();
        assertEquals(List.of(), forge.requests());
    }

    @Test
    void bodiesAreLimited() {
        assertEquals(
                413,
                post("/user/repos", "{\"name\":\"" + "x".repeat(2 << 20) + "\"}")
                        .statusCode());
    }
}
