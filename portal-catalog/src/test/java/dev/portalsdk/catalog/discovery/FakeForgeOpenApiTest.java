package dev.portalsdk.catalog.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.config.Config;
import dev.portalsdk.fakes.FakeForge;
import dev.portalsdk.fakes.ForgeRepository;
import dev.portalsdk.fakes.RecordedRequest;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.RefUpdate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** FakeForge against GitHub's own description of its REST API, from the npm package @octokit/openapi. */
@Tag("oracle")
@Timeout(600)
class FakeForgeOpenApiTest {
    private static OpenApiAnswers gitHub;

    @BeforeAll
    static void take() throws Exception {
        gitHub = new OpenApiAnswers(NpmPackage.of("@octokit/openapi", "23.0.2").json("generated/api.github.com.json"));
    }

    /** What a test asks for: the status it expects, the route, and a body. */
    private record Asked(int status, String method, String path, String body) {
        Asked(int status, String path) {
            this(status, "GET", path, "");
        }
    }

    private static final List<Asked> ASKED = List.of(
            new Asked(200, "/user"),
            new Asked(200, "/users/portal"),
            new Asked(200, "/orgs/acme"),
            new Asked(200, "/orgs/acme/repos"),
            new Asked(404, "/orgs/nobody"),
            new Asked(200, "/repos/acme/web"),
            new Asked(404, "/repos/acme/nothing"),
            new Asked(200, "/repos/acme/web/branches"),
            new Asked(200, "/repos/acme/web/branches/main"),
            new Asked(404, "/repos/acme/web/branches/other"),
            new Asked(200, "/repos/acme/web/commits/main"),
            new Asked(200, "/repos/acme/web/contents/docs/index.md"),
            new Asked(200, "/repos/acme/web/contents/docs"),
            new Asked(404, "/repos/acme/web/contents/nothing.md"),
            new Asked(200, "/repos/acme/web/git/trees/main"),
            new Asked(201, "POST", "/orgs/acme/repos", "{\"name\": \"made\", \"private\": true}"),
            new Asked(201, "POST", "/user/repos", "{\"name\": \"mine\"}"),
            new Asked(
                    201,
                    "POST",
                    "/repos/acme/web/pulls",
                    "{\"title\": \"A change\", \"head\": \"change\", \"base\": \"main\", \"body\": \"Why\"}"),
            new Asked(200, "/repos/acme/web/pulls"),
            new Asked(201, "POST", "/repos/acme/web/issues", "{\"title\": \"A bug\", \"body\": \"Here\"}"),
            new Asked(200, "/repos/acme/web/issues"),
            new Asked(
                    201,
                    "POST",
                    "/repos/acme/web/hooks",
                    "{\"name\": \"web\", \"config\": {\"url\": \"https://hooks.test\", \"content_type\": \"json\"}}"),
            new Asked(200, "/repos/acme/web/hooks"));

    private static HttpResponse<String> send(FakeForge forge, Asked asked) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(forge.apiBaseUrl() + asked.path()))
                                .header("Authorization", "Bearer hunter2")
                                .method(asked.method(), HttpRequest.BodyPublishers.ofString(asked.body()))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static FakeForge forge() throws IOException {
        FakeForge forge = FakeForge.builder().token("hunter2").start();
        ForgeRepository web = forge.createRepository(
                "acme/web",
                Map.of(
                        "docs/index.md", "# Web",
                        "catalog-info.yaml",
                                "apiVersion: backstage.io/v1alpha1\nkind: System\nmetadata: {name: web}\nspec: {owner: a}\n"));
        RefUpdate change = web.git().updateRef("refs/heads/change");
        change.setNewObjectId(ObjectId.fromString(web.commitOf("main").orElseThrow()));
        change.update();
        web.commit(Map.of("later.txt", "more"));
        return forge;
    }

    @Test
    void answersAreWhatGitHubsOwnDescriptionSays() throws Exception {
        List<String> problems = new ArrayList<>();
        try (FakeForge forge = forge()) {
            for (Asked asked : ASKED) {
                HttpResponse<String> answer = send(forge, asked);
                assertEquals(asked.status(), answer.statusCode(), asked + ": " + answer.body());
                problems.addAll(gitHub.problems(
                        asked.method(), asked.path(), answer.statusCode(), Value.parseJson(answer.body())));
            }
        }
        assertEquals(List.of(), problems, () -> String.join("\n", problems));
    }

    /** What the discovery and the reader ask for are operations that GitHub has, and answers that these give. */
    @Test
    void ourClientAsksForWhatThereIs() throws Exception {
        try (FakeForge forge = forge()) {
            Config config = Config.builder()
                    .value("forge", forge.config())
                    .value("portal", (Value.Obj) Value.parseJson("""
                            {"catalog": {"providers": {"github": {"acme": {"organization": "acme",
                              "catalogPath": "*.yaml"}}},
                             "locations": [{"type": "url", "target": "https://github.com/acme/web/blob/main/catalog-info.yaml"}],
                             "rules": [{"allow": ["System", "Location"]}]}}"""))
                    .build();
            ConfiguredCatalog configured = ConfiguredCatalog.of(config, Path.of(""));
            try (Catalog catalog = configured.builder().build()) {
                ((GitHubDiscovery) configured.providers().get(0)).refresh();
                catalog.settle();
                assertEquals(1, catalog.queries().all("kind=system").size());
            }
            List<RecordedRequest> requests = forge.requests();
            assertTrue(requests.size() >= 2, requests::toString);
            for (RecordedRequest request : requests) {
                String path = request.path().replaceFirst("^/api/v3", "");
                if (!path.equals("/api/graphql") && !path.startsWith("/codeload/")) {
                    assertEquals(
                            List.of(),
                            gitHub.problems(request.method(), path, request.status(), Value.Obj.empty()),
                            request::toString);
                }
            }
        }
    }

    @Test
    void otherTypesValuesFieldsAndRoutesWouldBeSeen() {
        String repository = "/repos/acme/web";
        assertEquals(
                1,
                gitHub.problems("GET", "/nothing/there", 200, Value.Obj.empty()).size());
        assertEquals(
                1, gitHub.problems("GET", repository, 299, Value.Obj.empty()).size());
        assertEquals(
                1,
                gitHub.problems("GET", repository, 200, Value.Obj.of("id", "one"))
                        .size());
        assertEquals(
                1,
                gitHub.problems("GET", repository, 200, Value.Obj.of("no_such_field", 1))
                        .size());
        assertEquals(
                1,
                gitHub.problems("POST", repository + "/pulls", 201, Value.Obj.of("state", "half-open"))
                        .size());
        assertEquals(List.of(), gitHub.problems("GET", repository, 200, Value.Obj.of("description", Value.Null.NULL)));
    }
}
