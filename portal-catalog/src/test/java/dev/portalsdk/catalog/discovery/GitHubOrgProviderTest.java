package dev.portalsdk.catalog.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.EntityProvider;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.config.Config;
import dev.portalsdk.config.ConfigException;
import dev.portalsdk.fakes.FakeForge;
import dev.portalsdk.fakes.ForgeFault;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Value;
import dev.portalsdk.source.HostConnections;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class GitHubOrgProviderTest {
    private FakeForge forge;
    private HostConnections connections;

    @BeforeEach
    void start() {
        forge = FakeForge.builder().token("hunter2").start();
        forge.member("acme", "Alice", "Alice A.", "alice@acme.example");
        forge.member("acme", "bob", "Bob B.", "bob@acme.example");
        forge.team("acme", "platform", "", "Alice", "bob");
        forge.team("acme", "runtime", "platform", "bob");
        connections = HostConnections.builder()
                .integrations(forge.integrations())
                .retries(1, java.time.Duration.ZERO)
                .build();
    }

    @AfterEach
    void stop() {
        forge.close();
    }

    private static StitchedEntity entity(Catalog catalog, String ref) {
        catalog.settle();
        return catalog.queries().byRef(EntityRef.parse(ref)).orElseThrow(() -> new AssertionError("no " + ref));
    }

    private static List<String> targets(StitchedEntity entity, String type) {
        return entity.relations().stream()
                .filter(relation -> relation.type().name().equals(type))
                .map(relation -> relation.target().toString())
                .toList();
    }

    @Test
    void teamsAndMembersOfOneOrganization() throws IOException {
        GitHubOrgProvider provider = GitHubOrgProvider.builder("acme", connections)
                .organization("acme")
                .build();
        try (Catalog catalog = Catalog.builder().provider(provider).build()) {
            provider.refresh();
            StitchedEntity bob = entity(catalog, "user:default/bob");
            assertEquals(
                    "Bob B.",
                    bob.entity()
                            .spec()
                            .at("/profile/displayName")
                            .flatMap(Value::asString)
                            .orElse(""));
            assertEquals(
                    "bob@acme.example",
                    bob.entity()
                            .spec()
                            .at("/profile/email")
                            .flatMap(Value::asString)
                            .orElse(""));
            assertEquals(List.of("group:default/platform", "group:default/runtime"), targets(bob, "memberOf"));
            assertEquals("url:https://github.com/bob", bob.location().toString());
            StitchedEntity runtime = entity(catalog, "group:default/runtime");
            assertEquals(List.of("group:default/platform"), targets(runtime, "childOf"));
            assertEquals(List.of("user:default/bob"), targets(runtime, "hasMember"));
            assertEquals(
                    Optional.of("acme/runtime"), runtime.entity().metadata().annotation("github.com/team-slug"));
            assertEquals(List.of(), catalog.findings());
        }
    }

    @Test
    void severalOrganizationsHaveNamespaces() throws IOException {
        forge.member("Globex", "bob", "Bob B.", "bob@acme.example");
        forge.team("Globex", "platform", "", "bob");
        GitHubOrgProvider provider = GitHubOrgProvider.builder("all", connections)
                .organization("acme")
                .organization("Globex")
                .build();
        try (Catalog catalog = Catalog.builder().provider(provider).build()) {
            provider.refresh();
            assertEquals(
                    List.of("group:acme/platform", "group:acme/runtime", "group:globex/platform"),
                    targets(entity(catalog, "user:default/bob"), "memberOf"));
            assertEquals(List.of("user:default/bob"), targets(entity(catalog, "group:globex/platform"), "hasMember"));
            assertEquals(List.of("group:acme/platform"), targets(entity(catalog, "group:acme/runtime"), "childOf"));
        }
    }

    @Test
    void largeTeamsAndOrganizationsArePaged() throws IOException {
        List<String> logins = new ArrayList<>();
        for (int i = 0; i < 230; i++) {
            logins.add("u" + i);
            forge.member("big", "u" + i, "U " + i, "u" + i + "@big.example");
        }
        forge.team("big", "everyone", "", logins.toArray(String[]::new));
        for (int i = 0; i < 60; i++) {
            forge.team("big", "team-" + i, "everyone", "u" + i);
        }
        GitHubOrgProvider provider = GitHubOrgProvider.builder("big", connections)
                .organization("big")
                .build();
        try (Catalog catalog = Catalog.builder().provider(provider).build()) {
            provider.refresh();
            assertEquals(
                    230,
                    targets(entity(catalog, "group:default/everyone"), "hasMember")
                            .size());
            assertEquals(61, catalog.queries().all("kind=group").size());
            assertEquals(230, catalog.queries().all("kind=user").size());
            assertEquals(5 + 3 + 3, forge.requests().size(), "pages of members, of teams, of the members of one team");
        }
    }

    @Test
    void transformersChangeAndLeaveOut() throws IOException {
        GitHubOrgProvider provider = GitHubOrgProvider.builder("acme", connections)
                .organization("acme")
                .users((item, user) ->
                        item.string("login").orElse("").equals("bob") ? Optional.empty() : Optional.of(user))
                .teams((item, group) -> Optional.of(
                        group.with("spec", group.obj("spec").orElseThrow().with("type", Value.Str.of("squad")))))
                .build();
        try (Catalog catalog = Catalog.builder().provider(provider).build()) {
            provider.refresh();
            assertEquals(
                    "squad",
                    entity(catalog, "group:default/platform")
                            .entity()
                            .spec()
                            .string("type")
                            .orElse(""));
            assertEquals(1, catalog.queries().all("kind=user").size());
        }
    }

    @Test
    void failedRunsChangeNothing() throws IOException {
        GitHubOrgProvider provider = GitHubOrgProvider.builder("acme", connections)
                .organization("acme")
                .build();
        try (Catalog catalog = Catalog.builder().provider(provider).build()) {
            provider.refresh();
            catalog.settle();
            forge.fault("/graphql", new ForgeFault.Status(502, Map.of()));
            assertThrows(IOException.class, provider::refresh);
            catalog.settle();
            assertEquals(2, catalog.queries().all("kind=user").size());
            assertTrue(provider.lastFailure().isPresent());
        }
    }

    @Test
    void configurationDescribesProviders() {
        Config config = Config.builder()
                .value("forge", forge.config())
                .value("test", (Value.Obj) Value.parseJson("""
                        {"catalog": {"providers": {"githubOrg": [
                          {"id": "a", "githubUrl": "https://github.com", "orgs": ["acme"], "schedule": {"frequency": "1h"}},
                          {"id": "b", "githubUrl": "https://github.com", "orgs": ["x", "y"], "pageSizes": {"teams": 50},
                           "defaultUserTransformer": {"useVerifiedEmails": true}, "excludeSuspendedUsers": true}]}}}
                        """))
                .environment(Map.of())
                .build();
        assertEquals(
                List.of("github-org-provider:a", "github-org-provider:b"),
                DiscoveryProviders.of(config, HostConnections.of(config, Integrations.of(config))).stream()
                        .map(EntityProvider::name)
                        .toList());
        Config wrong = Config.builder()
                .value(
                        "test",
                        (Value.Obj)
                                Value.parseJson(
                                        "{\"catalog\": {\"providers\": {\"githubOrg\": {\"id\": \"a\", \"githubUrl\": \"https://github.com\"}}}}"))
                .environment(Map.of())
                .build();
        ConfigException e = assertThrows(
                ConfigException.class,
                () -> DiscoveryProviders.of(wrong, HostConnections.of(wrong, Integrations.of(wrong))));
        assertTrue(String.valueOf(e.getMessage()).contains("catalog.providers.githubOrg.orgs"), e.getMessage());
    }
}
