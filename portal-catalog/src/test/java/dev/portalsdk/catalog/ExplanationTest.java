package dev.portalsdk.catalog;

import static dev.portalsdk.catalog.Documents.component;
import static dev.portalsdk.catalog.Documents.file;
import static dev.portalsdk.catalog.Documents.given;
import static dev.portalsdk.catalog.Documents.location;
import static dev.portalsdk.catalog.Documents.ref;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.inspect.ExplainedClaim;
import dev.portalsdk.catalog.inspect.Explanation;
import dev.portalsdk.catalog.inspect.FieldOrigin;
import dev.portalsdk.catalog.inspect.Standing;
import dev.portalsdk.catalog.provider.InCodeProvider;
import dev.portalsdk.catalog.store.EntityFacts;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.RemovalGuard;
import dev.portalsdk.config.Config;
import dev.portalsdk.fakes.InMemoryUrlReader;
import dev.portalsdk.fakes.TestClock;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Relation;
import dev.portalsdk.model.RelationType;
import dev.portalsdk.model.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Why an entity is as it is, or is not there. */
class ExplanationTest {
    private static final String ROOT = "https://git.test/all.yaml";

    private final InMemoryUrlReader files = new InMemoryUrlReader();
    private final TestClock clock = TestClock.create();
    private final InCodeProvider code = new InCodeProvider("code");
    private Catalog catalog = start(builder());

    private CatalogBuilder builder() {
        return Catalog.builder().urlReader(files).clock(clock);
    }

    private Catalog start(CatalogBuilder builder) {
        return builder.location("url:" + ROOT).provider(code).build();
    }

