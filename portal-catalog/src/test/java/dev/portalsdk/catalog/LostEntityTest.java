package dev.portalsdk.catalog;

import static dev.portalsdk.catalog.Documents.component;
import static dev.portalsdk.catalog.Documents.file;
import static dev.portalsdk.catalog.Documents.given;
import static dev.portalsdk.catalog.Documents.location;
import static dev.portalsdk.catalog.Documents.ref;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.provider.InCodeProvider;
import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.Change;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.MutationResult;
import dev.portalsdk.catalog.store.RemovalGuard;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.catalog.store.facts.InMemoryCatalogStore;
import dev.portalsdk.fakes.InMemoryUrlReader;
import dev.portalsdk.fakes.TestClock;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.LocationRef;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What users of catalogs have lost before, and must not lose here. */
class LostEntityTest {
    private static final String BASE = "https://git.test/";
    private static final String ROOT = BASE + "all.yaml";

    private final InMemoryUrlReader files = new InMemoryUrlReader();
    private final TestClock clock = TestClock.create();
    private final CatalogStore store = new InMemoryCatalogStore(clock);
    private final InCodeProvider code = new InCodeProvider("code");
    private Catalog catalog = builder().provider(code).build();

    private CatalogBuilder builder() {
        return Catalog.builder().urlReader(files).clock(clock).store(store).location("url:" + ROOT);
    }

    @AfterEach
    void close() {
        catalog.close();
    }

    @Test
    void aFileThatMovesToAnotherRepositoryIsNeverGone() {
        String before = "https://github.com/acme/old/blob/main/catalog-info.yaml";
        String after = "https://github.com/acme/new/blob/main/catalog-info.yaml";
        files.put(before, component("one")).put(ROOT, location("all", before));
        catalog.settle();
        String uid = entity("component:default/one").uid();
        long version = catalog.changes().version();
        files.remove(before).put(after, component("one")).put(ROOT, location("all", after));
        catalog.refresh().await();
        assertEquals("url:" + after, entity("component:default/one").location().toString());
        assertEquals(uid, entity("component:default/one").uid());
        assertEquals(
                "url:" + after,
                entity("component:default/one")
                        .entity()
                        .metadata()
                        .annotation("backstage.io/managed-by-location")
                        .orElseThrow());
        assertNeverRemoved(version);
        assertEquals("", rules());
    }

    @Test
    void aRepositoryThatWasRenamedBeforeItsLocationWasKeepsItsEntity() {
        String before = "https://github.com/acme/old/blob/main/catalog-info.yaml";
        files.put(before, component("one")).put(ROOT, location("all", before));
        catalog.settle();
        files.remove(before);
        catalog.refresh().await();
        assertEquals("one", components());
        assertEquals("location-not-found", rules());
    }

    @Test
    void anEntityThatMovesFromOneFileToAnotherKeepsItsPlaceInOneRound() {
        root("./a.yaml", "./b.yaml");
        put("a.yaml", component("one"));
        put("b.yaml", component("two"));
        catalog.settle();
        long version = catalog.changes().version();
        put("a.yaml", component("three"));
        put("b.yaml", component("two"), component("one"));
        catalog.refresh().await();
        assertEquals("one three two", components());
        assertNeverRemoved(version);
    }

    @Test
    void aRenamedEntityTakesTheOldNameWithIt() {
        root("./a.yaml");
        put("a.yaml", component("one"), component("user") + "  dependsOn: ['component:one']\n");
        catalog.settle();
        put("a.yaml", component("uno"), component("user") + "  dependsOn: ['component:one']\n");
        catalog.refresh().await();
        assertEquals("uno user", components());
        assertTrue(
                catalog.findings().stream()
                        .anyMatch(finding -> finding.ruleId().equals("dangling-ref")
                                && finding.message().contains("component:one")),
                "whoever refers to the old name is told");
    }

    @Test
    void aParentThatIsDeletedAndRestoredBringsItsChildrenBack() {
        root("./p.yaml");
        put("p.yaml", location("p", "./a.yaml"));
        put("a.yaml", component("one"));
        catalog.settle();
        put("p.yaml", component("other"));
        catalog.refresh().await();
        assertEquals("other", components());
        put("p.yaml", location("p", "./a.yaml"));
        catalog.refresh().await();
        assertEquals("one", components());
        catalog.remove(ref("location:default/p")).orElseThrow().await();
        assertEquals("", components());
        catalog.refresh().await();
        assertEquals("one", components(), "what was removed by hand is still given");
    }

