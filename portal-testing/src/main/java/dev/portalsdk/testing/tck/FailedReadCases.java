package dev.portalsdk.testing.tck;

import static dev.portalsdk.testing.tck.Documents.component;
import static dev.portalsdk.testing.tck.Documents.componentRef;
import static dev.portalsdk.testing.tck.Documents.given;
import static dev.portalsdk.testing.tck.Documents.location;
import static dev.portalsdk.testing.tck.Documents.locationRef;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.store.Claim;
import dev.portalsdk.catalog.store.Refresh;
import dev.portalsdk.catalog.store.SourceContent;
import dev.portalsdk.model.Diagnostic;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What cannot be read, or is not valid, stays as it was and says so. */
abstract class FailedReadCases extends StoreCases {

    @Test
    void whatTheSourceGaveLastTimeStaysWithAStatus() {
        worker().write("a.yaml", component("one")).write("b.yaml", component("two", "before"));
        full(FIRST, given(location("root", "a.yaml", "b.yaml")));
        worker().drain();
        worker().fail("a.yaml", "the server answers 500").write("b.yaml", component("two", "after"));
        refresh();
        assertEquals("one two", visible());
        assertEquals("", orphans());
        assertEquals("after", owner("two"), "a sibling is read all the same");
        assertEquals(1, shown(locationRef("root")).orElseThrow().errors().size());
        assertEquals(1, store().facts().findings().size());
        assertEquals(List.of(locationRef("root")), store().facts().failed(Optional.empty(), 10));
        worker().write("a.yaml", component("one"));
        refresh();
        assertEquals(List.of(), shown(locationRef("root")).orElseThrow().errors());
        assertEquals(List.of(), store().facts().findings());
        assertEquals(List.of(), store().facts().failed(Optional.empty(), 10));
    }

    @Test
    void theNextLookKnowsWhatTheLastOneGave() {
        worker().write("a.yaml", component("one"));
        sources(FIRST, "a.yaml");
        Claim.OfSource first = (Claim.OfSource) store().claimDue(1).get(0);
        assertEquals(Optional.empty(), first.known());
        assertTrue(first.readersChanged());
        worker().commit(first);
        worker().drain();
        clock.advance(Duration.ofSeconds(5));
        store().refresh(Refresh.everything());
        Claim.OfSource second = (Claim.OfSource) store().claimDue(1).get(0);
        SourceContent.File known = second.known().orElseThrow().files().get(0);
        assertEquals(component("one"), known.version());
        assertEquals(1, known.documents().size());
        assertEquals(false, second.readersChanged());
        worker().commit(second);
        assertEquals(
                Optional.of(clock.instant()), store().facts().sources().get(0).readAt());
    }

    @Test
    void anUnchangedSourceMakesNoWork() {
        worker().write("a.yaml", component("one"), location("nested", "b.yaml")).write("b.yaml", component("two"));
        sources(FIRST, "a.yaml");
        worker().drain();
        long version = store().feed().version();
        store().refresh(Refresh.everything());
        List<Claim> reads = store().claimDue(10);
        assertEquals(2, reads.size());
        reads.forEach(worker()::commit);
        assertTrue(store().backlog().isEmpty());
        assertEquals(version, store().feed().version());
    }

    @Test
    void aNewReaderOfASourceThatCannotBeReadGetsWhatItGaveLast() {
        worker().write("a.yaml", component("one"));
        full(FIRST, given(location("root", "a.yaml")));
        worker().drain();
        worker().fail("a.yaml", "the server answers 500");
        full(SECOND, given(location("other", "a.yaml")));
        worker().drain();
        full(FIRST);
        worker().drain();
        assertEquals("one", visible());
        assertEquals("", orphans());
    }

    @Test
    void aVersionThatIsRejectedLeavesTheOneBefore() {
        worker().write("a.yaml", component("one"), component("two"));
        sources(FIRST, "a.yaml");
        worker().drain();
        worker().write("a.yaml", component("one", "[]"), component("two", "other"));
        refresh();
        assertEquals("team", owner("one"));
        assertEquals("other", owner("two"));
        assertEquals(1, shown(componentRef("one")).orElseThrow().errors().size());
        assertEquals(List.of(componentRef("one")), store().facts().failed(Optional.empty(), 10));
        worker().write("a.yaml", component("one"), component("two", "other"));
        refresh();
        assertEquals(List.of(), shown(componentRef("one")).orElseThrow().errors());
    }

    @Test
    void aLocationThatBecomesInvalidKeepsItsTargets() {
        worker().write("a.yaml", location("nested", "b.yaml")).write("b.yaml", component("one"));
        sources(FIRST, "a.yaml");
        worker().drain();
        worker().write("a.yaml", location("nested", "b.yaml").replace("- ./b.yaml", "- 7"));
        refresh();
        assertEquals("one", visible());
        assertEquals("", orphans());
        assertEquals(1, shown(locationRef("nested")).orElseThrow().errors().size());
    }

    @Test
    void findingsNameTheLinesOfToday() {
        worker().write("a.yaml", location("nested", "b.yaml")).write("b.yaml", component("one"));
        sources(FIRST, "a.yaml");
        worker().drain();
        worker().write("a.yaml", component("above"), location("nested", "b.yaml"));
        refresh();
        Claim.OfSource claim = claimOf("b.yaml");
        int line = claim.readers().get(0).want().place().orElseThrow().line();
        assertTrue(line > component("above").lines().count(), () -> "the target stands in line " + line);
    }

    private Claim.OfSource claimOf(String file) {
        store().refresh(Refresh.of(List.of(Documents.file(file))));
        return (Claim.OfSource) store().claimDue(1).get(0);
    }

    @Test
    void failedOnesComeInPages() {
        worker().write("a.yaml", component("a", "[]"), component("b"), component("c", "[]"), component("d", "[]"));
        sources(FIRST, "a.yaml");
        worker().drain();
        assertEquals(
                List.of(componentRef("a"), componentRef("c")), store().facts().failed(Optional.empty(), 2));
        assertEquals(List.of(componentRef("d")), store().facts().failed(Optional.of(componentRef("c")), 2));
        List<Diagnostic> one = store().facts().findings(java.util.Set.of(componentRef("a")));
        assertEquals(1, one.size());
        assertEquals(3, store().facts().findings().size());
    }
}
