package dev.portalsdk.testing.tck;

import static dev.portalsdk.testing.tck.Documents.component;
import static dev.portalsdk.testing.tck.Documents.componentRef;
import static dev.portalsdk.testing.tck.Documents.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.store.CatalogException;
import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.Change;
import dev.portalsdk.catalog.store.ChangeFeed;
import dev.portalsdk.catalog.store.ChangeHistory;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.MutationResult;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.catalog.store.RemovalGuard;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.catalog.store.StoreSetup;
import dev.portalsdk.model.EntityRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What was visible, and what was taken away. */
abstract class HistoryCases extends StoreCases {
    private static final Duration MONTH = Duration.ofDays(30);

    private void keep(ChangeHistory.Retention retention) {
        store().open(keeping(retention, FIRST, SECOND));
    }

    private static StoreSetup keeping(ChangeHistory.Retention retention, String... providers) {
        return new StoreSetup(List.of(providers), true, "", LEASE, retention);
    }

    private ChangeHistory history() {
        return store().history();
    }

    private void give(ProvidedEntity... entities) {
        full(FIRST, entities);
        worker().drain();
    }

    private static Map<EntityRef, StitchedEntity> byRef(ChangeFeed.Snapshot snapshot) {
        Map<EntityRef, StitchedEntity> entities = new TreeMap<>();
        snapshot.entities().forEach(entity -> entities.put(entity.ref(), entity));
        return entities;
    }

    @Test
    void nothingIsKeptUnlessItIsWanted() {
        give(given(component("one")));
        give();
        assertEquals(Optional.empty(), history().reach());
        assertEquals(List.of(), history().of(componentRef("one"), Long.MAX_VALUE, 10));
        assertEquals(List.of(), history().removals(Long.MAX_VALUE, 10));
        assertThrows(CatalogException.class, () -> history().at(1));
        assertThrows(CatalogException.class, () -> history().versionAt(clock.instant()));
    }

