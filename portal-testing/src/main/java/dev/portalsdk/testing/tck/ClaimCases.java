package dev.portalsdk.testing.tck;

import static dev.portalsdk.testing.tck.Documents.component;
import static dev.portalsdk.testing.tck.Documents.componentRef;
import static dev.portalsdk.testing.tck.Documents.given;
import static dev.portalsdk.testing.tck.Documents.location;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.CatalogStore.CommitResult;
import dev.portalsdk.catalog.store.Claim;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.Refresh;
import dev.portalsdk.catalog.store.RemovalGuard;
import dev.portalsdk.catalog.store.StitchClaim;
import dev.portalsdk.model.LocationRef;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Answers that come too late, and work that is never answered. */
abstract class ClaimCases extends StoreCases {

    private Claim claimOne() {
        List<Claim> claims = store().claimDue(10);
        assertEquals(1, claims.size());
        return claims.get(0);
    }

    @Test
    void aResultForAnOlderVersionIsSuperseded() {
        full(FIRST, given(component("one", "before")));
        Claim first = claimOne();
        full(FIRST, given(component("one", "after")));
        assertEquals(CommitResult.SUPERSEDED, worker().commit(first));
        worker().drain();
        assertEquals("after", owner("one"));
    }

    @Test
    void aResultForAnEntityThatIsGoneIsSuperseded() {
        full(FIRST, given(component("one")));
        Claim first = claimOne();
        full(FIRST);
        assertEquals(CommitResult.SUPERSEDED, worker().commit(first));
        assertTrue(store().backlog().isEmpty());
        full(FIRST, given(component("one")));
        assertEquals(CommitResult.SUPERSEDED, worker().commit(first), "it is not the one that is given now");
        worker().drain();
        assertEquals("one", visible());
    }

    @Test
    void eachResultCountsForItself() {
        full(FIRST, given(component("one")), given(component("two")), given(component("three")));
        List<Claim> claims = store().claimDue(10);
        removed(FIRST, componentRef("two"));
        assertEquals(
                List.of(CommitResult.APPLIED, CommitResult.SUPERSEDED, CommitResult.APPLIED),
                store().commit(claims.stream().map(worker()::outcome).toList()));
        assertEquals(CommitResult.SUPERSEDED, worker().commit(claims.get(0)), "nothing counts twice");
        List<StitchClaim> stitchable = store().claimStitchable(10);
        removed(FIRST, componentRef("one"));
        assertEquals(
                List.of(CommitResult.SUPERSEDED, CommitResult.APPLIED),
                store().publish(stitchable.stream().map(StoreWorker::stitched).toList()));
        assertEquals("three", visible());
        assertEquals(CommitResult.SUPERSEDED, StoreWorker.publish(store(), stitchable.get(1)));
        worker().drain();
        assertTrue(store().backlog().isEmpty());
    }

    @Test
    void aReaderThatComesWhileASourceIsReadIsToldToo() {
        worker().write("a.yaml", component("one"));
        full(FIRST, given(location("root", "a.yaml")));
        worker().commit(claimOne());
        Claim.OfSource reading = (Claim.OfSource) claimOne();
        sources(SECOND, "a.yaml");
        assertEquals(CommitResult.SUPERSEDED, worker().commit(reading));
        assertEquals(2, ((Claim.OfSource) claimOne()).readers().size());
    }

    @Test
    void aReaderThatLeavesWhileASourceIsReadGivesNothing() {
        worker().write("a.yaml", component("one"));
        sources(FIRST, "a.yaml");
        sources(SECOND, "a.yaml");
        Claim reading = claimOne();
        sources(FIRST);
        worker().commit(reading);
        worker().drain();
        sources(SECOND);
        worker().drain();
        assertEquals("", visible());
    }

    @Test
    void aSourceThatChangesWhileItIsReadIsReadAgain() {
        worker().write("a.yaml", component("one", "before"));
        sources(FIRST, "a.yaml");
        Claim reading = claimOne();
        var late = worker().outcome(reading);
        worker().write("a.yaml", component("one", "after"));
        store().refresh(Refresh.of(List.of(Documents.file("a.yaml"))));
        store().commit(List.of(late));
        worker().drain();
        assertEquals("after", owner("one"));
    }

    @Test
    void whatWasStitchedFromOlderFactsIsNotShown() {
        full(FIRST, given(component("one", "before")));
        worker().commit(claimOne());
        StitchClaim stale = store().claimStitchable(1).get(0);
        full(FIRST, given(component("one", "after")));
        worker().commit(claimOne());
        assertEquals(CommitResult.SUPERSEDED, StoreWorker.publish(store(), stale));
        assertEquals("", visible());
        worker().drain();
        assertEquals("after", owner("one"));
        assertEquals(1, store().feed().version());
    }

    @Test
    void whatWasStitchedOfWhatBecameAnOrphanIsNotShown() {
        worker().write("a.yaml", component("one", "before"));
        full(FIRST, given(location("root", "a.yaml")));
        worker().drain();
        worker().write("a.yaml", component("one", "after"));
        store().refresh(Refresh.everything());
        worker().commit(claimOne());
        worker().commit(claimOne());
        StitchClaim stale = store().claimStitchable(1).get(0);
        worker().write("a.yaml");
        store().refresh(Refresh.everything());
        worker().commit(claimOne());
        assertEquals(CommitResult.SUPERSEDED, StoreWorker.publish(store(), stale));
        worker().drain();
        assertEquals("one", orphans());
    }

