package dev.portalsdk.catalog.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.EntityProvider;
import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.facts.InMemoryCatalogStore;
import dev.portalsdk.config.Config;
import dev.portalsdk.config.ConfigException;
import dev.portalsdk.fakes.FakeForge;
import dev.portalsdk.fakes.ForgeApp;
import dev.portalsdk.fakes.ForgeFault;
import dev.portalsdk.fakes.ForgeRepository;
import dev.portalsdk.integration.GitHubIntegration;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Value;
import dev.portalsdk.source.HostConnections;
import dev.portalsdk.source.UrlReaders;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Discovery of repositories, and its requests as the forge counts them. */
@Timeout(180)
class GitHubDiscoveryTest {
    private FakeForge forge;
    private HostConnections connections;

    @BeforeEach
    void start() {
        forge = FakeForge.builder().token("hunter2").start();
        connections = HostConnections.builder()
                .integrations(forge.integrations())
                .retries(2, Duration.ofMillis(10))
                .build();
    }

    @AfterEach
    void stop() {
        forge.close();
    }

    private static String component(String name, String owner) {
        return "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: " + name
                + "}\nspec: {type: service, lifecycle: production, owner: " + owner + "}\n";
    }

    private ForgeRepository repository(String name) {
        return forge.createRepository("acme/" + name, Map.of("catalog-info.yaml", component(name, "team-a")));
    }

    private Catalog catalog(EntityProvider... providers) {
        return catalog(new InMemoryCatalogStore(Clock.systemUTC()), providers);
    }

    private Catalog catalog(CatalogStore store, EntityProvider... providers) {
        var builder = Catalog.builder()
                .store(store)
                .integrations(connections.integrations())
                .urlReader(UrlReaders.builder().connections(connections).build());
        for (EntityProvider provider : providers) {
            builder.provider(provider);
        }
        return builder.build();
    }

    private GitHubDiscovery.Builder acme() {
        return GitHubDiscovery.builder("acme", connections).organization("acme");
    }

    private static Set<String> components(Catalog catalog) {
        return names(catalog, "kind=component");
    }

