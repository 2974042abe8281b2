package dev.portalsdk.testing.tck;

import static dev.portalsdk.testing.tck.Documents.component;
import static dev.portalsdk.testing.tck.Documents.componentRef;
import static dev.portalsdk.testing.tck.Documents.given;
import static dev.portalsdk.testing.tck.Documents.location;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.store.CatalogException;
import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.Claim;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.RemovalGuard;
import dev.portalsdk.catalog.store.StoreSetup;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A node comes, first or later. */
abstract class OpeningCases extends StoreCases {

    @Test
    void aRestartLosesNothing() {
        worker().write("a.yaml", component("one"), component("bad", "[]"));
        full(FIRST, given(location("root", "a.yaml")), given(component("z")), given(component("b")));
        worker().drain();
        full(SECOND, given(component("late")));
        long version = store().feed().version();
        CatalogStore again = tck().reopened(store());
        assertEquals(0, again.open(setup(FIRST, SECOND)));
        assertEquals(version, again.feed().version());
        assertEquals(
                List.of("root", "z", "b"),
                again.facts().given(FIRST).stream()
                        .map(given -> given.ref().name())
                        .toList(),
                "in the order in which it was given");
        assertEquals(1, again.facts().findings().size());
        new StoreWorker(again).drain();
        assertEquals(5, again.feed().snapshot().entities().size());
        assertTrue(again.backlog().isEmpty());
    }

    @Test
    void whatIsGivenAnewKeepsItsPlaceAmongWhatIsGiven() {
        added(FIRST, given(component("z")));
        added(FIRST, given(component("b")));
        added(FIRST, given(component("z", "other")));
        store().apply(FIRST, Mutation.page("sweep", List.of(given(component("z", "third")))), RemovalGuard.off());
        assertEquals(
                List.of("z", "b"),
                store().facts().given(FIRST).stream()
                        .map(given -> given.ref().name())
                        .toList());
    }

    @Test
    void providersThatAreGoneAreEvicted() {
        worker().write("a.yaml", component("one"));
        full(FIRST, given(location("root", "a.yaml")), given(component("shared"), "x.yaml"));
        full(SECOND, given(component("two")), given(component("shared"), "x.yaml"));
        worker().drain();
        CatalogStore again = tck().reopened(store());
        assertEquals(2, again.open(setup(SECOND)), "the Location and what only it led to");
        worker().drain();
        assertEquals("shared two", visible());
        assertEquals(List.of(), store().facts().given(FIRST));
        assertThrows(CatalogException.class, () -> store().apply(FIRST, Mutation.full(List.of()), RemovalGuard.off()));
    }

    @Test
    void unlessTheNodeKnowsThatOthersHaveThem() {
        full(FIRST, given(component("one")));
        worker().drain();
        assertEquals(0, store().open(new StoreSetup(List.of(SECOND), false, "", LEASE)));
        worker().drain();
        assertEquals("one", visible());
    }

    @Test
    void othersWhoProcessDoItAllAnew() {
        worker().write("a.yaml", component("one"));
        full(FIRST, given(location("root", "a.yaml")));
        worker().drain();
        store().open(new StoreSetup(List.of(FIRST, SECOND), true, "", LEASE));
        assertTrue(store().backlog().isEmpty());
        store().open(new StoreSetup(List.of(FIRST, SECOND), true, "other rules", LEASE));
        List<Claim> claims = store().claimDue(10);
        Set<String> again = claims.stream()
                .map(claim ->
                        claim instanceof Claim.OfEntity entity ? entity.ref().name() : "source")
                .collect(Collectors.toSet());
        assertEquals(Set.of("one", "root", "source"), again);
        assertTrue(
                claims.stream().allMatch(claim -> !(claim instanceof Claim.OfSource source) || source.readersChanged()),
                "what a source gives is asked anew, as the rules may allow other things");
        claims.forEach(worker()::commit);
        worker().drain();
        assertEquals("one", visible());
        CatalogStore later = tck().reopened(store());
        later.open(new StoreSetup(List.of(FIRST, SECOND), true, "other rules", LEASE));
        assertTrue(later.backlog().isEmpty());
    }

    @Test
    void aProviderThatIsNotKnownIsRefused() {
        assertThrows(
                CatalogException.class, () -> store().apply("unknown", Mutation.full(List.of()), RemovalGuard.off()));
        assertThrows(CatalogException.class, () -> store().releaseHeld("unknown"));
        assertEquals(List.of(), store().facts().given("unknown"));
    }

    @Test
    void theOriginOfAnEntityThatIsGivenInCirclesFollowsItsProvider() {
        worker().write("a.yaml", location("back", "root.yaml")).write("root.yaml", location("root", "a.yaml"));
        full(FIRST, given(withOrigin("a-first"), "root.yaml"));
        worker().drain();
        full(FIRST, given(withOrigin("z-later"), "root.yaml"));
        worker().drain();
        assertEquals(
                "z-later",
                shown(Documents.locationRef("back")).orElseThrow().origin().target());
    }

    private static String withOrigin(String target) {
        return location("root", "a.yaml")
                .replace(
                        "  name: root\n",
                        "  name: root\n  annotations:\n    backstage.io/managed-by-origin-location: url:" + target
                                + "\n");
    }

    @Test
    void nothingIsDueInAnEmptyStore() {
        assertEquals(List.of(), store().claimDue(1));
        assertEquals(List.of(), store().claimStitchable(1));
        assertTrue(store().backlog().isEmpty());
        assertEquals(java.util.Optional.empty(), store().facts().entity(componentRef("one")));
    }
}
