package dev.portalsdk.catalog;

import static dev.portalsdk.catalog.Documents.component;
import static dev.portalsdk.catalog.Documents.components;
import static dev.portalsdk.catalog.Documents.entity;
import static dev.portalsdk.catalog.Documents.file;
import static dev.portalsdk.catalog.Documents.location;
import static dev.portalsdk.catalog.Documents.owner;
import static dev.portalsdk.catalog.Documents.ref;
import static dev.portalsdk.catalog.Documents.rules;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.provider.DirectoryProvider;
import dev.portalsdk.catalog.provider.InCodeProvider;
import dev.portalsdk.config.Config;
import dev.portalsdk.fakes.InMemoryUrlReader;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.Metadata;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules by which descriptors are read and processed. */
class ProcessingRulesTest {
    private static final String REPOSITORY = "https://github.com/acme/web/blob/main/";

    /** To which relative references on GitHub are resolved. */
    private static final String TREE = "https://github.com/acme/web/tree/main/";

    private static final String ROOT = REPOSITORY + "catalog-info.yaml";
    private static final String API = "apiVersion: backstage.io/v1alpha1\nkind: API\nmetadata:\n  name: api\n"
            + "spec:\n  type: openapi\n  lifecycle: production\n  owner: team\n  definition: ";

    private final InMemoryUrlReader files = new InMemoryUrlReader();
    private final List<CatalogEvent> events = new CopyOnWriteArrayList<>();
    private final InCodeProvider code = new InCodeProvider("code");
    private Catalog catalog = start(builder());

    private CatalogBuilder builder() {
        return Catalog.builder().urlReader(files).listener(events::add).provider(code);
    }

    private static Catalog start(CatalogBuilder builder) {
        return builder.location("url:" + ROOT).build();
    }

    private void restart(CatalogBuilder builder) {
        catalog.close();
        catalog = start(builder);
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    private Value definition() {
        return entity(catalog, "api:default/api")
                .document()
                .at("/spec/definition")
                .orElseThrow();
    }

    @Test
    void placeholdersWorkBelowUrls() {
        files.put(REPOSITORY + "docs/a.txt", "\uFEFFplain {$text: x}\n").put(ROOT, API + "{$text: ./docs/a.txt}\n");
        catalog.settle();
        assertEquals(Value.Str.of("plain {$text: x}\n"), definition());
    }

    @Test
    void structuresAreReadAndNotExpandedAgain() {
        String labels =
                component("one").replace("name: one", "name: one\n  extra: {$json: a.json}\n  more: {$yaml: b.yaml}");
        files.put(REPOSITORY + "a.json", "{\"deep\": {\"$text\": \"./never.txt\"}}")
                .put(REPOSITORY + "b.yaml", "- {$text: ./never.txt}\n- 2\n")
                .put(ROOT, labels);
        catalog.settle();
        Value.Obj metadata = entity(catalog, "component:default/one")
                .document()
                .obj("metadata")
                .orElseThrow();
        assertEquals(
                Value.parseJson("{\"deep\": {\"$text\": \"./never.txt\"}}"),
                metadata.get("extra").orElseThrow());
        assertEquals(
                Value.parseJson("[{\"$text\": \"./never.txt\"}, 2]"),
                metadata.get("more").orElseThrow());
        assertEquals(0, files.reads(REPOSITORY + "never.txt"));
    }

    @Test
    void placeholdersWorkBelowFiles(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("a.txt"), "text");
        Files.writeString(directory.resolve("a.json"), "{\"k\": 1}");
        Files.writeString(directory.resolve("a.yaml"), "k: 2\n");
        Files.writeString(
                directory.resolve("catalog-info.yaml"),
                component("one")
                        .replace(
                                "name: one",
                                "name: one\n  title: {$text: a.txt}\n  json: {$json: ./a.json}\n  yaml: {$yaml: a.yaml}"));
        try (Catalog local = Catalog.builder()
                .provider(DirectoryProvider.of("repo", directory))
                .build()) {
            local.settle();
            Value.Obj shown = entity(local, "component:default/one").document();
            assertEquals(Optional.of(Value.Str.of("text")), shown.at("/metadata/title"));
            assertEquals(Optional.of(Value.Num.of(1)), shown.at("/metadata/json/k"));
            assertEquals(Optional.of(Value.Num.of(2)), shown.at("/metadata/yaml/k"));
        }
    }

