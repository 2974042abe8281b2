package dev.portalsdk.testing.tck;

import static dev.portalsdk.testing.tck.Documents.component;
import static dev.portalsdk.testing.tck.Documents.componentRef;
import static dev.portalsdk.testing.tck.Documents.given;
import static dev.portalsdk.testing.tck.Documents.location;
import static dev.portalsdk.testing.tck.Documents.locationRef;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.store.CatalogStore.CommitResult;
import dev.portalsdk.catalog.store.Claim;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is live, what is an orphan, and what goes at once. */
abstract class LivenessCases extends StoreCases {

    @Test
    void whatAProviderStopsGivingGoesWithAllThatOnlyItReached() {
        worker().write("a.yaml", location("nested", "b.yaml"), component("one"));
        worker().write("b.yaml", component("two"), component("shared"));
        full(FIRST, given(location("root", "a.yaml")));
        sources(SECOND, "b.yaml");
        added(SECOND, given(component("own")));
        worker().drain();
        assertEquals("one own shared two", visible());
        full(FIRST);
        worker().drain();
        assertEquals("own shared two", visible());
        full(SECOND);
        worker().drain();
        assertEquals("", visible());
        assertTrue(store().backlog().isEmpty());
        assertEquals(List.of(), store().facts().sources());
    }

    @Test
    void whatAParentStopsEmittingIsAnOrphanUntilItsTimeIsOver() {
        worker().write("a.yaml", component("one"), component("two"));
        full(FIRST, given(location("root", "a.yaml")));
        worker().drain();
        worker().write("a.yaml", component("two"));
        refresh();
        assertEquals("one two", visible());
        assertEquals("one", orphans());
        assertEquals(
                clock.instant(),
                store().facts()
                        .entity(componentRef("one"))
                        .orElseThrow()
                        .orphanSince()
                        .orElseThrow());
        clock.advance(Duration.ofHours(1));
        assertEquals(0, store().deleteOrphans(clock.instant().minus(Duration.ofMinutes(61))));
        assertEquals(1, store().deleteOrphans(clock.instant().minus(Duration.ofHours(1))));
        worker().drain();
        assertEquals("two", visible());
        assertEquals(0, store().deleteOrphans(clock.instant()));
    }

    @Test
    void anOrphanIsTakenUpAgain() {
        worker().write("a.yaml", component("one"));
        full(FIRST, given(location("root", "a.yaml")));
        worker().drain();
        worker().write("a.yaml");
        refresh();
        assertEquals("one", orphans());
        worker().write("a.yaml", component("one"));
        refresh();
        assertEquals("", orphans());
        assertEquals(0, store().deleteOrphans(clock.instant()));
        assertEquals("one", visible());
    }

    @Test
    void anOrphanIsTakenUpByAnotherFile() {
        worker().write("a.yaml", component("one", "before")).write("b.yaml");
        full(FIRST, given(location("root", "a.yaml", "b.yaml")));
        worker().drain();
        worker().write("a.yaml");
        refresh();
        worker().write("b.yaml", component("one", "after"));
        refresh();
        assertEquals("", orphans());
        assertEquals("after", owner("one"));
    }

    @Test
    void locationsInACircleDoNotKeepEachOtherAlive() {
        worker().write("root.yaml", location("root", "a.yaml"));
        worker().write("a.yaml", location("a", "b.yaml"), component("one"));
        worker().write("b.yaml", location("b", "a.yaml"), location("self", "b.yaml"), component("two"));
        sources(FIRST, "root.yaml");
        worker().drain();
        assertEquals("one two", visible());
        worker().write("root.yaml", component("three"));
        refresh();
        assertEquals("one two", orphans());
        store().deleteOrphans(clock.instant());
        worker().drain();
        assertEquals("three", visible());
        assertEquals(1, store().facts().sources().size());
    }

    @Test
    void aCircleGoesAtOnceWithTheProviderThatLedToIt() {
        worker().write("a.yaml", location("a", "b.yaml"), component("one"));
        worker().write("b.yaml", location("b", "a.yaml"), component("two"));
        sources(FIRST, "a.yaml");
        worker().drain();
        assertEquals("one two", visible());
        sources(FIRST);
        worker().drain();
        assertEquals("", visible());
        assertTrue(store().backlog().isEmpty());
    }

    @Test
    void oneOfTwoParentsMayLeave() {
        twoParents();
        worker().write("p.yaml");
        refresh();
        assertEquals("", orphans());
        assertEquals(1, store().deleteOrphans(clock.instant()));
        assertEquals(List.of(locationRef("q")), List.copyOf(store().facts().parents(componentRef("shared"))));
        worker().write("q.yaml");
        refresh();
        assertEquals("shared", orphans());
    }

