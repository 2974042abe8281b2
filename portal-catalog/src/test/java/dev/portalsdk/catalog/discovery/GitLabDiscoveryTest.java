package dev.portalsdk.catalog.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.EntityProvider;
import dev.portalsdk.config.Config;
import dev.portalsdk.config.ConfigException;
import dev.portalsdk.config.Secret;
import dev.portalsdk.fakes.InMemoryUrlReader;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.model.Value;
import dev.portalsdk.source.HostConnections;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Discovery of projects as GitLab's REST API lists them (its documentation, "Groups API" and "Pagination"). */
@Timeout(60)
class GitLabDiscoveryTest {
    private final List<Value.Obj> projects = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final InMemoryUrlReader files = new InMemoryUrlReader();
    private HttpServer server;
    private volatile int status = 200;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/api/v4";
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String uri = exchange.getRequestURI().toString();
            requests.add(uri);
            assertEquals("Bearer t", exchange.getRequestHeaders().getFirst("Authorization"));
            int from = uri.contains("id_after=") ? Integer.parseInt(uri.replaceFirst(".*id_after=", "")) : 0;
            int to = Math.min(projects.size(), from + 100);
            if (to < projects.size()) {
                String next =
                        base() + uri.replaceFirst("^/api/v4", "").replaceFirst("&id_after=.*", "") + "&id_after=" + to;
                exchange.getResponseHeaders().set("Link", "<" + next + ">; rel=\"next\"");
            }
            byte[] body = Value.Arr.of(new ArrayList<>(projects.subList(from, to)))
                    .toJson()
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private void project(String path, Map<String, Object> more) {
        Value.Obj project = Value.Obj.builder()
                .put("id", projects.size() + 1)
                .put("path_with_namespace", path)
                .put("web_url", "https://gitlab.com/" + path)
                .put("default_branch", "main")
                .put("last_activity_at", "2026-01-01")
                .build();
        for (Map.Entry<String, Object> field : more.entrySet()) {
            project = project.with(field.getKey(), Value.of(field.getValue()));
        }
        projects.add(project);
        String name = path.replace('/', '-');
        files.put(
                "https://gitlab.com/" + path + "/-/blob/main/catalog-info.yaml",
                "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: " + name
                        + "}\nspec: {type: service, lifecycle: production, owner: a}\n");
    }

    private Config config(String provider) {
        return Config.builder()
                .value("test", (Value.Obj) Value.parseJson("""
                        {"integrations": {"gitlab": [{"host": "gitlab.com", "apiBaseUrl": "%s", "token": "t"}]},
                         "catalog": {"providers": {"gitlab": {"acme": %s}}}}
                        """.formatted(base(), provider)))
                .environment(Map.of())
                .build();
    }

    private Set<String> discovered(String provider) throws IOException {
        Config config = config(provider);
        HostConnections connections = HostConnections.of(config, Integrations.of(config));
        List<EntityProvider> providers = DiscoveryProviders.of(config, connections);
        assertEquals("gitlab-discovery-provider:acme", providers.get(0).name());
        GitLabDiscovery discovery = (GitLabDiscovery) providers.get(0);
        try (Catalog catalog = Catalog.builder()
                .integrations(connections.integrations())
                .urlReader(files)
                .provider(discovery)
                .build()) {
            discovery.refresh();
            return names(catalog);
        }
    }

