package dev.portalsdk.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.provider.DirectoryProvider;
import dev.portalsdk.catalog.provider.InCodeProvider;
import dev.portalsdk.catalog.store.CatalogException;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.catalog.store.RemovalGuard;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.config.Config;
import dev.portalsdk.config.ConfigException;
import dev.portalsdk.fakes.InMemoryUrlReader;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.Relation;
import dev.portalsdk.model.RelationType;
import dev.portalsdk.model.Value;
import dev.portalsdk.model.kind.Kinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wiring: what a builder and a configuration can say, and how hosts take part. */
class CatalogBuilderTest {

    @Test
    void aProviderThatHasNoNameIsAMistakeOfTheWiring() {
        EntityProvider unnamed = new EntityProvider() {
            @Override
            @SuppressWarnings("NullAway") // what a host's code can do
            public String name() {
                return null;
            }

            @Override
            public void connect(EntityProviderConnection connection) {}
        };
        CatalogException e = assertThrows(
                CatalogException.class,
                () -> Catalog.builder().provider(unnamed).build());
        assertTrue(String.valueOf(e.getMessage()).contains("has no name"), e.getMessage());
    }

    @Test
    void oneProviderOfEntitiesInCodeIsNotSharedByCatalogs() {
        InCodeProvider code = new InCodeProvider("code");
        try (Catalog first = Catalog.builder().provider(code).build()) {
            CatalogException e = assertThrows(
                    CatalogException.class,
                    () -> Catalog.builder().provider(code).build());
            assertTrue(String.valueOf(e.getMessage()).contains("Make one for each catalog"), e.getMessage());
            code.apply(Mutation.full(List.of())).await();
            assertEquals(List.of(), first.queries().all());
        }
    }

    @Test
    void urlsReadAtATimeHaveBounds() {
        for (int wrong : new int[] {-1, 1001}) {
            CatalogException e = assertThrows(
                    CatalogException.class,
                    () -> Catalog.builder().concurrentUrls(wrong).build());
            assertTrue(String.valueOf(e.getMessage()).contains("0 to 1000, not " + wrong), e.getMessage());
        }
    }

    private static final String COMPONENT =
            "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: web\nspec:\n  type: service\n  lifecycle: production\n  owner: team\n";

    @TempDir
    Path directory;

    @Test
    void everyMistakeInTheWiringIsNamedAtOnce() {
        CatalogBuilder builder = Catalog.builder()
                .provider(new InCodeProvider("twin"))
                .provider(new InCodeProvider("twin"))
                .provider(new InCodeProvider(" "))
                .provider(new InCodeProvider("registered-locations"))
                .removalGuard("nobody", RemovalGuard.standard())
                .processor("same", (descriptor, context) -> ProcessorOutput.of(descriptor))
                .processor("same", (descriptor, context) -> ProcessorOutput.of(descriptor))
                .rule("same", entity -> List.of())
                .rule("same", entity -> List.of())
                .rule("", entity -> List.of())
                .placeholder("$own", (parameter, context) -> Value.Null.NULL)
                .placeholder("own", (parameter, context) -> Value.Null.NULL)
                .kind(Kinds.COMPONENT)
                .location("https://git.test/a.yaml")
                .location("url:javascript:alert(1)")
                .registeredLocationTypes("url", "ftp")
                .refreshEvery(Duration.ZERO)
                .lease(Duration.ofSeconds(-1))
                .config(configuration("{\"integrations\": {\"github\": [{\"host\": 7}]}}"));
        String message = assertThrows(CatalogException.class, builder::build).getMessage();
        for (String part : List.of(
                "two providers are named \"twin\"",
                "InCodeProvider has no name",
                "a provider is named \"registered-locations\", which is the catalog's own",
                "no provider \"nobody\" to guard",
                "two processors are named \"same\"",
                "two rules are named \"same\"",
                "a rule has no name",
                "two placeholders are named \"own\"",
                "Component is declared twice",
                "\"https://git.test/a.yaml\" is a bare URL",
                "javascript: URL",
                "locations of type \"ftp\" cannot be read",
                "refresh interval must be more than zero, not PT0S",
                "lease must be longer than zero, not PT-1S",
                "integrations.github[0].host")) {
            assertTrue(message.contains(part), part + " in " + message);
        }
        assertEquals(16, message.lines().count(), message);
    }

