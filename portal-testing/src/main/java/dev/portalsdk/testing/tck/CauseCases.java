package dev.portalsdk.testing.tck;

import static dev.portalsdk.testing.tck.Documents.component;
import static dev.portalsdk.testing.tck.Documents.componentRef;
import static dev.portalsdk.testing.tck.Documents.given;
import static dev.portalsdk.testing.tck.Documents.location;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.CatalogStore.CommitResult;
import dev.portalsdk.catalog.store.Claim;
import dev.portalsdk.catalog.store.Refresh;
import dev.portalsdk.catalog.store.StitchClaim;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which change work is done for. */
abstract class CauseCases extends StoreCases {

    private void commitAll() {
        store().commit(store().claimDue(100).stream().map(worker()::outcome).toList());
    }

    private void publishAll() {
        store().publish(store().claimStitchable(100).stream()
                .map(StoreWorker::stitched)
                .toList());
    }

    @Test
    void eachChangeHasANumberAboveThoseBefore() {
        long first = full(FIRST, given(component("one"))).cause();
        long second = store().refresh(Refresh.everything());
        worker().drain();
        long third = store().remove(componentRef("one")).orElseThrow();
        long fourth = store().releaseHeld(FIRST).cause();
        assertTrue(0 < first && first < second && second < third && third < fourth);
    }

    @Test
    void aChangeIsSettledWhenWhatFollowsFromItIsVisible() {
        worker().write("a.yaml", location("nested", "b.yaml"));
        worker().write("b.yaml", component("one"));
        long cause = sources(FIRST, "a.yaml").cause();
        for (int read = 0; read < 2; read++) { // the Location, and what it names
            commitAll(); // its source
            assertFalse(store().isSettled(cause));
            commitAll(); // what stands there
            assertFalse(store().isSettled(cause));
        }
        publishAll();
        assertEquals("one", visible());
        assertTrue(store().isSettled(cause));
    }

    @Test
    void aChangeThatMakesNoWorkIsSettledAtOnce() {
        assertTrue(store().isSettled(full(FIRST).cause()));
        assertTrue(store().isSettled(store().refresh(Refresh.leadingTo(componentRef("ghost")))));
    }

    @Test
    void whatOthersWaitForIsNotWaitedFor() {
        long slow = sources(FIRST, "slow.yaml").cause();
        Claim reading = store().claimDue(10).get(0);
        long waiting = sources(SECOND, "later.yaml").cause();
        long quick = full(FIRST, given(component("one"))).cause();
        Claim.OfEntity process = (Claim.OfEntity) store().claimDue(10, 0).get(0);
        worker().commit(process);
        assertFalse(store().isSettled(quick));
        publishAll();
        assertTrue(store().isSettled(quick));
        assertFalse(store().isSettled(waiting));
        assertTrue(store().isSettled(slow), "the bucket no longer names it");
        assertEquals(CommitResult.SUPERSEDED, worker().commit(reading));
    }

    @Test
    void whatIsDueToTwoIsWaitedForByBoth() {
        worker().write("a.yaml", component("one"));
        long first = sources(FIRST, "a.yaml").cause();
        Claim reading = store().claimDue(10).get(0);
        long second = store().refresh(Refresh.of(List.of(Documents.file("a.yaml"))));
        assertEquals(CommitResult.SUPERSEDED, worker().commit(reading));
        commitAll();
        commitAll();
        assertFalse(store().isSettled(first));
        assertFalse(store().isSettled(second));
        publishAll();
        assertTrue(store().isSettled(first));
        assertTrue(store().isSettled(second));
    }

    @Test
    void whatIsHandedOutAnewIsForTheSameChange() {
        long cause = full(FIRST, given(component("one"))).cause();
        store().claimDue(10);
        clock.advance(LEASE.multipliedBy(2));
        commitAll();
        assertFalse(store().isSettled(cause));
        store().claimStitchable(10);
        clock.advance(LEASE.multipliedBy(2));
        assertFalse(store().isSettled(cause));
        publishAll();
        assertTrue(store().isSettled(cause));
    }

    @Test
    void whatNoLongerIsIsNotWaitedFor() {
        long added = full(FIRST, given(component("one"))).cause();
        long removed = full(FIRST).cause();
        assertTrue(store().isSettled(added));
        assertTrue(store().isSettled(removed));
        full(FIRST, given(component("one")));
        worker().drain();
        long forgotten = store().remove(componentRef("one")).orElseThrow();
        assertFalse(store().isSettled(forgotten));
        publishAll();
        assertTrue(store().isSettled(forgotten));
    }

    @Test
    void whatMayBeDifferentSoonIsStitchedOnlyEarly() {
        worker().write("a.yaml", component("one"));
        long cause = sources(FIRST, "a.yaml", "slow.yaml").cause();
        Claim quick = store().claimDue(1).get(0);
        Claim slow = store().claimDue(1).get(0);
        worker().commit(quick);
        commitAll();
        assertEquals(List.of(), store().claimStitchable(10, false));
        full(SECOND, given(component("other")));
        commitAll();
        List<StitchClaim> others = store().claimStitchable(10, false);
        assertEquals(
                List.of(componentRef("other")),
                others.stream().map(StitchClaim::ref).toList());
        StoreWorker.publish(store(), others.get(0));
        StoreWorker.publish(store(), store().claimStitchable(10, true).get(0));
        assertEquals("one other", visible());
        assertFalse(store().isSettled(cause));
        worker().commit(slow);
        assertTrue(store().isSettled(cause));
    }

    @Test
    void thatSomethingIsGoneIsNeverToldEarly() {
        worker().write("old.yaml", component("one", "before"));
        worker().write("new.yaml", component("one", "after"));
        sources(FIRST, "old.yaml");
        worker().drain();
        long version = store().feed().version();
        sources(FIRST, "new.yaml");
        assertEquals(List.of(), store().claimStitchable(10, true));
        Claim reading = store().claimDue(10).get(0);
        assertEquals(List.of(), store().claimStitchable(10, true));
        worker().commit(reading);
        worker().drain();
        assertEquals(version + 1, store().feed().version(), "it was never gone");
        assertEquals("after", owner("one"));
    }

    @Test
    void anotherNodeKnowsAndSettlesIt() {
        CatalogStore other = tck().reopened(store());
        other.open(setup(FIRST, SECOND));
        long cause = full(FIRST, given(component("one"))).cause();
        assertFalse(other.isSettled(cause));
        new StoreWorker(other).drain();
        assertTrue(store().isSettled(cause));
    }
}
