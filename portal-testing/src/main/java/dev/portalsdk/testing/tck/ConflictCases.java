package dev.portalsdk.testing.tck;

import static dev.portalsdk.testing.tck.Documents.component;
import static dev.portalsdk.testing.tck.Documents.componentRef;
import static dev.portalsdk.testing.tck.Documents.given;
import static dev.portalsdk.testing.tck.Documents.location;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.EntityFacts;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.RemovalGuard;
import dev.portalsdk.catalog.store.StoreIntake;
import dev.portalsdk.model.Diagnostic;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Several that give one ref. */
abstract class ConflictCases extends StoreCases {

    @Test
    void theIncumbentKeepsItsRef() {
        full(SECOND, given(component("one", "second"), "b.yaml"));
        worker().drain();
        full(FIRST, given(component("one", "first"), "a.yaml"));
        worker().drain();
        assertEquals("second", owner("one"));
        full(SECOND, given(component("one", "newer"), "b.yaml"));
        worker().drain();
        assertEquals("newer", owner("one"), "also in a new version");
    }

    @Test
    void theLoserTakesOverWhenTheWinnerGoesAndKeepsTheRefThen() {
        full(FIRST, given(component("one", "first"), "a.yaml"));
        full(SECOND, given(component("one", "second"), "b.yaml"));
        worker().drain();
        assertEquals("first", owner("one"));
        long version = store().feed().version();
        full(FIRST);
        worker().drain();
        assertEquals("second", owner("one"));
        assertEquals(version + 1, store().feed().version(), "it changes, and is not removed in between");
        full(FIRST, given(component("one", "first"), "a.yaml"));
        worker().drain();
        assertEquals("second", owner("one"));
    }

    @Test
    void anIncumbentThatIsBackBeforeAnybodyTookOverKeepsItsRef() {
        full(SECOND, given(component("one", "second"), "b.yaml"));
        worker().drain();
        full(FIRST, given(component("one", "first"), "a.yaml"));
        full(SECOND);
        full(SECOND, given(component("one", "second"), "b.yaml"));
        worker().drain();
        assertEquals("second", owner("one"));
    }

    @Test
    void withoutAnIncumbentTheSmallestClaimWinsInAnyOrderOfArrival() {
        List<int[]> orders = List.of(
                new int[] {0, 1, 2},
                new int[] {0, 2, 1},
                new int[] {1, 0, 2},
                new int[] {1, 2, 0},
                new int[] {2, 0, 1},
                new int[] {2, 1, 0});
        for (int[] order : orders) {
            CatalogStore fresh = tck().emptyStore(clock);
            fresh.open(setup("p0", "p1", "p2"));
            for (int provider : order) {
                // The place speaks against the provider: the provider's order goes first.
                Mutation mutation =
                        Mutation.full(List.of(given(component("one", "p" + provider), (9 - provider) + ".yaml")));
                fresh.apply("p" + provider, mutation, RemovalGuard.off());
            }
            new StoreWorker(fresh).drain();
            assertEquals(
                    "p0",
                    fresh.feed()
                            .snapshot()
                            .entities()
                            .get(0)
                            .entity()
                            .spec()
                            .string("owner")
                            .orElseThrow());
        }
    }

    @Test
    void ofOneProviderTheSmallerLocationWinsAndInOneFileTheFirstDocument() {
        worker().write("b.yaml", component("one", "b"));
        worker().write("a.yaml", component("one", "a1"), component("one", "a2"));
        sources(FIRST, "b.yaml", "a.yaml");
        worker().drain();
        assertEquals("a1", owner("one"));
        worker().write("a.yaml", component("two"), component("one", "a2"));
        refresh();
        assertEquals("a2", owner("one"), "the file is the incumbent");
        worker().write("a.yaml", component("two"));
        refresh();
        assertEquals("b", owner("one"));
    }

    @Test
    void whoHoldsARefIsTakenOverFromAnotherStoreAndDecidedAnewWhenItIsGivenAnew() {
        full(FIRST, given(component("one", "first"), "a.yaml"));
        full(SECOND, given(component("one", "second"), "b.yaml"));
        worker().drain();
        hold("b.yaml");
        assertEquals("b.yaml", holder("one"));
        assertTrue(store().backlog().isEmpty(), "what came of it is told, and not worked out again");
        hold("nobody.yaml");
        assertEquals("b.yaml", holder("one"), "nobody makes that claim");
        full(SECOND, given(component("one", "newer"), "b.yaml"));
        assertEquals("a.yaml", holder("one"), "that is still what is visible");
    }

    private void hold(String file) {
        store().intake().hold(List.of(new StoreIntake.Holder(componentRef("one"), Documents.file(file), 0)));
    }

    @Test
    void theFindingNamesBothPlaces() {
        worker().write("a.yaml", component("one")).write("b.yaml", component("one"));
        sources(FIRST, "a.yaml");
        sources(SECOND, "b.yaml");
        worker().drain();
        List<Diagnostic> findings = store().facts().findings();
        assertEquals(1, findings.size());
        assertTrue(
                findings.get(0).message().contains("a.yaml:4")
                        && findings.get(0).message().contains("b.yaml:4"),
                findings.get(0).message());
        assertEquals(List.of(componentRef("one")), store().facts().failed(java.util.Optional.empty(), 5));
        EntityFacts facts = store().facts().entity(componentRef("one")).orElseThrow();
        assertEquals(2, facts.claims().size());
        assertEquals("a.yaml", holder("one"));
        sources(FIRST);
        assertEquals(List.of(), store().facts().findings());
    }

    @Test
    void oneDocumentByTwoParentsIsNoConflict() {
        worker().write("a.yaml", component("one"));
        full(FIRST, given(location("root", "a.yaml")), given(location("other", "a.yaml")));
        worker().drain();
        assertEquals(List.of(), store().facts().findings());
        assertEquals("one", visible());
    }

    @Test
    void whatOnlyALoserLedToIsNotThere() {
        worker().write("a.yaml", component("won")).write("b.yaml", component("lost"));
        full(FIRST, given(location("root", "a.yaml"), "p.yaml"));
        full(SECOND, given(location("root", "b.yaml"), "q.yaml"));
        worker().drain();
        assertEquals("won", visible());
        full(FIRST);
        worker().drain();
        store().deleteOrphans(clock.instant());
        worker().drain();
        assertEquals("lost", visible());
    }

    @Test
    void anotherOrderOfProvidersDecidesOnlyWhatIsNotDecided() {
        full(FIRST, given(component("one", "first"), "a.yaml"));
        full(SECOND, given(component("one", "second"), "b.yaml"));
        worker().drain();
        full(FIRST, given(component("one", "first"), "a.yaml"), given(component("two", "first"), "a.yaml"));
        full(SECOND, given(component("one", "second"), "b.yaml"), given(component("two", "second"), "b.yaml"));
        store().open(setup(SECOND, FIRST));
        worker().drain();
        assertEquals("first", owner("one"));
        assertEquals("second", owner("two"));
    }
}