    @Test
    void whatIsNotAnsweredInTimeIsHandedOutAnewBeforeAllElse() {
        worker().write("a.yaml", component("one"));
        sources(FIRST, "a.yaml");
        Claim.OfSource first = (Claim.OfSource) claimOne();
        assertEquals(Optional.of(clock.instant().plus(LEASE)), store().backlog().nextLease());
        clock.advance(LEASE.minusMillis(1));
        sources(SECOND, "b.yaml", "c.yaml");
        clock.advance(Duration.ofMillis(1));
        Claim.OfSource again = (Claim.OfSource) store().claimDue(1).get(0);
        assertEquals(first.source(), again.source());
        assertEquals(CommitResult.SUPERSEDED, worker().commit(first));
        assertEquals(CommitResult.APPLIED, worker().commit(again));
        worker().drain();
        assertEquals("one", visible());
    }

    @Test
    void aLateAnswerCountsAsLongAsNobodyElseGotTheWork() {
        full(FIRST, given(component("one")));
        Claim claim = claimOne();
        clock.advance(LEASE.multipliedBy(2));
        worker().commit(claim);
        worker().drain();
        assertEquals("one", visible());
        assertTrue(store().backlog().isEmpty());
    }

    @Test
    void whatIsGivenBackIsHandedOutBeforeAllElse() {
        worker().write("a.yaml", component("one"));
        sources(FIRST, "a.yaml");
        full(SECOND, given(component("two")));
        List<Claim> given = store().claimDue(10);
        sources(FIRST, "a.yaml", "b.yaml");
        added(SECOND, given(component("three")));
        store().release(given);
        assertEquals(CommitResult.SUPERSEDED, worker().commit(given.get(0)));
        List<Claim> again = store().claimDue(10);
        assertEquals(Documents.file("a.yaml"), ((Claim.OfSource) again.get(0)).source());
        assertEquals(componentRef("two"), ((Claim.OfEntity) again.get(2)).ref());
        store().release(given);
        assertEquals(4, store().backlog().claimed(), "a claim is given back once");
        store().commit(again.stream().map(worker()::outcome).toList());
        worker().drain();
        assertEquals("one three two", visible());
    }

    @Test
    void stitchingIsLeasedToo() {
        full(FIRST, given(component("one")));
        worker().commit(claimOne());
        StitchClaim lost = store().claimStitchable(10).get(0);
        assertEquals(List.of(), store().claimStitchable(10));
        clock.advance(LEASE);
        StitchClaim again = store().claimStitchable(10).get(0);
        assertEquals(CommitResult.SUPERSEDED, StoreWorker.publish(store(), lost));
        assertEquals(CommitResult.APPLIED, StoreWorker.publish(store(), again));
        assertEquals("one", visible());
    }

    @Test
    void leasesEndAlsoAfterTheClockWasSetBack() {
        full(FIRST, given(component("one")));
        claimOne();
        clock.set(clock.instant().minus(Duration.ofHours(1)));
        full(SECOND, given(component("two")));
        claimOne();
        clock.advance(LEASE);
        Claim.OfEntity again = (Claim.OfEntity) claimOne();
        assertEquals(componentRef("two"), again.ref());
    }

    @Test
    void noTwoNodesGetTheSameWork() {
        CatalogStore other = tck().reopened(store());
        other.open(setup(FIRST, SECOND));
        for (int i = 0; i < 10; i++) {
            added(FIRST, given(component("c" + i)));
        }
        Set<Object> mine = new HashSet<>(store().claimDue(4).stream()
                .map(claim -> ((Claim.OfEntity) claim).ref())
                .toList());
        List<Claim> others = other.claimDue(10);
        assertEquals(4, mine.size());
        assertEquals(6, others.size());
        assertTrue(others.stream().noneMatch(claim -> mine.contains(((Claim.OfEntity) claim).ref())));
        assertEquals(List.of(), store().claimDue(10));
        assertEquals(10, store().backlog().claimed());
    }

    @Test
    void readingGoesBeforeProcessing() {
        full(FIRST, given(component("one")));
        sources(SECOND, "a.yaml");
        assertTrue(store().claimDue(1).get(0) instanceof Claim.OfSource);
        assertTrue(store().claimDue(1).get(0) instanceof Claim.OfEntity);
    }

    @Test
    void ofUrlsOnlySoManyAreHandedOutAndTheyHoldUpNothingElse() {
        sources(FIRST, "a.yaml", "b.yaml", "c.yaml");
        full(SECOND, given(component("one")));
        List<Claim> first = store().claimDue(10, 2);
        assertEquals(3, first.size());
        assertEquals(componentRef("one"), ((Claim.OfEntity) first.get(2)).ref());
        assertEquals(List.of(), store().claimDue(10, 0));
        assertEquals(1, store().backlog().due());
        Claim.OfSource last = (Claim.OfSource) store().claimDue(10, 1).get(0);
        assertEquals(Documents.file("c.yaml"), last.source());
    }

    @Test
    void filesAreReadBeforeUrls() {
        sources(FIRST, "a.yaml");
        LocationRef file = new LocationRef("file", "b.yaml");
        store().apply(SECOND, Mutation.sources(List.of(file)), RemovalGuard.off());
        assertEquals(file, ((Claim.OfSource) store().claimDue(1, 1).get(0)).source());
    }

    @Test
    void whatFollowsFromAnAnswerIsToldWithIt() {
        full(FIRST, given(component("one")));
        assertEquals(new CatalogStore.Backlog(1, 0, 0, Optional.empty()), store().backlog());
        Claim claim = claimOne();
        assertEquals(1, store().backlog().claimed());
        assertEquals(List.of(componentRef("one")), store().facts().pending(Optional.empty(), 10));
        worker().commit(claim);
        assertEquals(new CatalogStore.Backlog(0, 1, 0, Optional.empty()), store().backlog());
        worker().drain();
        assertEquals(List.of(), store().facts().pending(Optional.empty(), 10));
    }
}
