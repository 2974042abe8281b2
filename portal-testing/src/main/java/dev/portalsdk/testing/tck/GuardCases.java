package dev.portalsdk.testing.tck;

import static dev.portalsdk.testing.tck.Documents.component;
import static dev.portalsdk.testing.tck.Documents.componentRef;
import static dev.portalsdk.testing.tck.Documents.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.MutationResult;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.catalog.store.RemovalGuard;
import dev.portalsdk.model.Diagnostic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Removals that are too many, and listings that come in pages. */
abstract class GuardCases extends StoreCases {
    private static final RemovalGuard HALF = RemovalGuard.above(0.5);

    private MutationResult guarded(Mutation mutation) {
        MutationResult result = store().apply(FIRST, mutation, HALF);
        worker().drain();
        return result;
    }

    private static List<ProvidedEntity> components(String... names) {
        List<ProvidedEntity> components = new ArrayList<>();
        for (String name : names) {
            components.add(given(component(name)));
        }
        return components;
    }

    @Test
    void aListingThatCameBackEmptyByMistakeEmptiesNothing() {
        guarded(Mutation.full(components("a", "b", "c", "d")));
        Instant first = clock.instant();
        MutationResult result = guarded(Mutation.full(components("e")));
        assertEquals("a b c d e", visible(), "all else of it applies");
        MutationResult.Held held = result.held().orElseThrow();
        assertEquals(
                List.of("a", "b", "c", "d"),
                held.refs().stream().map(ref -> ref.name()).toList());
        assertEquals(0, result.removed());
        assertEquals(5, result.given());
        assertEquals(4, held.given());
        assertEquals(List.of(held), store().facts().held());
        assertEquals(
                List.of("mass-removal"),
                store().facts().findings().stream().map(Diagnostic::ruleId).toList());
        clock.advance(Duration.ofHours(1));
        assertEquals(
                first, guarded(Mutation.full(List.of())).held().orElseThrow().since());
    }

    @Test
    void whatIsReleasedGoes() {
        guarded(Mutation.full(components("a", "b", "c")));
        guarded(Mutation.full(components("d")));
        assertEquals(3, store().releaseHeld(FIRST).removed());
        assertEquals(0, store().releaseHeld(FIRST).removed());
        worker().drain();
        assertEquals("d", visible());
        assertEquals(List.of(), store().facts().held());
        assertEquals(List.of(), store().facts().findings());
    }

    @Test
    void whatIsGivenAgainIsNoLongerHeld() {
        guarded(Mutation.full(components("a", "b", "c")));
        guarded(Mutation.full(List.of()));
        guarded(Mutation.added(components("b")));
        assertEquals(2, store().facts().held().get(0).refs().size());
        store().releaseHeld(FIRST);
        worker().drain();
        assertEquals("b", visible());
        guarded(Mutation.full(List.of()));
        MutationResult all = guarded(Mutation.full(components("b")));
        assertEquals(Optional.empty(), all.held());
        assertEquals(List.of(), store().facts().held());
    }

    @Test
    void whatIsHeldStaysSoThoughTheBucketGrows() {
        guarded(Mutation.full(components("a", "b")));
        guarded(Mutation.full(List.of()));
        guarded(Mutation.full(components("c", "d", "e", "f", "g")));
        MutationResult result = guarded(Mutation.full(components("c", "d", "e", "f")));
        assertEquals(1, result.removed());
        assertEquals(2, result.held().orElseThrow().refs().size());
        assertEquals("a b c d e f", visible());
        store().apply(FIRST, Mutation.full(components("c", "d", "e", "f")), RemovalGuard.off());
        worker().drain();
        assertEquals("c d e f", visible());
        assertEquals(List.of(), store().facts().held());
    }

    @Test
    void aFewMayGo() {
        guarded(Mutation.full(components("a", "b", "c", "d")));
        MutationResult result = guarded(Mutation.full(components("c", "d")));
        assertEquals(2, result.removed());
        assertEquals("c d", visible());
        store().apply(FIRST, Mutation.full(List.of()), RemovalGuard.standard());
        worker().drain();
        assertEquals("", visible(), "fewer than five are never held back by the standard");
    }

    @Test
    void aDeltaThatTakesTooManyAwayIsHeldBackAndAddsAllTheSame() {
        guarded(Mutation.full(components("a", "b", "c")));
        Set<dev.portalsdk.model.EntityRef> gone =
                Set.of(componentRef("a"), componentRef("b"), componentRef("c"), componentRef("ghost"));
        guarded(new Mutation.Delta(components("c", "d"), gone));
        assertEquals("a b c d", visible());
        assertEquals(
                List.of(componentRef("a"), componentRef("b")),
                store().facts().held().get(0).refs(),
                "what it gives itself is not taken away");
        store().releaseHeld(FIRST);
        worker().drain();
        assertEquals("c d", visible());
    }

    @Test
    void aMovedEntityIsNotTakenAway() {
        guarded(Mutation.full(List.of(given(component("a"), "x.yaml"), given(component("b"), "x.yaml"))));
        MutationResult result =
                guarded(Mutation.full(List.of(given(component("a"), "y.yaml"), given(component("b"), "y.yaml"))));
        assertEquals(0, result.removed());
        assertEquals(Optional.empty(), result.held());
        assertEquals("y.yaml", holder("a"));
    }