    private static Config configuration(String json) {
        return Config.builder()
                .environment(Map.of())
                .value("app-config.yaml", Value.parseJson(json).asObj().orElseThrow())
                .build();
    }

    @Test
    void aProviderThatCannotBeConnectedIsNamedAndTheOthersAreClosed() {
        List<String> closed = new ArrayList<>();
        EntityProvider first = new EntityProvider() {
            @Override
            public String name() {
                return "first";
            }

            @Override
            public void connect(EntityProviderConnection connection) {}

            @Override
            public void close() {
                closed.add("first");
            }
        };
        EntityProvider broken = new EntityProvider() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public void connect(EntityProviderConnection connection) {
                throw new IllegalStateException("no credentials");
            }
        };
        CatalogBuilder builder = Catalog.builder().provider(first).provider(broken);
        String message = assertThrows(CatalogException.class, builder::build).getMessage();
        assertEquals("The provider \"broken\" could not be connected: no credentials", message);
        assertEquals(List.of("first"), closed);
    }

    @Test
    void aConfigurationTurnsProvidersAndProcessorsOff() {
        InCodeProvider code = new InCodeProvider("hr.people").with(Mutation.full(List.of(Documents.given(COMPONENT))));
        InCodeProvider kept = new InCodeProvider("kept")
                .with(Mutation.full(List.of(Documents.given(COMPONENT.replace("web", "other")))));
        try (Catalog catalog = Catalog.builder()
                .config(configuration("""
                        {"catalog": {"providerOptions": {"hr.people": {"disabled": true}, "kept": {"disabled": false}, "notHere": {"disabled": true}},
                         "processorOptions": {"noisy": {"disabled": true, "priority": 10}}}}"""))
                .provider(code)
                .provider(kept)
                .processor("noisy", (descriptor, context) -> {
                    throw new IllegalStateException("noise");
                })
                .build()) {
            catalog.settle();
            assertEquals("other", Documents.components(catalog));
            assertThrows(CatalogException.class, () -> code.apply(Mutation.full(List.of())), "it was never connected");
        }
        Config wrong = configuration("{\"catalog\": {\"providerOptions\": {\"a\": {\"disabled\": \"yes\"}}}}");
        String message = assertThrows(
                        ConfigException.class, () -> Catalog.builder().config(wrong))
                .getMessage();
        assertTrue(message.contains("catalog.providerOptions.a.disabled"), message);
    }

    @Test
    void locationsOfOtherTypesAreRegisteredOnlyIfTheHostSaysSo() throws IOException {
        Files.writeString(directory.resolve("a.yaml"), COMPONENT);
        try (Catalog strict = Catalog.builder().build()) {
            String message = assertThrows(IllegalArgumentException.class, () -> strict.locations()
                            .add("file:a.yaml"))
                    .getMessage();
            assertTrue(message.contains("Only locations of type url can be registered"), message);
        }
        try (Catalog open = Catalog.builder()
                .registeredLocationTypes("url", "file")
                .baseDirectory(directory)
                .build()) {
            Registration registration = open.locations().add("file:a.yaml");
            assertEquals(List.of(), registration.findings());
            assertEquals("web", Documents.components(open));
        }
    }

    @Test
    void aDirectoryIsLoadedWithPlacesAndFollowedAcrossRefreshes() throws IOException {
        Path file = Files.createDirectories(directory.resolve("services/web")).resolve("catalog-info.yaml");
        Files.writeString(file, COMPONENT.replace("owner: team", "owner: [team]"));
        try (Catalog catalog = Catalog.builder()
                .provider(DirectoryProvider.of("repo", directory))
                .build()) {
            catalog.settle();
            assertEquals(0, catalog.queries().all().size());
            Diagnostic finding = catalog.findings().get(0);
            assertEquals(8, finding.location().orElseThrow().line(), finding.toString());
            Files.writeString(file, COMPONENT);
            Files.writeString(
                    Files.createDirectories(directory.resolve("docs")).resolve("catalog-info.yml"),
                    COMPONENT
                            .replace("web", "docs")
                            .replace("Component", "API")
                            .replace("owner: team", "owner: team\n  definition: {$text: ./api.txt}"));
            Files.writeString(directory.resolve("docs/api.txt"), "openapi: 3.0.0\n");
            catalog.refresh().await();
            assertEquals(2, catalog.queries().all().size());
            assertEquals(
                    "openapi: 3.0.0\n",
                    catalog.queries()
                            .byRef(EntityRef.parse("api:default/docs"))
                            .orElseThrow()
                            .entity()
                            .spec()
                            .string("definition")
                            .orElseThrow());
        }
    }

    @Test
    void aDirectoryWithoutFilesIsAFinding() {
        try (Catalog catalog = Catalog.builder()
                .provider(DirectoryProvider.of("repo", directory))
                .build()) {
            catalog.settle();
            assertEquals("location-not-found", catalog.findings().get(0).ruleId());
        }
    }

    @Test
    void placeholdersOfFilesDoNotLeaveTheirDirectory() throws IOException {
        Files.writeString(directory.resolve("secret.txt"), "secret");
        Path inside = Files.createDirectories(directory.resolve("repo"));
        Files.writeString(
                inside.resolve("catalog-info.yaml"), COMPONENT.replace("owner: team", "owner: {$text: ../secret.txt}"));
        try (Catalog catalog =
                Catalog.builder().provider(DirectoryProvider.of("repo", inside)).build()) {
            catalog.settle();
            assertEquals(0, catalog.queries().all().size());
            assertEquals("placeholder", catalog.findings().get(0).ruleId());
        }
    }

    @Test
    void hostsTakePartByProcessorsRulesPlaceholdersAndEvents() throws IOException {
        List<CatalogEvent> events = Collections.synchronizedList(new ArrayList<>());
        InMemoryUrlReader files = new InMemoryUrlReader()
                .put(
                        "https://git.test/a.yaml",
                        COMPONENT.replace("owner: team", "owner: {$team: payments}") + "---\n"
                                + COMPONENT.replace("web", "nameless-tier"));
        EntityRef repository = EntityRef.parse("resource:default/repository");
        try (Catalog catalog = Catalog.builder()
                .urlReader(files)
                .location("url:https://git.test/a.yaml")
                .allow(AllowRule.everything())
                .placeholder("$team", (name, context) -> Value.Str.of("group:" + name))
                .processor(
                        "repository",
                        (descriptor, context) ->
                                descriptor.kind().filter("Component"::equals).isEmpty()
                                        ? ProcessorOutput.of(descriptor)
                                        : ProcessorOutput.of(descriptor.withAnnotation(
                                                        "acme.test/from",
                                                        context.location().toString()))
                                                .withChild(new ProvidedEntity(
                                                        EntityDescriptor.of(Value.parseJson(
                                                                        "{\"apiVersion\":\"backstage.io/v1alpha1\",\"kind\":\"Resource\",\"metadata\":{\"name\":\"repository\"},\"spec\":{\"type\":\"git\",\"owner\":\"team\"}}")
                                                                .asObj()
                                                                .orElseThrow()),
                                                        context.location()))
                                                .withRelation(new Relation(
                                                        descriptor.ref().orElseThrow(),
                                                        RelationType.DEPENDS_ON,
                                                        repository)))
                .rule(
                        "no-tier",
                        entity -> entity.ref().name().contains("nameless")
                                ? List.of(Diagnostic.error("no-tier", "It needs a tier")
                                        .pointer("/metadata/name")
                                        .build())
                                : List.of())
                .listener(events::add)
                .build()) {
            catalog.settle();
            StitchedEntity web = catalog.queries()
                    .byRef(EntityRef.parse("component:default/web"))
                    .orElseThrow();
            assertEquals(Optional.of("group:payments"), web.entity().spec().string("owner"));
            assertEquals(
                    Optional.of("url:https://git.test/a.yaml"),
                    web.entity().metadata().annotation("acme.test/from"));
            assertEquals(
                    List.of("dependencyOf component:default/web"),
                    catalog.queries().byRef(repository).orElseThrow().relations().stream()
                            .map(relation -> relation.type().name() + " " + relation.target())
                            .filter(text -> text.startsWith("dependencyOf"))
                            .toList());
            Diagnostic rule = catalog.findings().stream()
                    .filter(finding -> finding.ruleId().equals("no-tier"))
                    .findFirst()
                    .orElseThrow();
            assertEquals(
                    "https://git.test/a.yaml:13:9",
                    rule.location().orElseThrow().toString());
            assertTrue(events.stream().anyMatch(CatalogEvent.SourceRead.class::isInstance));
            assertTrue(events.stream().anyMatch(CatalogEvent.Published.class::isInstance));
        }
    }

    @Test
    void aFailingProcessorRejectsTheEntityAndNamesItself() {
        InMemoryUrlReader files = new InMemoryUrlReader().put("https://git.test/a.yaml", COMPONENT);
        try (Catalog catalog = Catalog.builder()
                .urlReader(files)
                .location("url:https://git.test/a.yaml")
                .processor("broken", (descriptor, context) -> {
                    throw new IOException("no answer from the CMDB");
                })
                .build()) {
            catalog.settle();
            assertTrue(
                    catalog.findings().get(0).message().contains("\"broken\" failed: no answer from the CMDB"),
                    catalog.findings().toString());
        }
    }

    @Test
    void aConfigurationSaysLocationsRulesOrphansAndReadOnly() {
        Config config = Config.builder()
                .environment(Map.of())
                .value("app-config.yaml", Value.parseJson("""
                {"catalog": {"readonly": true, "orphanStrategy": "keep", "rules": [{"allow": ["Location", {"kind": "Component", "spec.type": "Service"}]}],
                 "locations": [{"type": "file", "target": "catalog/a.yaml"}, {"type": "file", "target": "/b.yaml", "rules": [{"allow": ["Group"]}]}]}}""").asObj().orElseThrow())
                .build();
        InMemoryUrlReader files = new InMemoryUrlReader()
                .put(
                        directory.toString().replace('\\', '/') + "/catalog/a.yaml",
                        COMPONENT + "---\n"
                                + COMPONENT.replace("web", "site").replace("type: service", "type: website"))
                .put(
                        "/b.yaml",
                        "apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata: {name: team}\nspec: {type: team, children: []}\n");
        try (Catalog catalog = Catalog.builder()
                .baseDirectory(directory)
                .urlReader(files)
                .config(config)
                .build()) {
            catalog.settle();
            assertEquals(
                    List.of("component:default/web"),
                    catalog.queries().all("kind=component").stream()
                            .map(Object::toString)
                            .toList());
            assertEquals(1, catalog.queries().all("kind=group").size());
            assertThrows(CatalogException.class, () -> catalog.locations().add("url:https://git.test/x.yaml"));
        }
    }

    @Test
    void aWrongConfigurationIsRefusedWithItsPlace() {
        Config config = Config.builder()
                .environment(Map.of())
                .value(
                        "app-config.yaml",
                        Value.parseJson("{\"catalog\": {\"locations\": [{\"type\": \"ftp\", \"target\": \"x\"}]}}")
                                .asObj()
                                .orElseThrow())
                .build();
        String message = assertThrows(
                        ConfigException.class, () -> Catalog.builder().config(config))
                .getMessage();
        assertTrue(message.contains("catalog.locations[0].type"), message);
    }

    @Test
    void aStartedCatalogWorksByItself() throws Exception {
        InMemoryUrlReader files = new InMemoryUrlReader();
        InCodeProvider code = new InCodeProvider("code");
        try (Catalog catalog =
                Catalog.builder().urlReader(files).provider(code).build().start()) {
            Receipt receipt = code.apply(Mutation.sources(List.of(LocationRef.parse("url:https://git.test/a.yaml"))));
            long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (!receipt.isVisible() && System.nanoTime() < end) {
                Thread.sleep(5);
            }
            assertTrue(receipt.isVisible());
            assertTrue(receipt.await(Duration.ZERO));
            assertEquals(1, catalog.findings().size(), "the file is missing");
        }
        assertThrows(CatalogException.class, () -> code.apply(Mutation.full(List.of())));
    }
}