    @Test
    void theLoserOfAConflictTakesOverWhenTheWinnerLeaves() {
        root("./a.yaml", "./b.yaml");
        put("a.yaml", component("one"));
        put("b.yaml", component("one", "other"));
        catalog.settle();
        assertEquals("team", owner("component:default/one"));
        Diagnostic conflict = catalog.findings().stream()
                .filter(finding -> finding.ruleId().equals("conflict"))
                .findFirst()
                .orElseThrow();
        assertTrue(
                conflict.message().contains("a.yaml:4") && conflict.message().contains("b.yaml:4"), conflict.message());
        long version = catalog.changes().version();
        put("a.yaml", component("two"));
        catalog.refresh().await();
        assertEquals("other", owner("component:default/one"));
        assertNeverRemoved(version);
        put("a.yaml", component("one"));
        catalog.refresh().await();
        assertEquals("other", owner("component:default/one"), "the incumbent keeps the ref");
    }

    /** As when a file moves and a mistake is made on the way: a live source speaks of the entity, so it is not gone. */
    @Test
    void theLastValidVersionStaysUntilWhoeverTakesOverHasOne() {
        root("./a.yaml", "./b.yaml");
        put("a.yaml", component("one"));
        put("b.yaml", component("one", "7"));
        catalog.settle();
        assertEquals(List.of(), entity("component:default/one").errors(), "the loser's mistakes are not the winner's");
        long version = catalog.changes().version();
        put("a.yaml", component("two"));
        catalog.refresh().await();
        assertEquals("team", owner("component:default/one"));
        String error = entity("component:default/one").errors().get(0).toString();
        assertTrue(error.contains("b.yaml:"), error);
        put("b.yaml", component("one", "other"));
        catalog.refresh().await();
        assertEquals("other", owner("component:default/one"));
        assertEquals(List.of(), entity("component:default/one").errors());
        assertNeverRemoved(version);
        put("b.yaml", component("three"));
        catalog.refresh().await();
        assertEquals("three two", components());
    }

    @Test
    void childrenFollowTheLocationThatHoldsTheRef() {
        root("./a.yaml", "./b.yaml");
        put("a.yaml", location("twin", "./c.yaml"));
        put("b.yaml", location("twin", "./d.yaml"));
        put("c.yaml", component("c"));
        put("d.yaml", component("d"));
        catalog.settle();
        assertEquals("c", components(), "the loser emits nothing");
        put("a.yaml", component("instead"));
        catalog.refresh().await();
        assertEquals("d instead", components());
    }

    @Test
    void anIncumbentKeepsItsRegistrationToo() {
        catalog.close();
        catalog = builder().location("url:" + BASE + "z.yaml").build();
        root();
        put("z.yaml", component("one"));
        catalog.settle();
        files.put(ROOT, component("one"));
        catalog.refresh().await();
        assertEquals(
                "url:" + BASE + "z.yaml",
                entity("component:default/one").origin().toString());
    }

    @Test
    void aBadDocumentFileOrTargetLeavesItsSiblings() {
        root("./a.yaml", "./missing.yaml", "./broken.yaml", "javascript:alert(1)");
        put("a.yaml", component("one"), "kind: Component\nmetadata: {title: nameless}\n", component("two"));
        put("broken.yaml", component("three"), "a: [\n", component("four"));
        catalog.settle();
        assertEquals("four one three two", components());
        assertEquals("envelope location-not-found location-target yaml", rules());
        assertTrue(
                catalog.findings().stream()
                        .allMatch(finding -> finding.location().isPresent()),
                "each has its place");
    }

    @Test
    void aFailedReadKeepsWhatWasThereWithAStatus() {
        root("./a.yaml");
        put("a.yaml", component("one"));
        catalog.settle();
        files.fail(BASE + "a.yaml", "the server answers 500");
        catalog.refresh().await();
        assertEquals("one", components());
        assertEquals(1, entity("location:default/root").errors().size());
        files.heal(BASE + "a.yaml").remove(BASE + "a.yaml");
        catalog.refresh().await();
        assertEquals("one", components(), "a file that is gone is not an empty one");
        put("a.yaml", component("two"));
        catalog.refresh().await();
        assertEquals("two", components());
        assertEquals(List.of(), entity("location:default/root").errors());
    }

    @Test
    void aDocumentThatBecomesInvalidStaysAsItWasWithAStatus() {
        root("./a.yaml");
        put("a.yaml", component("one"), component("two"));
        catalog.settle();
        put("a.yaml", component("one", "7"), component("two"));
        catalog.refresh().await();
        StitchedEntity one = entity("component:default/one");
        assertEquals("team", one.entity().spec().string("owner").orElseThrow());
        assertEquals(1, one.errors().size());
        assertTrue(one.toValue().at("/status/items/0/message").isPresent());
        put("a.yaml", "oops: [\n", component("two"));
        catalog.refresh().await();
        assertEquals("one two", components(), "what a broken file can no longer tell is not gone");
    }

