package dev.portalsdk.catalog.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.discovery.EventReceiver.Outcome;
import dev.portalsdk.config.Secret;
import dev.portalsdk.fakes.FakeForge;
import dev.portalsdk.fakes.ForgeRepository;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.source.HostConnections;
import dev.portalsdk.source.UrlReaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class EventReceiverTest {
    private static final String SECRET = "It's a Secret to Everybody";
    private final List<ScmEvent> heard = new ArrayList<>();
    private final EventReceiver receiver = EventReceiver.builder()
            .gitHubSecret(Secret.of(SECRET))
            .gitLabToken(Secret.of("gl"))
            .listener(heard::add)
            .build();
    private FakeForge forge;
    private HostConnections connections;

    @BeforeEach
    void start() {
        forge = FakeForge.builder().token("hunter2").start();
        connections =
                HostConnections.builder().integrations(forge.integrations()).build();
    }

    @AfterEach
    void stop() {
        forge.close();
    }

    private static Outcome gitHub(EventReceiver receiver, String kind, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return receiver.receive(
                Map.of("x-github-event", kind, "x-hub-signature-256", "sha256=" + hmac(SECRET, bytes)), bytes);
    }

    private static String hmac(String secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String push(String slug, String files) {
        return "{\"ref\":\"refs/heads/main\",\"forced\":false,\"commits\":[" + files
                + "],\"repository\":{\"html_url\":\"https://github.com/" + slug + "\"}}";
    }

    /** The example of GitHub's documentation, "Validating webhook deliveries". */
    @Test
    void signaturesAreThoseOfGitHub() {
        byte[] body = "Hello, World!".getBytes(StandardCharsets.UTF_8);
        String signature = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
        Map<String, String> headers = Map.of("X-GitHub-Event", "ping", "X-Hub-Signature-256", signature);
        assertEquals(Outcome.MALFORMED, receiver.receive(headers, body), "it is genuine, but no JSON");
        assertEquals(Outcome.REFUSED, receiver.receive(headers, "Hello, World?".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void onlyWhatCarriesTheSecretCounts() {
        byte[] body = push("acme/web", "").getBytes(StandardCharsets.UTF_8);
        assertEquals(Outcome.REFUSED, receiver.receive(Map.of("X-GitHub-Event", "push"), body));
        assertEquals(
                Outcome.REFUSED,
                receiver.receive(
                        Map.of("X-GitHub-Event", "push", "X-Hub-Signature-256", "sha256=" + hmac("other", body)),
                        body));
        assertEquals(
                Outcome.REFUSED,
                receiver.receive(Map.of("X-Gitlab-Event", "Push Hook", "X-Gitlab-Token", "wrong"), body));
        assertEquals(Outcome.MALFORMED, receiver.receive(Map.of(), body));
        EventReceiver closed = EventReceiver.builder().build();
        assertEquals(Outcome.REFUSED, gitHub(closed, "push", push("acme/web", "")));
        for (Map<String, String> token : List.of(Map.of("X-Gitlab-Token", ""), Map.<String, String>of())) {
            Map<String, String> headers = new HashMap<>(token);
            headers.put("X-Gitlab-Event", "Push Hook");
            assertEquals(Outcome.REFUSED, closed.receive(headers, body), "without a secret nothing is genuine");
        }
        assertEquals(Outcome.TOO_LARGE, receiver.receive(Map.of("X-GitHub-Event", "push"), new byte[27 << 20]));
        assertEquals(List.of(), heard);
        assertEquals(Outcome.TAKEN, gitHub(receiver, "push", push("acme/web", "")));
        assertEquals(401, Outcome.REFUSED.status());
    }

    @Test
    void pushesNameWhatTheyTouch() {
        gitHub(receiver, "push", push("acme/web", """
                {"added":["a"],"modified":["b"],"removed":[]},{"added":[],"modified":["a","b"],"removed":["c"]}
                """));
        ScmEvent.Pushed pushed = (ScmEvent.Pushed) heard.get(0);
        assertEquals("main", pushed.branch());
        assertEquals(List.of("a", "b", "c"), pushed.paths());
        assertTrue(pushed.complete());
        assertEquals(
                Outcome.IGNORED,
                gitHub(receiver, "push", push("acme/web", "").replace("refs/heads/main", "refs/tags/v1")));
        assertEquals(Outcome.IGNORED, gitHub(receiver, "star", push("acme/web", "")));
    }

    @Test
    void whatHappensToRepositoriesIsTold() {
        String repository = "\"repository\":{\"html_url\":\"https://github.com/acme/new\"}}";
        gitHub(
                receiver,
                "repository",
                "{\"action\":\"renamed\",\"changes\":{\"repository\":{\"name\":{\"from\":\"old\"}}}," + repository);
        gitHub(
                receiver,
                "repository",
                "{\"action\":\"transferred\",\"changes\":{\"owner\":{\"from\":{\"organization\":{\"login\":\"globex\"}}}},"
                        + repository);
        gitHub(receiver, "repository", "{\"action\":\"archived\"," + repository);
        assertEquals(
                List.of(
                        new ScmEvent.Moved("https://github.com/acme/new", "https://github.com/acme/old"),
                        new ScmEvent.Moved("https://github.com/acme/new", "https://github.com/globex/new"),
                        new ScmEvent.Changed("https://github.com/acme/new", "archived")),
                heard);
    }

    @Test
    void gitLabSendsItsToken() {
        byte[] body = """
                {"object_kind":"push","ref":"refs/heads/main","total_commits_count":2,
                 "project":{"web_url":"https://gitlab.com/acme/sub/web"},
                 "commits":[{"added":[],"modified":["catalog-info.yaml"],"removed":[]}]}
                """.getBytes(StandardCharsets.UTF_8);
        assertEquals(
                Outcome.TAKEN, receiver.receive(Map.of("X-Gitlab-Event", "Push Hook", "X-Gitlab-Token", "gl"), body));
        ScmEvent.Pushed pushed = (ScmEvent.Pushed) heard.get(0);
        assertEquals("https://gitlab.com/acme/sub/web", pushed.repositoryUrl());
        assertEquals(List.of("catalog-info.yaml"), pushed.modified());
        assertEquals(false, pushed.complete(), "one of two commits is not told");
    }

    private static String component(String name, String owner) {
        return "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: " + name
                + "}\nspec: {type: service, lifecycle: production, owner: " + owner + "}\n";
    }

    private static Optional<String> owner(Catalog catalog, String name) {
        return catalog.queries()
                .byRef(EntityRef.parse("component:default/" + name))
                .flatMap(entity -> entity.entity().spec().string("owner"));
    }

    private static void await(BooleanSupplier condition, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(2_000_000);
        }
        assertTrue(condition.getAsBoolean());
    }

    private Catalog catalog(GitHubDiscovery discovery, ScmEventRefresh refresh) {
        return Catalog.builder()
                .integrations(connections.integrations())
                .urlReader(UrlReaders.builder().connections(connections).build())
                .provider(discovery)
                .provider(refresh)
                .build();
    }

    @Test
    void anOwnerThatAPushChangesIsVisibleWithinASecond() throws IOException {
        ForgeRepository web =
                forge.createRepository("acme/web", Map.of("catalog-info.yaml", component("web", "team-a")));
        GitHubDiscovery discovery = GitHubDiscovery.builder("acme", connections)
                .organization("acme")
                .build();
        ScmEventRefresh refresh = new ScmEventRefresh(connections);
        EventReceiver events = EventReceiver.builder()
                .gitHubSecret(Secret.of(SECRET))
                .listener(refresh)
                .listener(discovery)
                .build();
        try (Catalog catalog = catalog(discovery, refresh).start()) {
            discovery.refresh();
            catalog.settle();
            assertEquals(Optional.of("team-a"), owner(catalog, "web"));
            web.commit(Map.of("catalog-info.yaml", component("web", "team-b")));
            forge.clearRequests();
            gitHub(events, "push", push("acme/web", "{\"modified\":[\"catalog-info.yaml\"]}"));
            await(() -> owner(catalog, "web").equals(Optional.of("team-b")), Duration.ofSeconds(1));
            assertEquals(1, forge.requests().size(), forge.requests().toString());
        }
    }

    @Test
    void aPushOfAThousandFilesIsOneTree() throws IOException {
        Map<String, String> files = new TreeMap<>();
        for (int i = 0; i < 1000; i++) {
            files.put("services/s" + i + "/catalog-info.yaml", component("s" + i, "team-a"));
        }
        ForgeRepository mono = forge.createRepository("acme/mono", files);
        GitHubDiscovery discovery = GitHubDiscovery.builder("acme", connections)
                .organization("acme")
                .catalogPath("services/*/catalog-info.yaml")
                .build();
        ScmEventRefresh refresh = new ScmEventRefresh(connections);
        try (Catalog catalog = catalog(discovery, refresh).start()) {
            discovery.refresh();
            catalog.settle();
            assertEquals(1000, catalog.queries().all("kind=component").size());
            files.replaceAll((path, text) -> text.replace("team-a", "team-b"));
            mono.commit(files);
            forge.clearRequests();
            refresh.happened(new ScmEvent.Pushed(
                    "https://github.com/acme/mono", "main", List.of(), List.copyOf(files.keySet()), List.of(), true));
            await(() -> catalog.queries().all("spec.owner=team-b").size() == 1000, Duration.ofSeconds(60));
            long trees = forge.requests().stream()
                    .filter(request -> request.path().contains("/codeload/"))
                    .count();
            assertEquals(1, trees);
            assertTrue(forge.requests().size() <= 20, forge.requests().size() + " requests");
        }
    }

    @Test
    void newArchivedAndDeletedRepositoriesAreFollowed() throws IOException {
        forge.createRepository("acme/web", Map.of("catalog-info.yaml", component("web", "x")));
        GitHubDiscovery discovery = GitHubDiscovery.builder("acme", connections)
                .organization("acme")
                .build();
        ScmEventRefresh refresh = new ScmEventRefresh(connections);
        EventReceiver events = EventReceiver.builder()
                .gitHubSecret(Secret.of(SECRET))
                .listener(refresh)
                .listener(discovery)
                .build();
        try (Catalog catalog = catalog(discovery, refresh).start()) {
            discovery.refresh();
            catalog.settle();
            forge.createRepository("acme/api", Map.of("catalog-info.yaml", component("api", "x")));
            gitHub(
                    events,
                    "repository",
                    "{\"action\":\"created\",\"repository\":{\"html_url\":\"https://github.com/acme/api\"}}");
            await(() -> owner(catalog, "api").isPresent(), Duration.ofSeconds(10));
            forge.repository("acme/web").orElseThrow().archive();
            gitHub(
                    events,
                    "repository",
                    "{\"action\":\"archived\",\"repository\":{\"html_url\":\"https://github.com/acme/web\"}}");
            await(() -> owner(catalog, "web").isEmpty(), Duration.ofSeconds(10));
            forge.deleteRepository("acme/api");
            gitHub(
                    events,
                    "repository",
                    "{\"action\":\"deleted\",\"repository\":{\"html_url\":\"https://github.com/acme/api\"}}");
            await(() -> owner(catalog, "api").isEmpty(), Duration.ofSeconds(10));
        }
    }
}