    private void restart(CatalogBuilder builder) {
        catalog.close();
        catalog = start(builder);
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    @Test
    void everyValueHasAnOrigin() {
        catalog.close();
        catalog = builder()
                .location("url:" + ROOT)
                .processor("tags", (descriptor, context) -> ProcessorOutput.of(withTags(descriptor)))
                .processor(
                        "cmdb",
                        (descriptor, context) ->
                                descriptor.kind().filter("Component"::equals).isEmpty()
                                        ? ProcessorOutput.of(descriptor)
                                        : ProcessorOutput.of(descriptor)
                                                .withRelation(new Relation(
                                                        descriptor.ref().orElseThrow(),
                                                        RelationType.DEPENDS_ON,
                                                        ref("resource:default/db"))))
                .build();
        files.put(
                ROOT,
                file(
                        component("web", "{$text: ./owner.txt}") + "  dependsOn: [ 'component:z', 'component:a' ]\n",
                        component("user") + "  dependsOn: [ 'component:web' ]\n"));
        files.put("https://git.test/owner.txt", "team-a");
        catalog.settle();
        Explanation web = catalog.explain(ref("component:default/web"));
        assertOrigin(web, "/kind", FieldOrigin.By.AUTHOR, "", "https://git.test/all.yaml:2:7");
        assertOrigin(web, "/spec/type", FieldOrigin.By.AUTHOR, "", "https://git.test/all.yaml:6:9");
        assertOrigin(
                web, "/spec/owner", FieldOrigin.By.PLACEHOLDER, "$text ./owner.txt", "https://git.test/all.yaml:8:18");
        assertOrigin(web, "/metadata/namespace", FieldOrigin.By.POLICY, "", "");
        assertOrigin(web, "/metadata/tags/0", FieldOrigin.By.PROCESSOR, "tags", "");
        assertOrigin(web, "/metadata/annotations/backstage.io~1managed-by-location", FieldOrigin.By.CATALOG, "", "");
        assertOrigin(web, "/metadata/uid", FieldOrigin.By.CATALOG, "", "");
        assertOrigin(web, "/metadata/etag", FieldOrigin.By.CATALOG, "", "");
        // The catalog shows such lists sorted: each element keeps its own place.
        assertEquals("component:a", shown(web, "/spec/dependsOn/0"));
        assertOrigin(web, "/spec/dependsOn/0", FieldOrigin.By.AUTHOR, "", "https://git.test/all.yaml:9:31");
        assertOrigin(web, "/spec/dependsOn/1", FieldOrigin.By.AUTHOR, "", "https://git.test/all.yaml:9:16");
        assertRelation(web, "dependsOn component:default/a", FieldOrigin.By.RELATION, "component:default/web", ":9:31");
        assertRelation(web, "dependsOn resource:default/db", FieldOrigin.By.PROCESSOR, "cmdb", "");
        assertRelation(
                web,
                "dependencyOf component:default/user",
                FieldOrigin.By.RELATION,
                "component:default/user",
                ":19:16");
        assertEquals(leaves(web.visible().orElseThrow().toValue()), (long)
                web.fields().size());
    }

    private static EntityDescriptor withTags(EntityDescriptor descriptor) {
        Value.Obj metadata = descriptor.metadata().with("tags", Value.Arr.ofStrings(List.of("java")));
        return descriptor.withRoot(descriptor.root().with("metadata", metadata));
    }

    @Test
    void aRejectedVersionTellsWhatIsStillShownAndFromWhere() {
        files.put(ROOT, component("web"));
        catalog.settle();
        files.put(ROOT, component("web", "[1]").replace("production", "retired"));
        catalog.refresh().await();
        Explanation web = catalog.explain(ref("component:default/web"));
        Standing.Rejected rejected = web.standing(Standing.Rejected.class).orElseThrow();
        assertTrue(rejected.olderVisible());
        assertEquals("https://git.test/all.yaml:8:10", place(rejected.findings().get(0)));
        assertFalse(web.standing(Standing.Visible.class).orElseThrow().newest());
        assertOrigin(web, "/spec/owner", FieldOrigin.By.EARLIER_VERSION, "", "");
        assertOrigin(web, "/spec/lifecycle", FieldOrigin.By.EARLIER_VERSION, "", "");
        assertOrigin(web, "/spec/type", FieldOrigin.By.AUTHOR, "", "https://git.test/all.yaml:6:9");
    }

    @Test
    void aVersionThatNeverPassedIsNotShownAndSaysWhy() {
        files.put(ROOT, component("web", "[1]"));
        catalog.settle();
        Explanation web = catalog.explain(ref("component:default/web"));
        assertTrue(web.visible().isEmpty());
        assertEquals(List.of(), web.fields());
        assertFalse(web.standing(Standing.Rejected.class).orElseThrow().olderVisible());
        assertEquals("https://git.test/all.yaml:1:1", web.holder().orElseThrow().where());
    }

    @Test
    void theWayFromTheConfigurationToADocumentIsTold() {
        catalog.close();
        Config config = Config.builder()
                .environment(Map.of())
                .value(
                        "app-config.yaml",
                        Value.Obj.of(
                                "catalog",
                                Value.of(Map.of("locations", List.of(Map.of("type", "url", "target", ROOT))))))
                .build();
        catalog = builder().config(config).build();
        files.put(ROOT, location("deeper", "./a.yaml", "./b.yaml"));
        files.put("https://git.test/b.yaml", component("one"));
        catalog.settle();
        ExplainedClaim holder =
                catalog.explain(ref("component:default/one")).holder().orElseThrow();
        assertEquals(ExplainedClaim.Why.ONLY, holder.why());
        List<String> steps =
                holder.path().stream().map(ExplainedClaim.Step::toString).toList();
        EntityRef generated = LocationEntities.refOf(dev.portalsdk.model.LocationRef.parse("url:" + ROOT));
        assertEquals(
                List.of(
                        "location:default/deeper, which names url:https://git.test/b.yaml at https://git.test/all.yaml:8:5",
                        generated + ", which names url:https://git.test/all.yaml at app-config.yaml:1:1",
                        "the provider \"configured-locations\""),
                steps);
    }

    @Test
    void aChildThatAProcessorMadeNamesItsParent() {
        catalog.close();
        catalog = builder()
                .location("url:" + ROOT)
                .processor(
                        "twins",
                        (descriptor, context) ->
                                descriptor.kind().filter("Component"::equals).isEmpty()
                                                || descriptor
                                                        .metadata()
                                                        .string("name")
                                                        .filter("twin"::equals)
                                                        .isPresent()
                                        ? ProcessorOutput.of(descriptor)
                                        : ProcessorOutput.of(descriptor)
                                                .withChild(given(component("twin"), "url:" + ROOT)))
                .build();
        files.put(ROOT, component("web"));
        catalog.settle();
        ExplainedClaim twin =
                catalog.explain(ref("component:default/twin")).holder().orElseThrow();
        assertEquals(
                "component:default/web, from which a processor made it",
                twin.path().get(0).toString());
        assertEquals(3, twin.path().size());
    }

    @Test
    void aConflictNamesBothPlacesAndWhatDecided() {
        files.put(ROOT, location("all", "./b.yaml", "./a.yaml"));
        files.put("https://git.test/a.yaml", component("one"));
        files.put("https://git.test/b.yaml", file(component("one"), component("two"), component("two", "second")));
        code.apply(Mutation.full(List.of(given(component("one"), "provider:code"))));
        catalog.settle();
        Explanation one = catalog.explain(ref("component:default/one"));
        Standing.InConflict conflict = one.standing(Standing.InConflict.class).orElseThrow();
        assertEquals("https://git.test/a.yaml:1:1", conflict.holder().where());
        assertEquals(
                List.of(
                        "https://git.test/b.yaml:1:1 by the order of locations",
                        "provider:code by the order of providers"),
                conflict.others().stream()
                        .map(claim -> claim.where() + " " + claim.why())
                        .toList());
        assertEquals(
                ExplainedClaim.Why.DOCUMENT_ORDER,
                catalog.explain(ref("component:default/two"))
                        .holder()
                        .orElseThrow()
                        .why());

        files.put("https://git.test/a.yaml", component("other"));
        catalog.refresh().await();
        files.put("https://git.test/a.yaml", component("one"));
        catalog.refresh().await();
        assertEquals(
                ExplainedClaim.Why.INCUMBENT,
                catalog.explain(ref("component:default/one"))
                        .holder()
                        .orElseThrow()
                        .why());
    }

    @Test
    void theSameDocumentByTwoWaysIsNoConflict() {
        files.put(ROOT, file(location("p", "./shared.yaml"), location("q", "./shared.yaml")));
        files.put("https://git.test/shared.yaml", component("one"));
        catalog.settle();
        Explanation one = catalog.explain(ref("component:default/one"));
        assertTrue(one.standing(Standing.InConflict.class).isEmpty());
        assertEquals(
                List.of(ExplainedClaim.Why.ONLY, ExplainedClaim.Why.SAME_DOCUMENT),
                one.claims().stream().map(ExplainedClaim::why).toList());
    }

    @Test
    void whatIsNotAllowedIsToldWithTheRules() {
        files.put(ROOT, component("web").replace("Component", "Resource"));
        catalog.settle();
        Standing.NotAllowed refused = catalog.explain(ref("resource:default/web"))
                .standing(Standing.NotAllowed.class)
                .orElseThrow();
        assertEquals("https://git.test/all.yaml:2:7", place(refused.findings().get(0)));
        assertEquals(List.of("Component, API, Location"), refused.rules());
    }

    @Test
    void nobodyGivesItAndWhatMayBeMeant() {
        files.put(ROOT, component("payments"));
        catalog.settle();
        assertEquals(
                List.of(ref("component:default/payments")),
                catalog.explain(ref("component:default/paiments"))
                        .standing(Standing.Unknown.class)
                        .orElseThrow()
                        .similar());
        assertEquals(
                List.of(ref("component:default/payments")),
                catalog.explain(ref("api:other/payments"))
                        .standing(Standing.Unknown.class)
                        .orElseThrow()
                        .similar());
        assertTrue(catalog.explain(ref("api:other/x"))
                .standing(Standing.Unreadable.class)
                .isEmpty());
    }

    @Test
    void sourcesThatCannotBeReadAreNamed() {
        files.put(ROOT, location("all", "./a.yaml", "./gone.yaml", "./torn.yaml"));
        files.put("https://git.test/a.yaml", component("one"));
        files.put("https://git.test/torn.yaml", file(component("two"), "a: ["));
        catalog.settle();
        assertEquals(
                List.of("https://git.test/gone.yaml:1:1", "https://git.test/torn.yaml:10:5"),
                unreadable("component:default/three"));
        assertEquals(2, unreadable("location:default/all").size(), "a Location is told of its own targets");
        assertEquals(List.of(), unreadable("component:default/one"));
        assertEquals(List.of("https://git.test/torn.yaml:10:5"), unreadable("component:default/two"));
        files.fail("https://git.test/a.yaml", "the server answers 500");
        catalog.refresh().await();
        assertEquals(List.of("https://git.test/a.yaml:1:1"), unreadable("component:default/one"));
    }

    private List<String> unreadable(String ref) {
        return catalog.explain(ref(ref)).standing(Standing.Unreadable.class).stream()
                .flatMap(standing -> standing.findings().stream())
                .map(ExplanationTest::place)
                .toList();
    }

    @Test
    void anOrphanTellsSinceWhenAndWhenItGoes() {
        restart(builder().orphans(OrphanStrategy.deleteAfter(Duration.ofHours(1))));
        files.put(ROOT, component("web"));
        catalog.settle();
        files.put(ROOT, component("other"));
        Instant then = clock.instant();
        catalog.refresh().await();
        clock.advance(Duration.ofMinutes(10));
        Explanation web = catalog.explain(ref("component:default/web"));
        assertEquals(
                new Standing.Orphaned(then, Optional.of(then.plus(Duration.ofHours(1)))),
                web.standing(Standing.Orphaned.class).orElseThrow());
        assertEquals(List.of(), web.claims());
        assertOrigin(web, "/spec/owner", FieldOrigin.By.EARLIER_VERSION, "", "");
        assertTrue(web.toString().contains("It is an orphan since " + then), web.toString());
    }

    @Test
    void whatIsNotDoneYetIsPending() {
        files.put(ROOT, component("web"));
        code.apply(Mutation.full(List.of(given(component("one")))));
        Explanation one = catalog.explain(ref("component:default/one"));
        assertEquals(
                new Standing.Pending(EntityFacts.State.TO_PROCESS),
                one.standing(Standing.Pending.class).orElseThrow());
        assertEquals(
                List.of(ref("component:default/one")),
                catalog.pending(10).entities().stream()
                        .map(EntityFacts::ref)
                        .filter(ref -> ref.kind().equals("component"))
                        .toList());
        catalog.settle();
        assertTrue(catalog.explain(ref("component:default/one"))
                .standing(Standing.Pending.class)
                .isEmpty());
        assertEquals(List.of(), catalog.pending(10).entities());
    }

    @Test
    void whatIsHeldBackSaysSo() {
        catalog.close();
        InCodeProvider guarded = new InCodeProvider("guarded");
        catalog = builder()
                .provider(guarded)
                .removalGuard("guarded", RemovalGuard.above(0.5))
                .build();
        guarded.apply(Mutation.full(List.of(given(component("one")), given(component("two")))))
                .await();
        guarded.apply(Mutation.full(List.of())).await();
        Standing.HeldBack held = catalog.explain(ref("component:default/one"))
                .standing(Standing.HeldBack.class)
                .orElseThrow();
        assertEquals(2, held.removal().refs().size());
        catalog.releaseHeld("guarded").await();
        assertTrue(catalog.explain(ref("component:default/one"))
                .standing(Standing.Unknown.class)
                .isPresent());
    }

    @Test
    void whatWasRemovedByHandSaysSo() {
        files.put(ROOT, component("web"));
        catalog.settle();
        catalog.remove(ref("component:default/web")).orElseThrow().await();
        assertTrue(catalog.explain(ref("component:default/web"))
                .standing(Standing.Removed.class)
                .isPresent());
        catalog.refresh().await();
        assertTrue(catalog.explain(ref("component:default/web"))
                .standing(Standing.Visible.class)
                .isPresent());
    }

    @Test
    void failedEntitiesComeInPagesWithTheirReasons() {
        files.put(ROOT, file(component("a", "[]"), component("b"), component("c", "[]"), component("d", "[]")));
        catalog.settle();
        var first = catalog.failed(2);
        assertEquals(List.of("component:default/a", "component:default/c"), refs(first.entities()));
        assertEquals(
                "https://git.test/all.yaml:8:10",
                place(first.entities().get(0).findings().get(0)));
        var second = catalog.failed(2, first.last().orElseThrow());
        assertEquals(List.of("component:default/d"), refs(second.entities()));
        assertTrue(second.last().isEmpty());
    }

    @Test
    void theReportReadsWell() {
        files.put(ROOT, location("all", "./a.yaml"));
        files.put("https://git.test/a.yaml", component("one"));
        catalog.settle();
        String generated = LocationEntities.refOf(dev.portalsdk.model.LocationRef.parse("url:" + ROOT))
                .toString();
        assertEquals(
                """
                component:default/one
                  It is visible, from url:https://git.test/a.yaml.
                  Used: https://git.test/a.yaml:1:1 (the only live claim)
                    given by location:default/all, which names url:https://git.test/a.yaml at https://git.test/all.yaml:7:5
                    given by GENERATED, which names url:https://git.test/all.yaml
                    given by the provider "configured-locations"
                  Its fields:
                    /apiVersion: as written, https://git.test/a.yaml:1:13
                """.replace("GENERATED", generated),
                catalog.explain(ref("component:default/one")).toString().split("    /kind")[0]);
    }

    @Test
    void aCircleOfLocationsHasAnAncestry() {
        files.put(ROOT, location("a", "./b.yaml"));
        files.put("https://git.test/b.yaml", file(location("b", "./all.yaml"), component("one")));
        catalog.settle();
        var ancestry = catalog.ancestry(ref("component:default/one")).orElseThrow();
        assertEquals(
                List.of("component:default/one", "location:default/b", "location:default/a"),
                ancestry.items().stream()
                        .map(item -> item.entity().ref().toString())
                        .filter(ref -> !ref.contains("generated"))
                        .sorted(java.util.Comparator.comparing((String ref) -> !ref.startsWith("component"))
                                .thenComparing(java.util.Comparator.reverseOrder()))
                        .toList());
        assertEquals(List.of(ref("location:default/a")), ancestry.items().get(0).parents());
        assertTrue(catalog.ancestry(ref("component:default/none")).isEmpty());
    }

    private static void assertOrigin(Explanation of, String pointer, FieldOrigin.By by, String name, String place) {
        FieldOrigin origin = of.field(pointer).orElseThrow(() -> new AssertionError(pointer + " in\n" + of));
        assertEquals(
                by + " " + name + " " + place,
                origin.by() + " " + origin.name() + " "
                        + origin.place().map(Object::toString).orElse(""),
                pointer);
    }

    private static void assertRelation(
            Explanation of, String relation, FieldOrigin.By by, String name, String placeEnd) {
        List<Relation> relations = of.visible().orElseThrow().relations();
        for (int i = 0; i < relations.size(); i++) {
            if (relation.equals(
                    relations.get(i).type().name() + " " + relations.get(i).target())) {
                FieldOrigin origin = of.field("/relations/" + i).orElseThrow();
                assertEquals(by + " " + name, origin.by() + " " + origin.name());
                assertTrue(origin.place().map(Object::toString).orElse("").endsWith(placeEnd), origin.toString());
                return;
            }
        }
        throw new AssertionError(relation + " in " + relations);
    }

    private static String shown(Explanation of, String pointer) {
        return of.visible()
                .orElseThrow()
                .toValue()
                .at(pointer)
                .flatMap(Value::asString)
                .orElseThrow();
    }

    /** Relations count as one each. */
    private static long leaves(Value.Obj shown) {
        return leaves((Value) shown.without("relations"))
                + shown.arr("relations").orElse(Value.Arr.empty()).size();
    }

    private static long leaves(Value value) {
        if (value instanceof Value.Obj object && !object.isEmpty()) {
            long[] count = {0};
            object.forEach((key, child) -> count[0] += leaves(child));
            return count[0];
        }
        return value instanceof Value.Arr array && !array.isEmpty()
                ? array.values().stream().mapToLong(ExplanationTest::leaves).sum()
                : 1;
    }

    private static List<String> refs(List<EntityFacts> entities) {
        return entities.stream().map(facts -> facts.ref().toString()).toList();
    }

    private static String place(Diagnostic finding) {
        return finding.location().map(Object::toString).orElse("");
    }
}