    @Test
    void placeholdersDoNotFollowLinksOutOfTheirDirectory(@TempDir Path directory) throws IOException {
        Path repository = Files.createDirectory(directory.resolve("repo"));
        Files.writeString(directory.resolve("secret.txt"), "secret");
        Files.writeString(repository.resolve("inside.txt"), "text");
        Files.createSymbolicLink(repository.resolve("out.txt"), directory.resolve("secret.txt"));
        Files.createSymbolicLink(repository.resolve("up"), directory);
        Files.createSymbolicLink(repository.resolve("in.txt"), repository.resolve("inside.txt"));
        Files.writeString(
                repository.resolve("catalog-info.yaml"),
                file(
                        component("one").replace("name: one", "name: one\n  title: {$text: ./out.txt}"),
                        component("two").replace("name: two", "name: two\n  title: {$text: ./up/secret.txt}"),
                        component("three").replace("name: three", "name: three\n  title: {$text: ./in.txt}")));
        try (Catalog local = Catalog.builder()
                .provider(DirectoryProvider.of("repo", repository))
                .build()) {
            local.settle();
            assertEquals("three", components(local));
            assertEquals(
                    2,
                    local.findings().stream()
                            .filter(finding -> finding.message().contains("only files below the directory"))
                            .count());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{$text: ./gone.txt}|gone.txt",
                "{$json: ./bad.json}|$json",
                "{$yaml: ./two.yaml}|exactly one document, not 2",
                "{$text: [a]}|not array",
                "{$text: 'https://github.com/acme/other/blob/main/a.txt'}|same repository",
                "{$text: ../../../other/blob/main/a.txt}|$text"
            })
    void placeholdersThatCannotBeResolvedAreFindingsAtTheirPlace(String definition, String part) {
        files.put(REPOSITORY + "bad.json", "{")
                .put(REPOSITORY + "two.yaml", "a: 1\n---\nb: 2\n")
                .put("https://github.com/acme/other/blob/main/a.txt", "stolen")
                .put(ROOT, API + definition + "\n");
        catalog.settle();
        var finding = catalog.findings().get(0);
        assertEquals("placeholder", finding.ruleId());
        assertEquals(9, finding.location().orElseThrow().line());
        assertTrue(finding.message().contains(part), finding.toString());
        assertEquals(0, files.reads("https://github.com/acme/other/blob/main/a.txt"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{$text: ./a.txt, other: 1}", "{$unknown: ./a.txt}", "{text: ./a.txt}"})
    void whatIsNoPlaceholderStaysAsItIs(String extra) {
        files.put(ROOT, component("one").replace("name: one", "name: one\n  extra: " + extra));
        catalog.settle();
        assertTrue(
                entity(catalog, "component:default/one")
                                .document()
                                .at("/metadata/extra")
                                .orElseThrow()
                        instanceof Value.Obj);
        assertEquals(0, files.reads(REPOSITORY + "a.txt"));
    }

    @Test
    void aPlainWebServerMayBeReadFromARepository() {
        files.put("https://petstore.test/openapi.json", "{}")
                .put(ROOT, API + "{$text: 'https://petstore.test/openapi.json'}\n");
        catalog.settle();
        assertEquals(Value.Str.of("{}"), definition());
    }

    @Test
    void ownResolversTakePartAndMayReplaceOurs() {
        restart(builder()
                .placeholder("$team", (parameter, context) -> Value.Str.of("team-" + parameter))
                .placeholder("text", (parameter, context) -> Value.Str.of("own " + parameter)));
        files.put(ROOT, file(component("one", "{$team: a}"), API + "{$text: x}\n"));
        catalog.settle();
        assertEquals("team-a", owner(catalog, "component:default/one"));
        assertEquals(Value.Str.of("own x"), definition());
    }

    @Test
    void aPushToAnIncludedFileRefreshesWhoeverIncludesIt() {
        files.put(REPOSITORY + "owner.txt", "a")
                .put(ROOT, file(component("one", "{$text: ./owner.txt}"), component("two")));
        catalog.settle();
        files.put(REPOSITORY + "owner.txt", "b");
        events.clear();
        catalog.refresh(List.of(new LocationRef("url", TREE + "owner.txt"))).await();
        assertEquals("b", owner(catalog, "component:default/one"));
        assertEquals(List.of("component:default/one"), processed());
        assertEquals(0, sourcesRead(), "the descriptor itself was not read");
    }

    @Test
    void locationsNameRelativeTargetsPatternsAndWholeUrls() {
        files.put(REPOSITORY + "a/one.yaml", component("one"))
                .put(REPOSITORY + "services/x/catalog-info.yaml", component("two"))
                .put(REPOSITORY + "services/y/catalog-info.yaml", component("three"))
                .put("https://plain.test/four.yaml", component("four"))
                .put(
                        ROOT,
                        location(
                                "all",
                                "./a/one.yaml",
                                "./services/*/catalog-info.yaml",
                                "https://plain.test/four.yaml"));
        catalog.settle();
        assertEquals("four one three two", components(catalog));
        files.put(REPOSITORY + "services/z/catalog-info.yaml", component("five"));
        catalog.refresh().await();
        assertEquals("five four one three two", components(catalog));
    }

    @Test
    void optionalTargetsMayBeMissingButNotUnreadable() {
        files.put(ROOT, location("all", "./a.yaml", "./*.none") + "  presence: optional\n");
        catalog.settle();
        assertEquals("", rules(catalog));
        files.fail(TREE + "a.yaml", "the server answers 500");
        catalog.refresh().await();
        assertEquals("location-unreadable", rules(catalog));
    }

    @Test
    void eachTargetStandsForItself() {
        files.put(REPOSITORY + "good.yaml", component("one"))
                .put(REPOSITORY + "bad.yaml", file("a: [\n", component("two")))
                .put(
                        ROOT,
                        location("all", "./good.yaml", "./bad.yaml", "./gone.yaml", "javascript:alert(1)", "./dir/"));
        catalog.settle();
        assertEquals("one two", components(catalog));
        assertEquals("location-not-found location-target yaml", rules(catalog));
    }

    @Test
    void aJavascriptTargetOrLinkIsNeverShown() {
        files.put(
                ROOT,
                component("one")
                        .replace(
                                "name: one",
                                "name: one\n  annotations: {backstage.io/view-url: \"java\\tscript:alert(1)\", backstage.io/edit-url: 'https://ok.test/'}"));
        catalog.settle();
        Metadata metadata = entity(catalog, "component:default/one").entity().metadata();
        assertEquals(
                "https://backstage.io/annotation-rejected-for-security-reasons",
                metadata.annotation("backstage.io/view-url").orElseThrow());
        assertEquals(
                "https://ok.test/", metadata.annotation("backstage.io/edit-url").orElseThrow());
        assertEquals("javascript-url", rules(catalog));
    }

    @Test
    void entitiesSayWhereTheyComeFrom() {
        files.put(REPOSITORY + "a/one.yaml", component("one")).put(ROOT, location("all", "./a/one.yaml"));
        catalog.settle();
        Metadata metadata = entity(catalog, "component:default/one").entity().metadata();
        String tree = TREE + "a/";
        assertEquals(
                "url:" + tree + "one.yaml",
                metadata.annotation("backstage.io/managed-by-location").orElseThrow());
        assertEquals(
                "url:" + ROOT,
                metadata.annotation("backstage.io/managed-by-origin-location").orElseThrow());
        assertEquals(
                tree + "one.yaml", metadata.annotation("backstage.io/view-url").orElseThrow());
        assertEquals(
                "https://github.com/acme/web/edit/main/a/one.yaml",
                metadata.annotation("backstage.io/edit-url").orElseThrow());
        assertEquals(
                "url:" + tree,
                metadata.annotation("backstage.io/source-location").orElseThrow());
    }

    @Test
    void allowRulesMatchTheOrigin() {
        catalog.close();
        String config = """
                {"catalog": {
                  "rules": [
                    {"allow": ["Location"]},
                    {"allow": ["Component"], "locations": [{"type": "url", "exact": "https://a.test/all.yaml"}]},
                    {"allow": [{"kind": "API", "spec.type": "OpenAPI"}], "locations": [{"type": "url", "pattern": "https://*.TEST/**"}]}],
                  "locations": [
                    {"type": "url", "target": "https://a.test/all.yaml"},
                    {"type": "url", "target": "https://b.test/all.yaml", "rules": [{"allow": ["Group"]}]}]}}""";
        catalog = builder()
                .config(Config.builder()
                        .environment(Map.of())
                        .value(
                                "app-config.yaml",
                                Value.parseJson(config).asObj().orElseThrow())
                        .build())
                .build();
        String group =
                "apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata: {name: NAME}\nspec: {type: team, children: []}\n";
        for (String host : List.of("a", "b")) {
            files.put("https://" + host + ".test/all.yaml", location(host, "./nested.yaml"))
                    .put(
                            "https://" + host + ".test/nested.yaml",
                            file(
                                    component("c-" + host),
                                    API.replace("name: api", "name: api-" + host) + "x\n",
                                    API.replace("name: api", "name: grpc-" + host)
                                                    .replace("openapi", "grpc") + "x\n",
                                    group.replace("NAME", "g-" + host)));
        }
        catalog.settle();
        assertEquals(
                List.of("api:default/api-a", "api:default/api-b", "component:default/c-a", "group:default/g-b"),
                catalog.queries().all().stream()
                        .map(entity -> entity.ref().toString())
                        .filter(ref -> !ref.startsWith("location"))
                        .toList());
        assertEquals(
                4,
                catalog.findings().stream()
                        .filter(finding -> finding.ruleId().equals("not-allowed"))
                        .count());
    }

    @Test
    void anUnchangedRoundReadsSourcesAndProcessesNothing() {
        files.put(REPOSITORY + "owner.txt", "a")
                .put(REPOSITORY + "a.yaml", file(component("one", "{$text: ./owner.txt}"), component("two")))
                .put(ROOT, location("all", "./a.yaml"));
        catalog.settle();
        long version = catalog.changes().version();
        events.clear();
        catalog.refresh().await();
        assertEquals(List.of(), processed());
        assertEquals(2, sourcesRead());
        assertTrue(events.stream().noneMatch(CatalogEvent.Published.class::isInstance), events.toString());
        assertEquals(version, catalog.changes().version());
    }

    @Test
    void oneChangedDocumentIsTheOnlyOneProcessed() {
        files.put(ROOT, file(component("one"), component("two"), component("three")));
        catalog.settle();
        events.clear();
        files.put(ROOT, file(component("one"), component("two", "other"), component("three")));
        catalog.refresh().await();
        assertEquals(List.of("component:default/two"), processed());
    }

    @Test
    void refreshingAnEntityReadsWhatLedToItAndNothingElse() {
        files.put(REPOSITORY + "a.yaml", component("one"))
                .put(REPOSITORY + "b.yaml", component("two"))
                .put(ROOT, location("all", "./a.yaml", "./b.yaml"));
        catalog.settle();
        files.put(REPOSITORY + "a.yaml", component("one", "other"));
        long before = files.reads(REPOSITORY + "b.yaml");
        catalog.refresh(ref("component:default/one")).await();
        assertEquals("other", owner(catalog, "component:default/one"));
        assertEquals(before, files.reads(REPOSITORY + "b.yaml"));
    }

    @Test
    void anEntityIsRemovedByItsUid() {
        files.put(ROOT, component("one"));
        catalog.settle();
        catalog.removeByUid(entity(catalog, "component:default/one").uid())
                .orElseThrow()
                .await();
        assertEquals("", components(catalog));
        assertTrue(catalog.removeByUid("no-such-uid").isEmpty());
    }

    private List<String> processed() {
        return events.stream()
                .filter(event -> event instanceof CatalogEvent.EntityProcessed)
                .map(event -> ((CatalogEvent.EntityProcessed) event).ref().toString())
                .sorted()
                .toList();
    }

    private long sourcesRead() {
        return events.stream().filter(CatalogEvent.SourceRead.class::isInstance).count();
    }
}
