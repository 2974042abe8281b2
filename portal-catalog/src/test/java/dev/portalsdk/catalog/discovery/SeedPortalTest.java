package dev.portalsdk.catalog.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.config.Config;
import dev.portalsdk.config.ConfigKeys;
import dev.portalsdk.fakes.FakeForge;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
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
    void theCatalogIsCompleteAndAWebhookThatChangesAnOwnerIsVisibleWithinASecond() throws Exception {
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
            ConfiguredCatalog configured = ConfiguredCatalog.of(config, directory.resolve("packages/backend"));
            try (Catalog catalog = configured.builder().build().start()) {
                catalog.settle();
                await(() -> refs(catalog).size() == 5, Duration.ofSeconds(30)); // its schedule begins at once
                assertEquals(
                        Set.of(
                                "component:default/local",
                                "location:default/all",
                                "group:default/team-a",
                                "system:default/shop",
                                "component:default/web"),
                        refs(catalog));
                assertEquals(List.of(), catalog.findings());
                ownerIsVisibleWithinASecond(forge, configured, catalog);
            }
        }
    }

    private static void ownerIsVisibleWithinASecond(FakeForge forge, ConfiguredCatalog configured, Catalog catalog) {
        EventReceiver events = configured.events().build();
        forge.repository("myorg/service-catalog")
                .orElseThrow()
                .commit(Map.of("systems/shop.yaml", entity("System", "shop", "owner: team-b")));
        byte[] push = """
                {"ref": "refs/heads/main", "forced": false, "commits": [{"modified": ["systems/shop.yaml"]}],
                 "repository": {"html_url": "https://github.com/myorg/service-catalog"}}
                """.getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers =
                Map.of("X-GitHub-Event", "push", "X-Hub-Signature-256", RepositoryMovesTest.signature(push));
        assertEquals(EventReceiver.Outcome.TAKEN, events.receive(headers, push));
        await(() -> owner(catalog).equals(Optional.of("team-b")), Duration.ofSeconds(1));
    }

    private static Optional<String> owner(Catalog catalog) {
        return catalog.queries()
                .byRef(EntityRef.parse("system:default/shop"))
                .flatMap(shop -> shop.entity().spec().string("owner"));
    }

    private static Set<String> refs(Catalog catalog) {
        return catalog.queries().all("").stream()
                .map(entity -> entity.ref().toString())
                .filter(ref -> !ref.contains("/generated-"))
                .collect(Collectors.toSet());
    }

    private static void await(BooleanSupplier condition, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(1_000_000);
        }
        assertTrue(condition.getAsBoolean(), "within " + atMost);
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
                portal.resolve("app-config.local.yaml"),
                forge.config()
                        .with(
                                "events",
                                Value.Obj.of(
                                        "modules",
                                        Value.Obj.of(
                                                "github", Value.Obj.of("webhookSecret", RepositoryMovesTest.SECRET))))
                        .toPrettyJson());
        return Config.builder()
                .defaultFiles(portal)
                .environment(Map.of("GITHUB_TOKEN", "ghp_hunter2"))
                .build();
    }
}