    private static Set<String> names(Catalog catalog, String filter) {
        catalog.settle();
        return catalog.queries().all(filter).stream()
                .map(entity -> entity.ref().name())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> discovered(GitHubDiscovery provider) throws IOException {
        try (Catalog catalog = catalog(provider)) {
            provider.refresh();
            return components(catalog);
        }
    }

    @Test
    void everyRepositoryWithADescriptorIsFound() throws IOException {
        repository("web");
        repository("api").renameDefaultBranch("trunk");
        repository("old").archive();
        repository("fork").markAsFork();
        forge.createRepository("acme/empty", Map.of());
        forge.createRepository("acme/without", Map.of("README.md", "x"));
        forge.createRepository("other/not-ours", Map.of("catalog-info.yaml", component("not-ours", "x")));
        assertEquals(Set.of("api", "fork", "web"), discovered(acme().build()));
    }

    @Test
    void filtersAreKept() throws IOException {
        repository("web").topics("portal", "java");
        repository("web-legacy").topics("portal", "legacy");
        repository("tool");
        repository("fork").markAsFork();
        repository("old").archive();
        RepositoryFilters none = RepositoryFilters.none();
        assertEquals(
                Set.of("web"),
                discovered(acme().filters(new RepositoryFilters(
                                none.branch(),
                                none.repository(),
                                Set.of("portal"),
                                Set.of("legacy"),
                                true,
                                false,
                                Set.of()))
                        .build()));
        assertEquals(
                Set.of("web"),
                discovered(acme().filters(new RepositoryFilters(
                                none.branch(),
                                java.util.Optional.of(Pattern.compile("we.")),
                                Set.of(),
                                Set.of(),
                                true,
                                false,
                                Set.of()))
                        .build()));
        assertEquals(
                Set.of("old", "tool", "web", "web-legacy"),
                discovered(acme().filters(new RepositoryFilters(
                                none.branch(), none.repository(), Set.of(), Set.of(), false, true, Set.of("private")))
                        .build()));
        assertEquals(
                Set.of(),
                discovered(acme().filters(new RepositoryFilters(
                                none.branch(), none.repository(), Set.of(), Set.of(), true, false, Set.of("public")))
                        .build()));
    }

    @Test
    void catalogPathsMayBePatterns() throws IOException {
        forge.createRepository(
                "acme/mono",
                Map.of(
                        "services/a/catalog-info.yaml", component("a", "x"),
                        "services/b/catalog-info.yaml", component("b", "x"),
                        "other/c/catalog-info.yaml", component("c", "x")));
        assertEquals(
                Set.of("a", "b"),
                discovered(acme().catalogPath("/services/*/catalog-info.yaml").build()));
        assertThrows(IllegalStateException.class, () -> acme().catalogPath("**/x.yaml")
                .validateLocationsExist(true)
                .build());
    }

    @Test
    void locationsMayHaveToExist() throws IOException {
        repository("web");
        forge.createRepository("acme/without", Map.of("README.md", "x"));
        forge.createRepository("acme/hollow", Map.of("catalog-info.yaml", ""));
        GitHubDiscovery provider = acme().validateLocationsExist(true).build();
        try (Catalog catalog = catalog(provider)) {
            provider.refresh();
            assertEquals(1, names(catalog, "kind=location").size());
        }
    }

    @Test
    void requestsForAThousandRepositories() throws IOException {
        for (int i = 0; i < 1000; i++) {
            repository("r" + i);
        }
        GitHubDiscovery provider = acme().build();
        try (Catalog catalog = catalog(provider)) {
            provider.refresh();
            assertEquals(1000, components(catalog).size());
            int cold = count();
            provider.refresh();
            catalog.settle();
            int unchanged = count();
            for (int i = 0; i < 10; i++) {
                forge.repository("acme/r" + i)
                        .orElseThrow()
                        .commit(Map.of("catalog-info.yaml", component("r" + i, "team-b")));
            }
            provider.refresh();
            catalog.settle();
            int changed = count();
            for (int i = 0; i < 10; i++) {
                assertEquals("team-b", owner(catalog, "r" + i));
            }
            System.out.println("requests: cold " + cold + ", unchanged " + unchanged + ", ten changed " + changed);
            assertTrue(cold <= 60, "cold: " + cold);
            assertTrue(unchanged <= 20, "unchanged: " + unchanged);
            assertTrue(changed <= 30, "ten changed: " + changed);
        }
    }

    @Test
    void aNodeThatComesLaterKnowsWhatAnotherSaw() throws IOException {
        for (int i = 0; i < 30; i++) {
            repository("r" + i);
        }
        CatalogStore store = new InMemoryCatalogStore(Clock.systemUTC());
        GitHubDiscovery first = acme().build();
        GitHubDiscovery second = acme().build();
        try (Catalog one = catalog(store, first);
                Catalog another = catalog(store, second)) {
            first.refresh();
            assertEquals(30, components(one).size());
            count();
            second.refresh();
            assertEquals(30, components(another).size());
            assertEquals(1, count(), "the listing");
            forge.repository("acme/r7").orElseThrow().commit(Map.of("catalog-info.yaml", component("r7", "team-b")));
            second.refresh();
            another.settle();
            assertEquals("team-b", owner(another, "r7"));
            assertEquals(2, count(), "the listing and the one content");
        }
    }

    /** All requests since the last count, those of the catalog's reader among them. */
    private int count() {
        int requests = forge.requests().size();
        forge.clearRequests();
        return requests;
    }

    private static String owner(Catalog catalog, String name) {
        return catalog.queries()
                .byRef(EntityRef.parse("component:default/" + name))
                .orElseThrow()
                .entity()
                .spec()
                .string("owner")
                .orElse("");
    }

    @Test
    void failedRunsChangeNothing() throws IOException {
        repository("web");
        GitHubDiscovery provider = acme().build();
        try (Catalog catalog = catalog(provider)) {
            provider.refresh();
            assertEquals(Set.of("web"), components(catalog));
            for (int status : new int[] {401, 403, 404, 500}) {
                forge.heal();
                forge.fault("/graphql", new ForgeFault.Status(status, Map.of()));
                assertThrows(IOException.class, provider::refresh, "" + status);
                assertTrue(provider.lastFailure().isPresent());
                assertEquals(Set.of("web"), components(catalog));
            }
            forge.heal();
            provider.refresh();
            assertTrue(provider.lastFailure().isEmpty());
        }
        GitHubDiscovery nobody =
                GitHubDiscovery.builder("x", connections).organization("nobody").build();
        try (Catalog catalog = catalog(nobody)) {
            assertEquals(Set.of(), components(catalog));
            IOException e = assertThrows(IOException.class, nobody::refresh);
            assertTrue(String.valueOf(e.getMessage()).contains("nobody"), e.getMessage());
            assertFalse(String.valueOf(e.getMessage()).contains("hunter2"));
        }
    }

    @Test
    void renamedArchivedAndDeletedRepositoriesAreFollowed() throws IOException {
        repository("web");
        ForgeRepository api = repository("api");
        repository("gone");
        GitHubDiscovery provider = acme().build();
        try (Catalog catalog = catalog(provider)) {
            provider.refresh();
            assertEquals(Set.of("api", "gone", "web"), components(catalog));
            api.archive();
            forge.deleteRepository("acme/gone");
            forge.repository("acme/web").orElseThrow().renameDefaultBranch("trunk");
            provider.refresh();
            assertEquals(Set.of("web"), components(catalog));
        }
    }

    @Test
    void allWhoInstalledAnAppAreFound() throws IOException {
        repository("web");
        forge.createRepository("globex/app", Map.of("catalog-info.yaml", component("globex-app", "x")));
        forge.createRepository("stranger/no", Map.of("catalog-info.yaml", component("no", "x")));
        ForgeApp app = forge.app("acme", "globex");
        connections = HostConnections.builder()
                .integrations(Integrations.builder()
                        .add(GitHubIntegration.builder("github.com")
                                .apiBaseUrl(forge.apiBaseUrl())
                                .rawBaseUrl(forge.rawBaseUrl())
                                .cloneBaseUrl(forge.url())
                                .app(app.credentials())
                                .build())
                        .build())
                .build();
        assertEquals(
                Set.of("globex-app", "web"),
                discovered(GitHubDiscovery.builder("all", connections)
                        .app(app.appId())
                        .build()));
    }

    @Test
    void configurationDescribesProvidersAndTheirSchedules() {
        repository("web");
        Config config = Config.builder()
                .value("forge", forge.config())
                .value("test", (Value.Obj) Value.parseJson("""
                        {"catalog": {"providers": {"github": {"acme": {
                          "organization": "acme", "catalogPath": "/catalog-info.yaml", "validateLocationsExist": true,
                          "filters": {"repository": "w.*", "topic": {"exclude": ["no"]}, "allowForks": false},
                          "pageSizes": {"repositories": 10},
                          "schedule": {"frequency": {"minutes": 30}, "timeout": "PT3M", "initialDelay": "10ms"}}}}}}
                        """))
                .environment(Map.of())
                .build();
        connections = HostConnections.of(config, Integrations.of(config));
        List<EntityProvider> providers = DiscoveryProviders.of(config, connections);
        assertEquals(
                List.of("github-provider:acme"),
                providers.stream().map(EntityProvider::name).toList());
        try (Catalog catalog = catalog(providers.get(0))) {
            catalog.start();
            long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (catalog.queries()
                            .byRef(EntityRef.parse("component:default/web"))
                            .isEmpty()
                    && System.nanoTime() < end) {
                LockSupport.parkNanos(2_000_000);
            }
            assertTrue(catalog.queries()
                    .byRef(EntityRef.parse("component:default/web"))
                    .isPresent());
        }
    }

    @Test
    void mistakesOfTheConfigurationNameTheirPlace() {
        for (String bad : List.of(
                "{\"acme\": {\"catalogPath\": \"/x\"}}",
                "{\"acme\": {\"organization\": \"a\", \"app\": 7}}",
                "{\"acme\": {\"organization\": \"a\", \"host\": \"unknown.example\"}}",
                "{\"acme\": {\"organization\": \"a\", \"filters\": {\"repository\": \"(\"}}}",
                "{\"acme\": {\"organization\": \"a\", \"filters\": {\"visibility\": [\"secret\"]}}}",
                "{\"acme\": {\"organization\": \"a\", \"catalogPath\": \"*\", \"validateLocationsExist\": true}}",
                "{\"acme\": {\"organization\": \"a\", \"pageSizes\": {\"repositories\": 101}}}",
                "{\"acme\": {\"organization\": \"a\", \"schedule\": {\"timeout\": \"1m\"}}}",
                "{\"acme\": {\"organization\": \"a\", \"schedule\": {\"frequency\": {\"minutes\": 0}}}}")) {
            Config config = Config.builder()
                    .value("test", (Value.Obj)
                            Value.parseJson("{\"catalog\": {\"providers\": {\"github\": " + bad + "}}}"))
                    .environment(Map.of())
                    .build();
            ConfigException e = assertThrows(
                    ConfigException.class,
                    () -> DiscoveryProviders.of(config, HostConnections.of(config, Integrations.of(config))),
                    bad);
            assertTrue(String.valueOf(e.getMessage()).contains("catalog.providers.github.acme"), e.getMessage());
        }
    }
}
