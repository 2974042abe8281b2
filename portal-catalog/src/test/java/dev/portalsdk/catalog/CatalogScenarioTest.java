package dev.portalsdk.catalog;

import static dev.portalsdk.catalog.Documents.component;
import static dev.portalsdk.catalog.Documents.given;
import static dev.portalsdk.catalog.Documents.location;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.provider.InCodeProvider;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.fakes.InMemoryUrlReader;
import dev.portalsdk.fakes.TestClock;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.Relation;
import dev.portalsdk.model.Value;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a catalog makes of changes, from day to day. */
class CatalogScenarioTest {
    private static final String ROOT = "https://git.test/all.yaml";

    private final InMemoryUrlReader files = new InMemoryUrlReader();
    private final TestClock clock = TestClock.create();
    private Catalog catalog = start(OrphanStrategy.delete());

    private Catalog start(OrphanStrategy orphans) {
        return Catalog.builder()
                .urlReader(files)
                .clock(clock)
                .orphans(orphans)
                .location("url:" + ROOT)
                .build();
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    @Test
    void orphansAreMarkedKeptAndTakenUpAgain() {
        catalog.close();
        catalog = start(OrphanStrategy.deleteAfter(Duration.ofHours(1)));
        root("./a.yaml");
        put("a.yaml", component("one"), component("two"));
        catalog.settle();
        put("a.yaml", component("two"));
        catalog.refresh().await();
        assertTrue(entity("component:default/one").orphan());
        assertEquals(
                "true",
                entity("component:default/one")
                        .toValue()
                        .at("/metadata/annotations/backstage.io~1orphan")
                        .flatMap(Value::asString)
                        .orElseThrow());
        put("a.yaml", component("one"), component("two"));
        catalog.refresh().await();
        assertFalse(entity("component:default/one").orphan());
        put("a.yaml", component("two"));
        catalog.refresh().await();
        clock.advance(Duration.ofHours(2));
        catalog.refresh().await();
        assertEquals("two", components());
    }

    @Test
    void whatAProviderTakesAwayGoesWithAllThatOnlyItReached() {
        InCodeProvider provider = new InCodeProvider("code");
        catalog.close();
        catalog = Catalog.builder()
                .urlReader(files)
                .orphans(OrphanStrategy.keep())
                .provider(provider)
                .build();
        put("a.yaml", location("deeper", "./b.yaml"), component("one"));
        put("b.yaml", component("two"));
        ProvidedEntity top = given(location("top", "https://git.test/a.yaml"));
        provider.apply(Mutation.full(List.of(top, given(component("own"))))).await();
        assertEquals("one own two", components());
        provider.apply(Mutation.removed(List.of(top.ref()))).await();
        assertEquals("own", components());
        assertEquals(1, catalog.queries().all().size());
    }

    @Test
    void deltasAddChangeAndRemove() {
        InCodeProvider provider = new InCodeProvider("code");
        catalog.close();
        catalog = Catalog.builder().urlReader(files).provider(provider).build();
        provider.apply(Mutation.added(List.of(given(component("one")), given(component("two")))))
                .await();
        provider.apply(Mutation.added(List.of(given(component("one").replace("owner: team", "owner: other")))))
                .await();
        assertEquals("one two", components());
        assertEquals("other", owner("component:default/one"));
        provider.apply(Mutation.full(List.of(given(component("three"))))).await();
        assertEquals("three", components());
    }

    @Test
    void optionalTargetsMayBeMissing() {
        files.put(ROOT, location("root", "./not-there.yaml") + "  presence: optional\n");
        catalog.settle();
        assertEquals(List.of(), catalog.findings());
    }

    @Test
    void relationsAreSeenFromBothEndsAndGoWithTheirSource() {
        root("./a.yaml", "./b.yaml");
        put(
                "a.yaml",
                component("one")
                        .replace("owner: team", "owner: team\n  dependsOn: ['component:two', 'component:ghost']"));
        put("b.yaml", component("two").replace("owner: team", "owner: team\n  dependencyOf: ['component:one']"));
        catalog.settle();
        assertEquals(
                "dependencyOf component:default/one, ownedBy group:default/team", relations("component:default/two"));
        String etag = entity("component:default/two").etag();
        put("a.yaml", component("one"));
        catalog.refresh().await();
        assertEquals(
                "dependencyOf component:default/one, ownedBy group:default/team",
                relations("component:default/two"),
                "the other still says so");
        assertEquals(etag, entity("component:default/two").etag());
        put("b.yaml", component("two"));
        catalog.refresh().await();
        assertEquals("ownedBy group:default/team", relations("component:default/two"));
        assertFalse(etag.equals(entity("component:default/two").etag()));
        assertEquals(
                List.of("component:default/one", "component:default/two"),
                catalog.queries().all("relations.ownedBy=group:default/team").stream()
                        .map(Object::toString)
                        .toList());
    }

    @Test
    void unchangedSourcesMakeNoChanges() {
        root("./a.yaml");
        put("a.yaml", component("one").replace("owner: team", "owner: {$text: ./owner.txt}"));
        files.put("https://git.test/owner.txt", "team");
        catalog.settle();
        long version = catalog.changes().version();
        catalog.refresh().await();
        assertEquals(version, catalog.changes().version());
        files.put("https://git.test/owner.txt", "other");
        catalog.refresh().await();
        assertEquals("other", owner("component:default/one"), "what a descriptor reads is read again");
    }

    @Test
    void whatIsNotAllowedCannotKeepOutWhatIs() {
        catalog.close();
        catalog = Catalog.builder()
                .urlReader(files)
                .location("url:https://git.test/open.yaml")
                .location("url:https://git.test/closed.yaml")
                .allow(AllowRule.kinds("Location"))
                .allow(AllowRule.kinds("Component").forOrigin(LocationRef.parse("url:https://git.test/open.yaml")))
                .build();
        put("closed.yaml", component("one").replace("owner: team", "owner: closed"));
        put("open.yaml", component("one").replace("owner: team", "owner: open"));
        catalog.settle();
        assertEquals("open", owner("component:default/one"));
        assertEquals(
                1,
                catalog.findings().stream()
                        .filter(finding -> finding.ruleId().equals("not-allowed"))
                        .count());
    }

    @Test
    void documentsFromTheWebNameNoFilesOfThisMachine() {
        root("/etc/passwd", "./a.yaml");
        put(
                "a.yaml",
                component("one").replace("owner: team", "owner: {$text: 'file:///etc/passwd'}"),
                location("evil", "/etc/hosts") + "  type: file\n");
        files.put("/etc/hosts", component("stolen"));
        files.put("/etc/passwd", component("stolen"));
        catalog.settle();
        assertEquals("", components());
        assertEquals(0, files.reads("/etc/hosts") + files.reads("/etc/passwd"));
    }

    @Test
    void registeringTellsWhatItLeadsTo() {
        put("a.yaml", location("nested", "./b.yaml"), component("one"));
        put("b.yaml", component("two"), component("bad").replace("owner: team", "owner: []"));
        Registration rehearsal = catalog.locations().dryRun("url:https://git.test/a.yaml");
        assertEquals(List.of(), catalog.locations().list());
        Registration registration = catalog.locations().add("url:https://git.test/a.yaml");
        assertEquals(rehearsal.entities(), registration.entities());
        assertEquals(
                List.of(
                        "location:default/nested",
                        "component:default/one",
                        "component:default/two",
                        "component:default/bad"),
                registration.entities().stream()
                        .skip(1)
                        .map(EntityRef::toString)
                        .toList());
        assertEquals(
                List.of("component:default/bad"),
                registration.findings().stream()
                        .map(finding -> finding.entity().orElseThrow().toString())
                        .distinct()
                        .toList());
        assertThrows(LocationExistsException.class, () -> catalog.locations().add("url:https://git.test/a.yaml"));
        assertTrue(catalog.locations()
                .add("url:https://git.test/a.yaml", OnConflict.REFRESH)
                .existed());
        assertTrue(catalog.locations().remove(registration.location().id()));
        assertEquals("", components());
    }

    @Test
    void danglingReferencesSayWhatWasMeant() {
        root("./a.yaml");
        put(
                "a.yaml",
                component("orders"),
                component("web").replace("owner: team", "owner: team\n  dependsOn: ['component:order']"));
        catalog.settle();
        Diagnostic dangling = catalog.findings().stream()
                .filter(finding -> finding.ruleId().equals("dangling-ref")
                        && finding.pointer().contains("dependsOn"))
                .findFirst()
                .orElseThrow();
        assertTrue(dangling.toString().contains("orders"), dangling.toString());
        assertEquals(
                "https://git.test/a.yaml", dangling.location().orElseThrow().source());
    }

    private void root(String... targets) {
        files.put(ROOT, location("root", targets));
    }

    private void put(String name, String... documents) {
        files.put("https://git.test/" + name, String.join("\n---\n", documents));
    }

    private String components() {
        return Documents.components(catalog);
    }

    private StitchedEntity entity(String ref) {
        return Documents.entity(catalog, ref);
    }

    private String owner(String ref) {
        return Documents.owner(catalog, ref);
    }

    private String relations(String ref) {
        return entity(ref).relations().stream()
                .map((Relation relation) -> relation.type().name() + " " + relation.target())
                .collect(Collectors.joining(", "));
    }
}
