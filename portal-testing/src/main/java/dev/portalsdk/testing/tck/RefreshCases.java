package dev.portalsdk.testing.tck;

import static dev.portalsdk.testing.tck.Documents.component;
import static dev.portalsdk.testing.tck.Documents.componentRef;
import static dev.portalsdk.testing.tck.Documents.file;
import static dev.portalsdk.testing.tck.Documents.given;
import static dev.portalsdk.testing.tck.Documents.location;
import static dev.portalsdk.testing.tck.Documents.locationRef;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.store.Accepted;
import dev.portalsdk.catalog.store.CatalogStore.CommitResult;
import dev.portalsdk.catalog.store.Claim;
import dev.portalsdk.catalog.store.Outcome;
import dev.portalsdk.catalog.store.Refresh;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What is looked at again, and why. */
abstract class RefreshCases extends StoreCases {

    /** What is due, as text; all of it is answered. */
    private Set<String> due() {
        Set<String> due = new TreeSet<>();
        for (Claim claim : store().claimDue(100)) {
            due.add(
                    claim instanceof Claim.OfSource source
                            ? source.source().target().replaceAll(".*/", "")
                            : ((Claim.OfEntity) claim).ref().name());
            worker().commit(claim);
        }
        worker().drain();
        return due;
    }

    private void nested() {
        worker().write("root.yaml", location("nested", "a.yaml"), component("beside"));
        worker().write("a.yaml", component("one"));
        sources(FIRST, "root.yaml", "other.yaml");
        full(SECOND, given(component("direct")));
        worker().drain();
    }

    @Test
    void everythingIsEverySource() {
        nested();
        assertEquals(Set.of(), due());
        store().refresh(Refresh.everything());
        assertEquals(Set.of("root.yaml", "other.yaml", "a.yaml"), due());
    }

    @Test
    void whatLeadsToAnEntityIsItsSourcesAndItsParents() {
        nested();
        store().refresh(Refresh.leadingTo(componentRef("one")));
        assertEquals(Set.of("one", "a.yaml", "nested", "root.yaml"), due());
        store().refresh(Refresh.leadingTo(componentRef("direct")));
        assertEquals(Set.of("direct"), due());
        store().refresh(Refresh.leadingTo(componentRef("ghost")));
        assertEquals(Set.of(), due());
    }

    @Test
    void aLongChainOfLocationsIsFollowed() {
        int length = tck().longChain();
        for (int i = 0; i < length; i++) {
            worker().write("f" + i + ".yaml", location("l" + i, "f" + (i + 1) + ".yaml"));
        }
        worker().write("f" + length + ".yaml", component("one"));
        sources(FIRST, "f0.yaml");
        worker().drain();
        store().refresh(Refresh.leadingTo(componentRef("one")));
        assertEquals(2 * length + 2, store().claimDue(100_000).size());
        sources(FIRST);
        worker().drain();
        assertEquals("", visible());
    }

    @Test
    void namedFilesAreReadAgainAndPatternsThatMatchThem() {
        LocationRef pattern = new LocationRef("url", "https://git.test/apps/*.yaml");
        store().apply(
                        FIRST,
                        dev.portalsdk.catalog.store.Mutation.sources(List.of(pattern, file("a.yaml"), file("b.yaml"))),
                        dev.portalsdk.catalog.store.RemovalGuard.off());
        worker().drain();
        store().refresh(Refresh.of(List.of(file("apps/new.yaml"), file("b.yaml"), file("unknown.yaml"))));
        assertEquals(Set.of("*.yaml", "b.yaml"), due());
        store().refresh(Refresh.of(List.of(file("apps/deeper/new.yaml"))));
        assertEquals(Set.of(), due());
    }

    @Test
    void anEntityThatReadsAFileIsProcessedWhenThatChanges() {
        readingOne();
        store().refresh(Refresh.of(List.of(file("owner.txt"))));
        Claim.OfEntity named = (Claim.OfEntity) store().claimDue(10).get(0);
        assertEquals(false, named.onlyIfReadsChanged());
        store().commit(List.of(read(named, "v2")));
        store().refresh(Refresh.everything());
        Claim.OfEntity checked = (Claim.OfEntity) store().claimDue(10).get(0);
        assertEquals(true, checked.onlyIfReadsChanged());
        assertEquals(List.of(new Outcome.Read(file("owner.txt"), "v2")), checked.reads());
        assertEquals(List.of(CommitResult.APPLIED), store().commit(List.of(new Outcome.Unchanged(checked))));
        worker().drain();
        assertTrue(store().backlog().isEmpty());
        assertEquals("one", visible());
    }

    @Test
    void aFileThatChangesWhileItsReaderIsProcessedIsReadAgain() {
        full(FIRST, given(component("one")));
        Claim.OfEntity first = (Claim.OfEntity) store().claimDue(10).get(0);
        store().commit(List.of(read(first, "v1")));
        store().refresh(Refresh.everything());
        Claim.OfEntity checking = (Claim.OfEntity) store().claimDue(10).get(0);
        store().refresh(Refresh.everything());
        store().commit(List.of(new Outcome.Unchanged(checking)));
        List<Claim> again = store().claimDue(10);
        assertEquals(1, again.size(), "who asked for the second look came later than the first");
        assertEquals(true, ((Claim.OfEntity) again.get(0)).onlyIfReadsChanged());
    }

    @Test
    void aCheckOfReadsDoesNotTakeThePlaceOfProcessing() {
        readingOne();
        full(FIRST, given(component("one", "newer")));
        store().refresh(Refresh.everything());
        assertEquals(false, ((Claim.OfEntity) store().claimDue(10).get(0)).onlyIfReadsChanged());
        store().refresh(Refresh.everything());
        assertEquals(false, ((Claim.OfEntity) store().claimDue(10).get(0)).onlyIfReadsChanged());
    }

    private void readingOne() {
        full(FIRST, given(component("one")));
        store().commit(List.of(read((Claim.OfEntity) store().claimDue(10).get(0), "v1")));
        worker().drain();
    }

    /** As if processing had read a file. */
    private Outcome read(Claim.OfEntity claim, String version) {
        Outcome.Processed plain = (Outcome.Processed) worker().outcome(claim);
        Optional<Accepted> accepted = plain.accepted();
        return new Outcome.Processed(
                claim, accepted, plain.findings(), List.of(new Outcome.Read(file("owner.txt"), version)));
    }

    @Test
    void parentsAndChildrenAreKnown() {
        nested();
        EntityRef nested = locationRef("nested");
        assertEquals(Set.of(nested), store().facts().parents(componentRef("one")));
        assertEquals(List.of(componentRef("one")), store().facts().children(nested));
        assertEquals(Set.of(), store().facts().parents(nested));
        assertEquals(List.of(), store().facts().children(componentRef("ghost")));
        assertEquals(
                List.of(componentRef("direct")),
                store().facts().given(SECOND).stream().map(given -> given.ref()).toList());
        assertEquals(4, store().facts().descriptors().size());
    }
}
