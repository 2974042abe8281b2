package dev.portalsdk.catalog.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.CatalogBuilder;
import dev.portalsdk.catalog.EntityProvider;
import dev.portalsdk.config.Config;
import dev.portalsdk.config.ConfigKeys;
import dev.portalsdk.fakes.FakeForge;
import dev.portalsdk.integration.Integrations;
import dev.portalsdk.source.HostConnections;
import dev.portalsdk.source.UrlReaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The configuration of a usual portal fills its catalog: files, locations, discovery. Only where the host is found differs. */
@Timeout(60)
class SeedPortalTest {
    @TempDir
    Path directory;

    private static String entity(String kind, String name, String spec) {
        return "apiVersion: backstage.io/v1alpha1\nkind: " + kind + "\nmetadata: {name: " + name + "}\nspec: {" + spec
                + "}\n";
    }

    @Test
    void theCatalogIsComplete() throws Exception {
        try (FakeForge forge = FakeForge.builder().token("ghp_hunter2").start()) {
            forge.createRepository(
                    "myorg/service-catalog",
                    Map.of(
                            "all.yaml", entity("Location", "all", "targets: [./teams.yaml, systems/*.yaml]"),
                            "teams.yaml", entity("Group", "team-a", "type: team, children: []"),
                            "systems/shop.yaml", entity("System", "shop", "owner: team-a")));
            forge.createRepository(
                    "myorg/web",
                    Map.of(
                            "catalog-info.yaml",
                            entity(
                                    "Component",
                                    "web",
                                    "type: service, lifecycle: production, owner: team-a, system: shop")));
            forge.createRepository("myorg/notes", Map.of("README.md", "no descriptor"));
            Config config = config(forge);
            assertEquals(List.of(), ConfigKeys.standard().unknown(config));
            HostConnections connections = HostConnections.of(config, Integrations.of(config));
            CatalogBuilder builder = Catalog.builder()
                    .baseDirectory(directory.resolve("packages/backend"))
                    .config(config)
                    .integrations(connections.integrations())
                    .urlReader(UrlReaders.builder()
                            .connections(connections)
                            .localFiles()
                            .build());
            List<EntityProvider> providers = DiscoveryProviders.of(config, connections);
            providers.forEach(builder::provider);
            try (Catalog catalog = builder.build()) {
                ((GitHubDiscovery) providers.get(0)).refresh();
                catalog.settle();
                Set<String> found = catalog.queries().all("").stream()
                        .map(entity -> entity.ref().toString())
                        .filter(ref -> !ref.contains("/generated-"))
                        .collect(Collectors.toSet());
                assertEquals(
                        Set.of(
                                "component:default/local",
                                "location:default/all",
                                "group:default/team-a",
                                "system:default/shop",
                                "component:default/web"),
                        found);
                assertEquals(List.of(), catalog.findings());
            }
        }
    }

    private Config config(FakeForge forge) throws IOException {
        Path portal = Files.createDirectories(directory.resolve("packages/backend"));
        Files.writeString(
                directory.resolve("catalog-info.yaml"),
                entity("Component", "local", "type: website, lifecycle: production, owner: team-a"));
        try (var seed = Objects.requireNonNull(SeedPortalTest.class.getResourceAsStream("app-config.yaml"))) {
            Files.write(portal.resolve("app-config.yaml"), seed.readAllBytes());
        }
        Files.writeString(
                portal.resolve("app-config.local.yaml"), forge.config().toPrettyJson());
        return Config.builder()
                .defaultFiles(portal)
                .environment(Map.of("GITHUB_TOKEN", "ghp_hunter2"))
                .build();
    }
}