    private static Set<String> names(Catalog catalog) {
        catalog.settle();
        return catalog.queries().all("kind=component").stream()
                .map(entity -> entity.ref().name())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void projectsOfAGroupPageByPage() throws IOException {
        for (int i = 0; i < 250; i++) {
            project("acme/sub/p" + i, Map.of());
        }
        assertEquals(
                250,
                discovered("{\"host\": \"gitlab.com\", \"group\": \"acme\"}").size());
        assertEquals(3, requests.size());
        assertTrue(requests.get(0).startsWith("/api/v4/groups/acme/projects?per_page=100"), requests.get(0));
        assertTrue(requests.get(0).contains("include_subgroups=true"));
        assertTrue(requests.get(0).contains("archived=false"));
    }

    @Test
    void projectsAreFiltered() throws IOException {
        project("acme/web", Map.of());
        project("acme/web-old", Map.of("archived", true));
        project("acme/web-fork", Map.of("forked_from_project", Map.of("id", 7)));
        project("acme/tool", Map.of());
        project("acme/secret/web", Map.of());
        project("acme/skip/web", Map.of());
        assertEquals(Set.of("acme-web"), discovered("""
                        {"host": "gitlab.com", "projectPattern": "web", "skipForkedRepos": true,
                         "excludeRepos": ["acme/skip/web"], "excludeGroups": ["acme/secret"]}
                        """));
        assertTrue(requests.get(0).startsWith("/api/v4/projects?"), requests.get(0));
        assertEquals(Set.of("acme-web", "acme-web-fork", "acme-web-old"), discovered("""
                        {"host": "gitlab.com", "projectPattern": "^acme/web", "includeArchivedRepos": true}
                        """));
    }

    @Test
    void whatHadActivityIsReadAgain() throws IOException {
        project("acme/web", Map.of());
        project("acme/api", Map.of());
        Config config = config("{\"host\": \"gitlab.com\"}");
        HostConnections connections = HostConnections.of(config, Integrations.of(config));
        GitLabDiscovery discovery =
                (GitLabDiscovery) DiscoveryProviders.of(config, connections).get(0);
        try (Catalog catalog = Catalog.builder()
                .integrations(connections.integrations())
                .urlReader(files)
                .provider(discovery)
                .build()) {
            discovery.refresh();
            assertEquals(Set.of("acme-api", "acme-web"), names(catalog));
            long reads = files.reads();
            discovery.refresh();
            catalog.settle();
            assertEquals(reads, files.reads());
            projects.set(0, projects.get(0).with("last_activity_at", Value.Str.of("2026-02-02")));
            discovery.refresh();
            catalog.settle();
            assertEquals(reads + 1, files.reads());
            status = 500;
            assertThrows(IOException.class, discovery::refresh);
            assertEquals(Set.of("acme-api", "acme-web"), names(catalog));
        }
    }

    private static EventReceiver.Outcome hook(EventReceiver events, String body) {
        return events.receive(
                Map.of(
                        "X-Gitlab-Event", "System Hook",
                        "X-Gitlab-Instance", "https://gitlab.com",
                        "X-Gitlab-Token", "secret"),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static void await(Catalog catalog, Set<String> expected) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!names(catalog).equals(expected) && System.nanoTime() < end) {
            LockSupport.parkNanos(5_000_000);
        }
        assertEquals(expected, names(catalog));
    }

    private void replace(int index, Map<String, Object> fields) {
        Value.Obj project = projects.get(index);
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            project = project.with(field.getKey(), Value.of(field.getValue()));
        }
        projects.set(index, project);
    }

    /** As GitLab's documentation of system hooks has the payloads: without the web address of the project. */
    @Test
    void projectsThatAreRenamedTransferredArchivedAndDeletedAreFollowed() throws IOException {
        project("acme/web", Map.of());
        project("acme/api", Map.of());
        project("acme/old", Map.of());
        Config config = config("{\"host\": \"gitlab.com\", \"group\": \"acme\"}");
        HostConnections connections = HostConnections.of(config, Integrations.of(config));
        GitLabDiscovery discovery =
                (GitLabDiscovery) DiscoveryProviders.of(config, connections).get(0);
        EventReceiver events = EventReceiver.builder()
                .gitLabToken(Secret.of("secret"))
                .listener(discovery)
                .build();
        try (Catalog catalog = Catalog.builder()
                .integrations(connections.integrations())
                .urlReader(files)
                .provider(discovery)
                .build()) {
            discovery.refresh();
            assertEquals(Set.of("acme-api", "acme-old", "acme-web"), names(catalog));
            files.put("https://gitlab.com/acme/shop/-/blob/trunk/catalog-info.yaml", """
                    apiVersion: backstage.io/v1alpha1
                    kind: Component
                    metadata: {name: acme-shop}
                    spec: {type: service, lifecycle: production, owner: a}
                    """);
            replace(
                    0,
                    Map.of(
                            "path_with_namespace", "acme/shop",
                            "web_url", "https://gitlab.com/acme/shop",
                            "default_branch", "trunk"));
            String renamed = """
                    {"event_name": "project_rename", "path_with_namespace": "acme/shop",
                     "old_path_with_namespace": "acme/web", "project_id": 1}""";
            assertEquals(EventReceiver.Outcome.TAKEN, hook(events, renamed));
            await(catalog, Set.of("acme-api", "acme-old", "acme-shop"));
            projects.remove(1);
            hook(events, """
                    {"event_name": "project_transfer", "path_with_namespace": "globex/api",
                     "old_path_with_namespace": "acme/api", "project_id": 2}""");
            await(catalog, Set.of("acme-old", "acme-shop"));
            replace(1, Map.of("archived", true));
            hook(events, "{\"event_name\": \"project_update\", \"path_with_namespace\": \"acme/old\"}");
            await(catalog, Set.of("acme-shop"));
            projects.clear();
            hook(events, "{\"event_name\": \"project_destroy\", \"path_with_namespace\": \"acme/shop\"}");
            await(catalog, Set.of());
        }
    }

    @Test
    void mistakesOfTheConfigurationNameTheirPlace() {
        for (String bad : List.of(
                "{}", "{\"host\": \"nowhere.example\"}", "{\"host\": \"gitlab.com\", \"projectPattern\": \"(\"}")) {
            Config config = config(bad);
            ConfigException e = assertThrows(
                    ConfigException.class,
                    () -> DiscoveryProviders.of(config, HostConnections.of(config, Integrations.of(config))));
            assertTrue(String.valueOf(e.getMessage()).contains("catalog.providers.gitlab.acme"), e.getMessage());
        }
    }
}