    @Test
    void twoParentsMayLeaveInOneBatch() {
        twoParents();
        worker().write("p.yaml").write("q.yaml");
        store().refresh(dev.portalsdk.catalog.store.Refresh.everything());
        List<Claim> claims = store().claimDue(10);
        store().commit(claims.stream().map(worker()::outcome).toList());
        worker().drain();
        assertEquals("shared", orphans());
        store().deleteOrphans(clock.instant());
        worker().drain();
        assertEquals("", visible());
    }

    private void twoParents() {
        worker().write("p.yaml", location("p", "shared.yaml"));
        worker().write("q.yaml", location("q", "shared.yaml"));
        worker().write("shared.yaml", component("shared"));
        sources(FIRST, "p.yaml", "q.yaml");
        worker().drain();
        assertEquals(2, store().facts().parents(componentRef("shared")).size());
    }

    @Test
    void aProviderAndAParentEachKeepAnEntity() {
        worker().write("a.yaml", component("one"));
        full(FIRST, given(location("root", "a.yaml")));
        full(SECOND, given(component("one"), "a.yaml"));
        worker().drain();
        full(SECOND);
        worker().drain();
        assertEquals("one", visible());
        assertEquals("", orphans());
    }

    @Test
    void theOriginFollowsTheRegistrationThatIsLeft() {
        worker().write("a.yaml", location("a", "b.yaml"));
        worker().write("b.yaml", location("b", "a.yaml"), component("one"));
        sources(FIRST, "a.yaml");
        sources(SECOND, "b.yaml");
        worker().drain();
        assertEquals(
                Documents.file("a.yaml"),
                shown(componentRef("one")).orElseThrow().origin());
        sources(FIRST);
        worker().drain();
        assertEquals(
                Documents.file("b.yaml"),
                shown(componentRef("one")).orElseThrow().origin());
        assertEquals(
                Documents.file("b.yaml"), shown(locationRef("a")).orElseThrow().origin());
    }

    @Test
    void anEntityThatNeverWasAcceptedIsNoOrphan() {
        worker().write("a.yaml", component("bad", "[]"), component("one"));
        full(FIRST, given(location("root", "a.yaml")));
        worker().drain();
        worker().write("a.yaml", component("one"));
        refresh();
        assertEquals("", orphans());
        assertFalse(store().facts().entity(componentRef("bad")).isPresent());
    }

    @Test
    void whatWasForgottenComesBackWhenItsSourceIsLookedAtAgain() {
        worker().write("a.yaml", component("one"), component("two"));
        full(FIRST, given(location("root", "a.yaml")));
        worker().drain();
        assertTrue(store().remove(componentRef("one")).isPresent());
        assertFalse(store().remove(componentRef("ghost")).isPresent());
        worker().drain();
        assertEquals("two", visible());
        refresh();
        assertEquals("one two", visible());
    }

    @Test
    void whatWasForgottenComesBackThoughItsSourceWasJustBeingLookedAt() {
        worker().write("a.yaml", component("one"));
        full(FIRST, given(location("root", "a.yaml")));
        worker().drain();
        store().refresh(dev.portalsdk.catalog.store.Refresh.everything());
        Claim begun = store().claimDue(10).get(0);
        store().remove(componentRef("one"));
        worker().commit(begun);
        worker().drain();
        refresh();
        assertEquals("one", visible());
    }

    @Test
    void whatOnlyAForgottenEntityGaveIsAnOrphan() {
        worker().write("root.yaml", location("nested", "a.yaml"));
        worker().write("a.yaml", location("back", "root.yaml"), component("one"));
        sources(FIRST, "root.yaml");
        worker().drain();
        store().remove(locationRef("nested"));
        worker().drain();
        assertEquals("one", orphans());
        assertFalse(shown(locationRef("nested")).isPresent());
        refresh();
        assertEquals("", orphans());
    }

    @Test
    void whatGoesBeforeItIsStitchedLeavesNothingToDo() {
        full(FIRST, given(component("one")));
        assertEquals(CommitResult.APPLIED, worker().commit(store().claimDue(1).get(0)));
        full(FIRST);
        worker().drain();
        assertTrue(store().backlog().isEmpty(), () -> store().backlog().toString());
        assertFalse(store().facts().entity(componentRef("one")).isPresent());
    }
}