    @Test
    void everyVersionCanBeShownAgain() {
        give(given(component("before")));
        keep(ChangeHistory.Retention.of(MONTH));
        Map<Long, Map<EntityRef, StitchedEntity>> versions = new TreeMap<>();
        Random random = new Random(5);
        for (int round = 0; round < 12; round++) {
            versions.put(store().feed().version(), byRef(store().feed().snapshot()));
            List<ProvidedEntity> entities = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                if (random.nextInt(3) > 0) {
                    entities.add(given(component("c" + i, "owner" + random.nextInt(3))));
                }
            }
            give(entities.toArray(ProvidedEntity[]::new));
        }
        CatalogStore again = tck().reopened(store());
        again.open(keeping(ChangeHistory.Retention.of(MONTH), FIRST, SECOND));
        versions.forEach((version, entities) ->
                assertEquals(entities, byRef(again.history().at(version)), "version " + version));
        assertEquals(
                store().feed().version(),
                again.history().at(store().feed().version()).version());
    }

    @Test
    void whatIsTooOldOrTooMuchIsForgotten() {
        keep(ChangeHistory.Retention.of(MONTH).atMost(3));
        give(given(component("one", "a")));
        clock.advance(Duration.ofDays(10));
        give(given(component("one", "b")));
        clock.advance(Duration.ofDays(25));
        assertEquals(1, history().reach().orElseThrow().version());
        assertThrows(CatalogException.class, () -> history().at(0));
        assertEquals("a", owner(history().at(1)));
        assertThrows(CatalogException.class, () -> history().at(3), "is still to come");
        for (String next : List.of("c", "d", "e", "f")) {
            give(given(component("one", next)));
        }
        assertEquals(3, history().reach().orElseThrow().version());
        assertEquals("c", owner(history().at(3)));
        assertEquals(3, history().of(componentRef("one"), Long.MAX_VALUE, 10).size());
        keep(ChangeHistory.Retention.off());
        assertEquals(Optional.empty(), history().reach());
    }

    private static String owner(ChangeFeed.Snapshot snapshot) {
        return snapshot.entities().get(0).entity().spec().string("owner").orElse("nobody");
    }

    @Test
    void allChangesAreToldInTheirOrderAPageAtATime() {
        give(given(component("one", "before")));
        keep(ChangeHistory.Retention.of(MONTH));
        give(given(component("one", "a")), given(component("two", "a")));
        give(given(component("one", "b")));
        give();
        List<ChangeHistory.Past> all = history().after(0, 100);
        assertEquals(
                List.of(2L, 3L, 4L, 5L, 6L),
                all.stream().map(past -> past.change().version()).toList());
        for (ChangeHistory.Past past : all) {
            EntityRef ref = past.change().ref();
            assertTrue(history().of(ref, Long.MAX_VALUE, 10).contains(past), past::toString);
        }
        assertEquals(all.subList(0, 2), history().after(1, 2));
        assertEquals(all.subList(2, 5), history().after(3, 100));
        ChangeHistory.Removal removal = history().removals(Long.MAX_VALUE, 1).get(0);
        assertEquals(1, history().taken(removal.id()).orElseThrow().entities().size());
        assertEquals(Optional.empty(), history().taken(removal.id() + 1));
    }

    @Test
    void aTimeIsTheVersionThatWasVisibleThen() {
        keep(ChangeHistory.Retention.of(MONTH));
        Instant start = clock.instant();
        clock.advance(Duration.ofHours(1));
        give(given(component("one", "a")));
        clock.advance(Duration.ofHours(1));
        give(given(component("one", "b")));
        assertEquals(0, history().versionAt(start));
        assertEquals(1, history().versionAt(start.plus(Duration.ofMinutes(90))));
        assertEquals(1, history().versionAt(start.plus(Duration.ofHours(1))));
        assertEquals(2, history().versionAt(clock.instant()));
        assertThrows(CatalogException.class, () -> history().versionAt(start.minusSeconds(1)));
    }

    @Test
    void anEntityTellsItsChanges() {
        keep(ChangeHistory.Retention.of(MONTH));
        give(given(component("one", "a"), "x.yaml"), given(component("two")));
        give(given(component("one", "b"), "x.yaml"));
        give();
        List<ChangeHistory.Past> changes = history().of(componentRef("one"), Long.MAX_VALUE, 10);
        assertEquals(
                List.of(Change.Type.REMOVED, Change.Type.CHANGED, Change.Type.ADDED),
                changes.stream().map(past -> past.change().type()).toList());
        ChangeHistory.Past changed = changes.get(1);
        assertEquals("a", ownerOf(changed.before()));
        assertEquals("b", ownerOf(changed.change().entity()), "as it was then, though it is gone by now");
        assertEquals(Optional.of(FIRST), changed.provider());
        assertEquals(Documents.file("x.yaml"), changed.change().source());
        assertEquals(Optional.of(FIRST), changes.get(0).provider());
        assertEquals(
                List.of(changes.get(2)),
                history().of(componentRef("one"), changed.change().version(), 10));
        assertEquals(changes.subList(0, 1), history().of(componentRef("one"), Long.MAX_VALUE, 1));
        assertEquals(List.of(), history().of(componentRef("ghost"), Long.MAX_VALUE, 1));
        assertThrows(IllegalArgumentException.class, () -> history().of(componentRef("one"), Long.MAX_VALUE, 0));
    }

    private static String ownerOf(Optional<StitchedEntity> entity) {
        return entity.flatMap(any -> any.entity().spec().string("owner")).orElse("nobody");
    }

    private ChangeHistory.Removal lastRemoval() {
        return history().removals(Long.MAX_VALUE, 1).get(0);
    }

    @Test
    void whatWasTakenAwayIsGivenBackAndHeld() {
        keep(ChangeHistory.Retention.of(MONTH));
        give(given(component("a")), given(component("b")), given(component("c", "old")));
        long before = store().feed().version();
        give(given(component("z")));
        ChangeHistory.Removal removal = lastRemoval();
        assertEquals(FIRST, removal.provider());
        assertEquals(before, removal.version());
        assertEquals(
                List.of("a", "b", "c"),
                removal.refs().stream().map(EntityRef::name).toList());
        added(FIRST, given(component("c", "new")));
        MutationResult restored = store().restore(removal.id());
        worker().drain();
        assertEquals("a b c z", visible());
        assertEquals("new", owner("c"), "what is given anew stays as it is");
        assertEquals(2, restored.held().orElseThrow().refs().size());
        store().apply(FIRST, Mutation.full(List.of(given(component("z")))), RemovalGuard.above(0.9));
        worker().drain();
        assertEquals("a b z", visible(), "the guard holds what was restored, and nothing else");
        store().releaseHeld(FIRST);
        worker().drain();
        assertEquals("z", visible());
        store().restore(lastRemoval().id());
        worker().drain();
        assertEquals("a b z", visible(), "a release is a removal like others");
        give(given(component("z")));
        assertEquals("z", visible(), "without a guard the next full mutation takes it away");
    }

    @Test
    void sourcesAreReadAgain() {
        keep(ChangeHistory.Retention.of(MONTH));
        worker().write("a.yaml", component("a"), component("b")).write("z.yaml", component("z"));
        sources(FIRST, "a.yaml", "z.yaml");
        worker().drain();
        sources(FIRST, "z.yaml");
        worker().drain();
        assertEquals("z", visible());
        assertEquals(2, lastRemoval().refs().size());
        worker().write("a.yaml", component("a", "newer"), component("b"));
        store().restore(lastRemoval().id());
        worker().drain();
        assertEquals("a b z", visible());
        assertEquals("newer", owner("a"), "from the file as it is now");
        store().apply(FIRST, Mutation.sources(List.of(Documents.file("z.yaml"))), RemovalGuard.above(0.9));
        worker().drain();
        assertEquals("a b z", visible());
        store().releaseHeld(FIRST);
        worker().drain();
        assertEquals("z", visible());
        assertEquals(1, store().facts().sources().size());
    }

    @Test
    void aProviderThatWasLeftOutByMistakeGetsItsEntitiesBack() {
        keep(ChangeHistory.Retention.of(MONTH));
        give(given(component("a")));
        store().open(keeping(ChangeHistory.Retention.of(MONTH), SECOND));
        worker().drain();
        assertEquals("", visible());
        long id = lastRemoval().id();
        assertThrows(CatalogException.class, () -> store().restore(id), "whose would they be");
        CatalogStore again = tck().reopened(store());
        again.open(keeping(ChangeHistory.Retention.of(MONTH), FIRST, SECOND));
        again.restore(id);
        worker().drain();
        assertEquals("a", visible());
    }

    @Test
    void onlyRealRemovalsAreToldAndCanBeUndone() {
        keep(ChangeHistory.Retention.of(MONTH));
        give(given(component("a"), "x.yaml"));
        give(given(component("a"), "y.yaml"));
        store().apply(FIRST, Mutation.full(List.of()), RemovalGuard.above(0));
        worker().drain();
        assertEquals(List.of(), history().removals(Long.MAX_VALUE, 10), "moved, and held back");
        removed(FIRST, componentRef("a"));
        removed(FIRST, componentRef("a"));
        assertEquals(1, history().removals(Long.MAX_VALUE, 10).size());
        long id = lastRemoval().id();
        assertEquals(List.of(), history().removals(id, 10));
        assertThrows(CatalogException.class, () -> store().restore(id + 1));
        clock.advance(MONTH.plusDays(1));
        assertThrows(CatalogException.class, () -> store().restore(id));
        assertTrue(history().removals(Long.MAX_VALUE, 10).isEmpty());
    }
}
