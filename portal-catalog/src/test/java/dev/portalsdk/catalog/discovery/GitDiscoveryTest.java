package dev.portalsdk.catalog.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.config.Config;
import dev.portalsdk.config.ConfigException;
import dev.portalsdk.fakes.FakeForge;
import dev.portalsdk.fakes.ForgeRepository;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.model.Value;
import dev.portalsdk.source.HostConnections;
import dev.portalsdk.source.UrlReaders;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Repositories of any Git host, over smart HTTP. */
@Timeout(60)
class GitDiscoveryTest {
    private static Config config(FakeForge forge, String repositories) {
        return Config.builder()
                .value("test", (Value.Obj) Value.parseJson("""
                        {"integrations": {"git": [{"host": "git.acme.example", "cloneBaseUrl": "%s"}]},
                         "catalog": {"providers": {"git": {"all": {"repositories": [%s], "catalogPath": "**/catalog-info.yaml",
                           "schedule": {"frequency": "1h", "initialDelay": "1h"}}}}}}
                        """.formatted(forge.url(), repositories)))
                .environment(Map.of())
                .build();
    }

    private static String component(String name) {
        return "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: " + name
                + "}\nspec: {type: service, lifecycle: production, owner: a}\n";
    }

    private static Set<String> names(Catalog catalog) {
        catalog.settle();
        return catalog.queries().all("kind=component").stream()
                .map(entity -> entity.ref().name())
                .collect(Collectors.toSet());
    }

    @Test
    void listedRepositoriesAreReadThroughGit() throws IOException {
        try (FakeForge forge = FakeForge.start()) {
            ForgeRepository web = forge.createRepository(
                    "acme/web",
                    Map.of("catalog-info.yaml", component("web"), "services/a/catalog-info.yaml", component("a")));
            Config config = config(forge, "\"https://git.acme.example/acme/web.git\"");
            HostConnections connections = HostConnections.of(config, Integrations.of(config));
            GitDiscovery discovery =
                    (GitDiscovery) DiscoveryProviders.of(config, connections).get(0);
            try (Catalog catalog = Catalog.builder()
                    .integrations(connections.integrations())
                    .urlReader(UrlReaders.builder().connections(connections).build())
                    .provider(discovery)
                    .build()) {
                assertEquals(Set.of("web", "a"), names(catalog));
                web.commit(Map.of("services/b/catalog-info.yaml", component("b")));
                discovery.refresh();
                assertEquals(Set.of("web", "a", "b"), names(catalog));
            }
        }
    }

    @Test
    void otherUrlsAreAMistake() {
        try (FakeForge forge = FakeForge.start()) {
            Config config = config(forge, "\"https://elsewhere.example/acme/web.git\"");
            ConfigException e = assertThrows(
                    ConfigException.class,
                    () -> DiscoveryProviders.of(config, HostConnections.of(config, Integrations.of(config))));
            assertTrue(
                    String.valueOf(e.getMessage()).contains("catalog.providers.git.all.repositories[0]"),
                    e.getMessage());
        }
    }
}
