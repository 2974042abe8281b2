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
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Relation;
import dev.portalsdk.model.Value;
import dev.portalsdk.source.HostConnections;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Groups and users as GitLab lists them (its documentation: "Groups API", "Members API", "Users API", GraphQL {@code Group.groupMembers}). */
@Timeout(60)
class GitLabOrgProviderTest {
    private static final int PAGE = 2;

    private final List<Value.Obj> users = new ArrayList<>();
    private final List<Value.Obj> groups = new ArrayList<>();
    private final Map<String, List<String>> members = new LinkedHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private volatile String failing = "nothing";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        group(1, 0, "acme", "Acme");
        group(2, 1, "acme/backend", "Backend");
        group(3, 2, "acme/backend/storage", "Storage");
        group(4, 1, "acme/empty", "Empty");
        group(5, 0, "other", "Other");
        user("ann", Map.of("email", "ann@acme.test", "is_using_seat", true));
        user("bob", Map.of("is_using_seat", true));
        user("gone", Map.of("state", "blocked", "is_using_seat", true));
        user("robot", Map.of("bot", true, "is_using_seat", true));
        user("group_7_bot_abc", Map.of("is_using_seat", false));
        user("guest", Map.of("is_using_seat", false));
        members.put("acme/backend/storage", List.of("ann", "gone", "robot", "bob", "guest"));
        members.put("acme/empty", List.of("gone"));
        members.put("other", List.of("bob"));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void group(int id, int parent, String path, String name) {
        groups.add(Value.Obj.builder()
                .put("id", id)
                .put("parent_id", parent == 0 ? Value.Null.NULL : Value.Num.of(parent))
                .put("full_path", path)
                .put("name", name)
                .put("description", "")
                .build());
    }

    private void user(String name, Map<String, Object> more) {
        Value.Obj user = Value.Obj.builder()
                .put("id", users.size() + 1)
                .put("username", name)
                .put("name", name.toUpperCase(java.util.Locale.ROOT))
                .put("state", "active")
                .put("web_url", "https://gitlab.com/" + name)
                .put("avatar_url", Value.Null.NULL)
                .build();
        for (Map.Entry<String, Object> field : more.entrySet()) {
            user = user.with(field.getKey(), Value.of(field.getValue()));
        }
        users.add(user);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String uri = exchange.getRequestURI().toString();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(uri);
            assertEquals("Bearer t", exchange.getRequestHeaders().getFirst("Authorization"));
            Optional<Value> found = uri.contains(failing) ? Optional.empty() : found(exchange, uri, body);
            byte[] answer = found.map(Value::toJson).orElse("{}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(found.isPresent() ? 200 : 404, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private Optional<Value> found(HttpExchange exchange, String uri, String body) {
        String path = URLDecoder.decode(uri.replaceFirst("\\?.*", ""), StandardCharsets.UTF_8);
        if (path.equals("/api/graphql")) {
            return Optional.of(membersPage(Value.parseJson(body)));
        }
        String rest = path.replaceFirst("^/api/v4", "");
        if (rest.equals("/users") || rest.endsWith("/members/all")) {
            return Optional.of(page(exchange, uri, users));
        }
        if (rest.equals("/groups")) {
            return Optional.of(page(exchange, uri, groups));
        }
        String of = rest.replaceFirst("^/groups/", "").replaceFirst("/descendant_groups$", "");
        return rest.endsWith("/descendant_groups")
                ? Optional.of(page(
                        exchange,
                        uri,
                        groups.stream()
                                .filter(group -> path(group).startsWith(of + "/"))
                                .toList()))
                : groups.stream()
                        .filter(group -> path(group).equals(of))
                        .findFirst()
                        .map(group -> group);
    }

    private static String path(Value.Obj group) {
        return group.string("full_path").orElseThrow();
    }

    /** Two a page, so that all lists have several. */
    private Value page(HttpExchange exchange, String uri, List<Value.Obj> all) {
        int from = uri.contains("&page=") ? Integer.parseInt(uri.replaceFirst(".*&page=", "")) : 0;
        int to = Math.min(all.size(), from + PAGE);
        if (to < all.size()) {
            String next = base() + uri.replaceFirst("^/api/v4", "").replaceFirst("&page=.*", "") + "&page=" + to;
            exchange.getResponseHeaders().set("Link", "<" + next + ">; rel=\"next\"");
        }
        return Value.Arr.of(all.subList(from, to));
    }

    private Value membersPage(Value asked) {
        String of = asked.at("/variables/group").flatMap(Value::asString).orElseThrow();
        int from = asked.at("/variables/after")
                .flatMap(Value::asString)
                .map(Integer::parseInt)
                .orElse(0);
        List<String> all = members.getOrDefault(of, List.of());
        int to = Math.min(all.size(), from + PAGE);
        return Value.of(Map.of(
                "data",
                Map.of(
                        "group",
                        Map.of(
                                "groupMembers",
                                Map.of(
                                        "pageInfo",
                                        Map.of("hasNextPage", to < all.size(), "endCursor", "" + to),
                                        "nodes",
                                        all.subList(from, to).stream()
                                                .map(name -> Map.of("user", Map.of("username", name)))
                                                .toList())))));
    }

    private String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/api/v4";
    }