    @Test
    void twoParentsMayLeaveOneByOneOrBothAtOnce() {
        root("./p.yaml", "./q.yaml");
        put("p.yaml", location("p", "./shared.yaml"));
        put("q.yaml", location("q", "./shared.yaml"));
        put("shared.yaml", component("one"));
        catalog.settle();
        assertEquals(2, catalog.facts().parents(ref("component:default/one")).size());
        put("p.yaml", component("two"));
        catalog.refresh().await();
        assertEquals("one two", components());
        put("p.yaml", location("p", "./shared.yaml"));
        catalog.refresh().await();
        put("p.yaml", component("two"));
        put("q.yaml", component("three"));
        catalog.refresh().await();
        assertEquals("three two", components(), "both left in one round");
    }

    @Test
    void twoParentsOfAProviderTakenAwayTogetherLeaveNoChild() {
        put("shared.yaml", component("one"));
        root();
        code.apply(Mutation.full(List.of(
                        given(location("p", BASE + "shared.yaml")), given(location("q", BASE + "shared.yaml")))))
                .await();
        code.apply(Mutation.removed(List.of(ref("location:default/p")))).await();
        assertEquals("one", components());
        code.apply(Mutation.added(List.of(given(location("p", BASE + "shared.yaml")))))
                .await();
        code.apply(Mutation.removed(List.of(ref("location:default/p"), ref("location:default/q"))))
                .await();
        assertEquals("", components());
    }

    @Test
    void locationsInACircleDoNotKeepEachOtherAlive() {
        root("./a.yaml");
        put("a.yaml", location("a", "./b.yaml", "./a.yaml"), component("one"));
        put("b.yaml", location("b", "./a.yaml"), component("two"));
        catalog.settle();
        assertEquals("one two", components());
        root("./c.yaml");
        put("c.yaml", component("three"));
        catalog.refresh().await();
        assertEquals("three", components());
        root("./b.yaml");
        catalog.refresh().await();
        assertEquals("one two", components(), "the circle comes back by another door");
    }

    @Test
    void aListThatIsEmptyByMistakeIsHeldReportedAndReleased() {
        restart(RemovalGuard.above(0.5));
        code.apply(Mutation.full(List.of(given(component("a")), given(component("b")), given(component("c")))))
                .await();
        MutationResult result = applied(Mutation.full(List.of()));
        assertEquals(3, result.held().orElseThrow().refs().size());
        assertEquals("a b c", components());
        assertEquals("mass-removal", rules());
        MutationResult healed = applied(
                Mutation.full(List.of(given(component("a")), given(component("b")), given(component("c", "other")))));
        assertTrue(healed.held().isEmpty());
        assertEquals("other", owner("component:default/c"));
        assertEquals("", rules());
        applied(Mutation.full(List.of()));
        catalog.releaseHeld("code").await();
        assertEquals("", components());
        assertEquals("", rules());
    }

    @Test
    void withoutAGuardAnEmptyListEmptiesTheBucket() {
        restart(RemovalGuard.off());
        code.apply(Mutation.full(List.of(given(component("a")), given(component("b")))))
                .await();
        MutationResult result = applied(Mutation.full(List.of()));
        assertEquals(2, result.removed());
        assertEquals("", components());
    }

    @Test
    void aListingThatBreaksOffBeforeItsLastPageTakesNothingAway() {
        restart(RemovalGuard.off());
        code.apply(Mutation.full(List.of(given(component("a")), given(component("b")))))
                .await();
        code.apply(Mutation.page("monday", List.of(given(component("c"))))).await();
        assertEquals("a b c", components());
        // The process dies here; the next one begins another listing.
        restart(RemovalGuard.off());
        catalog.settle();
        assertEquals("a b c", components());
        code.apply(Mutation.page("tuesday", List.of(given(component("a"))))).await();
        assertEquals("a b c", components());
        code.apply(Mutation.lastPage("tuesday", List.of(given(component("d"))))).await();
        assertEquals("a d", components());
    }

    @Test
    void formerProvidersAreEvictedOrKept() {
        root("./a.yaml");
        put("a.yaml", component("one"));
        code.apply(Mutation.full(List.of(given(component("mine"))))).await();
        catalog.close();
        catalog = builder().evictProviders(false).build();
        catalog.settle();
        assertEquals("mine one", components());
        catalog.close();
        catalog = builder().build();
        catalog.settle();
        assertEquals("one", components());
    }