    @Test
    void sourcesAreHeldBackWithWhatStandsInThem() {
        worker().write("a.yaml", component("a"), component("b"), component("c")).write("b.yaml", component("d"));
        guarded(Mutation.sources(List.of(Documents.file("a.yaml"), Documents.file("b.yaml"))));
        MutationResult result = guarded(Mutation.sources(List.of(Documents.file("b.yaml"))));
        assertEquals(3, result.held().orElseThrow().refs().size());
        assertEquals("a b c d", visible());
        worker().write("a.yaml", component("a", "newer"), component("b"), component("c"));
        refresh();
        assertEquals("newer", owner("a"), "they are read still");
        store().releaseHeld(FIRST);
        worker().drain();
        assertEquals("d", visible());
        assertEquals(1, store().facts().sources().size());
    }

    @Test
    void whatASourceStillGivesIsNotTakenAway() {
        worker().write("a.yaml", component("a"), component("b"), component("c"));
        Set<dev.portalsdk.model.LocationRef> source = new LinkedHashSet<>(List.of(Documents.file("a.yaml")));
        guarded(new Mutation.Full(components("a", "b", "c"), source));
        MutationResult result = guarded(new Mutation.Full(List.of(), source));
        assertEquals(Optional.empty(), result.held());
        assertEquals(0, result.removed());
        assertEquals("a b c", visible());
        assertEquals(List.of(), store().facts().given(FIRST));
    }

    @Test
    void whatNoPageNamesGoesWithTheLast() {
        guarded(Mutation.full(components("a", "b", "c", "d", "e")));
        guarded(Mutation.page("sweep", components("a", "b")));
        assertEquals("a b c d e", visible());
        MutationResult result = guarded(Mutation.lastPage("sweep", components("c", "f")));
        assertEquals(2, result.removed());
        assertEquals("a b c f", visible());
    }

    @Test
    void aSweepThatFoundTooLittleIsHeldBack() {
        guarded(Mutation.full(components("a", "b", "c", "d")));
        guarded(Mutation.page("sweep", List.of()));
        MutationResult result = guarded(Mutation.lastPage("sweep", components("a")));
        assertEquals(3, result.held().orElseThrow().refs().size());
        assertEquals("a b c d", visible());
        guarded(Mutation.page("next", components("a", "b")));
        assertEquals(2, store().facts().held().get(0).refs().size());
        guarded(Mutation.lastPage("next", components("c", "d")));
        assertEquals(List.of(), store().facts().held());
        assertEquals("a b c d", visible());
    }

    @Test
    void aSweepTakesSourcesAwayToo() {
        worker().write("a.yaml", component("a"));
        guarded(Mutation.sources(List.of(Documents.file("a.yaml"))));
        store().apply(FIRST, Mutation.lastPage("sweep", components("b")), RemovalGuard.off());
        worker().drain();
        assertEquals("b", visible());
        assertEquals(List.of(), store().facts().sources());
    }

    @Test
    void anAbandonedSweepTakesNothingAway() {
        guarded(Mutation.page("one", components("a", "b")));
        guarded(Mutation.page("other", components("a", "b", "c")));
        MutationResult late = guarded(Mutation.lastPage("one", components("d")));
        assertEquals(0, late.removed());
        assertEquals("a b c d", visible());
        guarded(Mutation.lastPage("other", components("d", "e")));
        assertEquals("a b c d e", visible());
    }

    @Test
    void aSweepIsAbandonedByAFullMutation() {
        guarded(Mutation.page("sweep", components("a", "b")));
        guarded(Mutation.full(components("a", "b", "c")));
        MutationResult late = guarded(Mutation.lastPage("sweep", components("c")));
        assertEquals(0, late.removed());
        assertEquals("a b c", visible());
    }

    /** Whoever does not know whether the store took a page says it again. */
    @Test
    void pagesMayBeSaidTwice() {
        guarded(Mutation.full(components("a", "b", "c", "z")));
        guarded(Mutation.page("sweep", components("a")));
        guarded(Mutation.page("sweep", components("a")));
        guarded(Mutation.lastPage("sweep", components("b", "c")));
        assertEquals("a b c", visible());
        MutationResult again = guarded(Mutation.lastPage("sweep", components("b", "c")));
        assertEquals(0, again.removed());
        assertEquals(Optional.empty(), again.held());
        assertEquals("a b c", visible());
    }

    @Test
    void whatADeltaGivesDuringASweepStays() {
        guarded(Mutation.page("sweep", components("a")));
        guarded(Mutation.added(components("new")));
        guarded(Mutation.lastPage("sweep", components("b")));
        assertEquals("a b new", visible());
    }

    @Test
    void aDeltaTakesThePlaceOfWhatWasGivenForTheRef() {
        guarded(Mutation.full(List.of(given(component("a", "old"), "x.yaml"), given(component("b"), "x.yaml"))));
        guarded(Mutation.added(List.of(given(component("a", "new"), "y.yaml"))));
        assertEquals("new", owner("a"));
        assertTrue(store().facts().findings().isEmpty());
        assertEquals(2, store().facts().given(FIRST).size());
    }
}