    private Config config(String host, String provider) {
        return Config.builder()
                .value("test", (Value.Obj) Value.parseJson("""
                        {"integrations": {"gitlab": [{"host": "%s", "apiBaseUrl": "%s", "token": "t"}]},
                         "catalog": {"providers": {"gitlab": {"acme": {"host": "%s", "orgEnabled": true %s}}}}}
                        """.formatted(host, base(), host, provider)))
                .environment(Map.of())
                .build();
    }

    private Catalog catalog(String host, String provider) throws IOException {
        Config config = config(host, provider);
        HostConnections connections = HostConnections.of(config, Integrations.of(config));
        List<EntityProvider> providers = DiscoveryProviders.of(config, connections);
        GitLabOrgProvider org = (GitLabOrgProvider) providers.get(1);
        assertEquals("gitlab-org-provider:acme", org.name());
        Catalog catalog = Catalog.builder()
                .integrations(connections.integrations())
                .provider(org)
                .build();
        org.refresh();
        catalog.settle();
        return catalog;
    }

    private Set<String> refs(String host, String provider) throws IOException {
        try (Catalog catalog = catalog(host, provider)) {
            return catalog.queries().all("").stream()
                    .map(entity -> entity.ref().kind() + ":" + entity.ref().name())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void groupsWithinGroupsAndTheirMembers() throws IOException {
        try (Catalog catalog = catalog("gitlab.com", ", \"group\": \"acme\"")) {
            assertEquals(
                    Set.of("group:acme", "group:backend", "group:backend-storage", "user:ann", "user:bob"),
                    catalog.queries().all("").stream()
                            .map(entity ->
                                    entity.ref().kind() + ":" + entity.ref().name())
                            .collect(Collectors.toSet()));
            var storage = catalog.queries()
                    .byRef(EntityRef.parse("group:backend-storage"))
                    .orElseThrow();
            Set<String> related =
                    storage.relations().stream().map(Relation::toString).collect(Collectors.toSet());
            assertTrue(related.toString().contains("childOf"), related::toString);
            assertEquals(Optional.of("backend"), storage.entity().spec().string("parent"));
            assertEquals(
                    Optional.of("acme/backend/storage"),
                    storage.entity().metadata().annotation("gitlab.com/team-path"));
            var ann = catalog.queries().byRef(EntityRef.parse("user:ann")).orElseThrow();
            assertEquals(Value.parseJson("""
                            {"profile": {"displayName": "ANN", "email": "ann@acme.test"}, "memberOf": ["backend-storage"]}"""), ann.entity().spec());
            assertEquals(
                    Optional.of("url:https://gitlab.com/ann"),
                    ann.entity().metadata().annotation("backstage.io/managed-by-location"));
            assertEquals(
                    Optional.of("https://gitlab.com/ann"),
                    ann.entity().metadata().annotation("gitlab.com/user-login"));
            assertEquals(List.of(), catalog.findings());
        }
    }

    @Test
    void whoIsTaken() throws IOException {
        String acme = ", \"group\": \"acme\"";
        assertEquals(
                Set.of("group:acme", "group:backend", "group:backend-storage", "user:ann", "user:bob", "user:guest"),
                refs("gitlab.com", acme + ", \"includeUsersWithoutSeat\": true"),
                "those without a seat, but no bots of tokens");
        assertEquals(
                Set.of("group:acme", "group:backend", "group:backend-storage", "user:ann"),
                refs("gitlab.com", acme + ", \"userPattern\": \"@acme\""));
        assertEquals(
                Set.of("group:backend-storage", "user:ann", "user:bob"),
                refs("gitlab.com", acme + ", \"groupPattern\": [\"storage$\", \"nothing\"]"));
        assertEquals(
                Set.of("group:acme-backend", "group:storage", "user:ann", "user:bob"),
                refs("gitlab.com", ", \"group\": \"acme/backend\", \"restrictUsersToGroup\": true"));
        assertTrue(requests.stream().anyMatch(uri -> uri.contains("/groups/acme%2Fbackend/members/all")));
    }

    @Test
    void aServerOfOnesOwn() throws IOException {
        assertEquals(
                Set.of(
                        "group:acme",
                        "group:acme-backend",
                        "group:acme-backend-storage",
                        "group:other",
                        "user:ann",
                        "user:bob",
                        "user:group_7_bot_abc",
                        "user:guest"),
                refs("gitlab.acme.test", ""));
        assertTrue(requests.stream().anyMatch(uri -> uri.startsWith("/api/v4/users?active=true")), requests::toString);
    }

    @Test
    void transformersChangeAndLeaveOut() throws IOException {
        Config config = config("gitlab.com", ", \"group\": \"acme\"");
        HostConnections connections = HostConnections.of(config, Integrations.of(config));
        GitLabOrgProvider provider = GitLabOrgProvider.builder("x", connections)
                .group("acme")
                .users((item, entity) ->
                        item.string("username").equals(Optional.of("bob")) ? Optional.empty() : Optional.of(entity))
                .groups((item, entity) -> Optional.of(entity.with(
                        "metadata",
                        entity.obj("metadata")
                                .orElseThrow()
                                .with("title", item.get("name").orElseThrow()))))
                .build();
        try (Catalog catalog = Catalog.builder().provider(provider).build()) {
            provider.refresh();
            catalog.settle();
            assertEquals(1, catalog.queries().all("kind=user").size());
            assertEquals(
                    Optional.of("Backend"),
                    catalog.queries()
                            .byRef(EntityRef.parse("group:backend"))
                            .orElseThrow()
                            .entity()
                            .metadata()
                            .title());
        }
    }

    @Test
    void failedRunsChangeNothing() throws IOException {
        Config config = config("gitlab.com", ", \"group\": \"acme\"");
        HostConnections connections = HostConnections.of(config, Integrations.of(config));
        GitLabOrgProvider provider =
                GitLabOrgProvider.builder("x", connections).group("acme").build();
        try (Catalog catalog = Catalog.builder().provider(provider).build()) {
            provider.refresh();
            catalog.settle();
            int all = catalog.queries().all("").size();
            for (String part : List.of("members/all", "descendant_groups", "graphql", "/groups/acme?")) {
                failing = part.replace("?", "");
                assertThrows(IOException.class, provider::refresh, part);
                catalog.settle();
                assertEquals(all, catalog.queries().all("").size());
            }
            failing = "nothing";
            members.clear();
            provider.refresh();
            catalog.settle();
            assertEquals(2, catalog.queries().all("").size(), "without members there are no groups");
        }
    }

    @Test
    void mistakesOfTheConfigurationNameTheirPlace() {
        for (String wrong : List.of(
                "", ", \"group\": \"a\", \"relations\": [\"ALL\"]", ", \"group\": \"a\", \"userPattern\": \"(\"")) {
            Config config = config("gitlab.com", wrong);
            HostConnections connections = HostConnections.of(config, Integrations.of(config));
            ConfigException e =
                    assertThrows(ConfigException.class, () -> DiscoveryProviders.of(config, connections), wrong);
            assertTrue(String.valueOf(e.getMessage()).contains("catalog.providers.gitlab.acme"), e.getMessage());
        }
    }
}