    @Test
    void aStoreThatIsOpenedAgainShowsWhatItHeldBeforeAnythingIsRead() {
        root("./a.yaml");
        put("a.yaml", component("one"));
        code.apply(Mutation.full(List.of(given(component("mine")))));
        catalog.settle();
        long version = catalog.changes().version();
        catalog.close();
        files.fail(ROOT, "the network is down").fail(BASE + "a.yaml", "the network is down");
        InCodeProvider again = new InCodeProvider("code");
        catalog = builder().provider(again).build();
        catalog.settle();
        assertEquals("mine one", components());
        catalog.refresh().await();
        assertEquals("mine one", components());
        files.heal(ROOT).heal(BASE + "a.yaml");
        catalog.refresh().await();
        assertNeverRemoved(version);
        again.apply(Mutation.full(List.of())).await();
        assertEquals("one", components());
    }

    @Test
    void aCatalogWithOtherAllowRulesLooksAgainAtWhatItsStoreHolds() {
        root("./a.yaml");
        put("a.yaml", component("one"));
        catalog.refresh().await();
        assertEquals("one", components());
        catalog.close();
        catalog = builder().provider(code()).allow(AllowRule.kinds("Location")).build();
        catalog.settle();
        assertEquals("", components());
        catalog.close();
        catalog = builder().provider(code()).build();
        catalog.settle();
        assertEquals("one", components());
    }

    private static InCodeProvider code() {
        return new InCodeProvider("code");
    }

    @Test
    void aSecondCatalogOnTheSameStoreSeesAndDoesTheSame() {
        InCodeProvider other = new InCodeProvider("code");
        root("./a.yaml");
        put("a.yaml", component("one"));
        try (Catalog second = builder().provider(other).build()) {
            code.apply(Mutation.full(List.of(given(component("mine"))))).await();
            second.settle();
            assertEquals("mine one", Documents.components(second));
            other.apply(Mutation.removed(Set.of(ref("component:default/mine")))).await();
            catalog.settle();
            assertEquals("one", components());
        }
    }

    @Test
    void aProviderThatGivesAnotherLocationForTheSameEntityKeepsIt() {
        root();
        code.apply(Mutation.full(List.of(given(component("one"), "url:https://a.test/x"))))
                .await();
        long version = catalog.changes().version();
        code.apply(Mutation.full(List.of(given(component("one"), "url:https://b.test/x"))))
                .await();
        assertEquals(
                "url:https://b.test/x",
                entity("component:default/one").location().toString());
        assertNeverRemoved(version);
        assertFalse(entity("component:default/one").orphan());
    }

    @Test
    void aProviderThatNamesAnotherSourceWithTheSameEntityKeepsIt() {
        root();
        put("old.yaml", component("one"));
        put("new.yaml", component("one"));
        code.apply(Mutation.sources(List.of(LocationRef.parse("url:" + BASE + "old.yaml"))))
                .await();
        long version = catalog.changes().version();
        code.apply(Mutation.sources(List.of(LocationRef.parse("url:" + BASE + "new.yaml"))))
                .await();
        assertEquals(
                "url:" + BASE + "new.yaml",
                entity("component:default/one").location().toString());
        assertNeverRemoved(version);
    }

    @Test
    void anOrphanThatAProviderTakesUpIsNoLongerOne() {
        catalog.close();
        catalog = builder().provider(code).orphans(OrphanStrategy.keep()).build();
        root("./a.yaml");
        put("a.yaml", component("one"));
        catalog.settle();
        put("a.yaml", component("two"));
        catalog.refresh().await();
        assertTrue(entity("component:default/one").orphan());
        code.apply(Mutation.full(List.of(given(component("one"))))).await();
        assertFalse(entity("component:default/one").orphan());
        assertEquals(
                LocationRef.parse("provider:code"),
                entity("component:default/one").location());
    }

    private void restart(RemovalGuard guard) {
        catalog.close();
        root();
        catalog = builder().provider(code).removalGuard("code", guard).build();
    }

    private MutationResult applied(Mutation mutation) {
        MutationReceipt receipt = code.apply(mutation);
        receipt.await();
        return receipt.result();
    }

    private void root(String... targets) {
        files.put(ROOT, targets.length == 0 ? "" : location("root", targets));
    }

    private void put(String name, String... documents) {
        files.put(BASE + name, file(documents));
    }

    private void assertNeverRemoved(long since) {
        assertEquals(
                List.of(),
                catalog.changes().after(since, 1000).stream()
                        .filter(change -> change.type() == Change.Type.REMOVED
                                && change.ref().kind().equals("component"))
                        .toList());
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

    private String rules() {
        return Documents.rules(catalog);
    }
}
