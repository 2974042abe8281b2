package dev.portalsdk.testing.tck;

import static dev.portalsdk.testing.tck.Documents.component;
import static dev.portalsdk.testing.tck.Documents.componentRef;
import static dev.portalsdk.testing.tck.Documents.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.portalsdk.catalog.store.CatalogException;
import dev.portalsdk.catalog.store.Change;
import dev.portalsdk.catalog.store.ChangeFeed;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.EntityRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The history of what is visible. */
abstract class FeedCases extends StoreCases {

    private List<Change> after(long version) {
        return store().feed().after(version, 1000);
    }

    @Test
    void everyChangeIsTold() {
        assertEquals(0, store().feed().version());
        assertEquals(List.of(), after(0));
        Instant first = clock.instant();
        full(FIRST, given(component("one", "a"), "x.yaml"));
        worker().drain();
        clock.advance(Duration.ofMinutes(1));
        full(FIRST, given(component("one", "b"), "x.yaml"));
        worker().drain();
        full(FIRST);
        worker().drain();
        List<Change> changes = after(0);
        assertEquals(List.of(1L, 2L, 3L), changes.stream().map(Change::version).toList());
        assertEquals(
                List.of(Change.Type.ADDED, Change.Type.CHANGED, Change.Type.REMOVED),
                changes.stream().map(Change::type).toList());
        assertEquals(first, changes.get(0).at());
        assertEquals(clock.instant(), changes.get(1).at());
        assertEquals(
                Optional.of("b"),
                changes.get(1).entity().flatMap(entity -> entity.entity().spec().string("owner")));
        assertEquals(Optional.empty(), changes.get(2).entity());
        assertEquals(Documents.file("x.yaml"), changes.get(2).source());
        assertEquals(componentRef("one"), changes.get(2).ref());
        assertEquals(3, store().feed().version());
    }

    @Test
    void changesComeInPages() {
        for (int i = 0; i < 5; i++) {
            added(FIRST, given(component("c" + i)));
        }
        worker().drain();
        assertEquals(
                List.of(3L, 4L),
                store().feed().after(2, 2).stream().map(Change::version).toList());
        assertEquals(List.of(), store().feed().after(5, 2));
        assertThrows(IllegalArgumentException.class, () -> store().feed().after(0, 0));
    }

    @Test
    void theOtherEndsOfRelationsAreNamed() {
        full(FIRST, given(component("one", "red")));
        worker().drain();
        full(FIRST, given(component("one", "blue")));
        worker().drain();
        full(FIRST, given(component("one", "blue").replace("service", "website")));
        worker().drain();
        full(FIRST);
        worker().drain();
        EntityRef red = new EntityRef("group", "default", "red");
        EntityRef blue = new EntityRef("group", "default", "blue");
        assertEquals(
                List.of(Set.of(red), Set.of(red, blue), Set.of(), Set.of(blue)),
                after(0).stream().map(change -> Set.copyOf(change.related())).toList());
    }

    @Test
    void whatIsShownAsItWasIsNoChange() {
        full(FIRST, given(component("one"), "x.yaml"));
        worker().drain();
        full(FIRST, given(component("one"), "x.yaml"));
        store().refresh(dev.portalsdk.catalog.store.Refresh.leadingTo(componentRef("one")));
        worker().drain();
        assertEquals(1, store().feed().version());
    }

    @Test
    void aSnapshotAndWhatFollowsMakeTheCatalog() {
        TreeMap<EntityRef, StitchedEntity> copy = new TreeMap<>();
        full(FIRST, given(component("one")), given(component("two")));
        worker().drain();
        ChangeFeed.Snapshot snapshot = store().feed().snapshot();
        assertEquals(2, snapshot.version());
        snapshot.entities().forEach(entity -> copy.put(entity.ref(), entity));
        full(FIRST, given(component("two", "other")), given(component("three")));
        worker().drain();
        for (Change change : after(snapshot.version())) {
            copy.remove(change.ref());
            change.entity().ifPresent(entity -> copy.put(change.ref(), entity));
        }
        TreeMap<EntityRef, StitchedEntity> now = new TreeMap<>();
        store().feed().snapshot().entities().forEach(entity -> now.put(entity.ref(), entity));
        assertEquals(now, copy);
    }

    @Test
    void aFeedThatDoesNotReachBackSaysSo() {
        assumeTrue(tck().changesKept().isPresent(), "it keeps all");
        int kept = tck().changesKept().getAsInt();
        for (int i = 0; i < kept + 1; i++) {
            full(FIRST, given(component("one", "o" + i)));
            worker().drain();
        }
        assertEquals(kept, store().feed().after(1, Integer.MAX_VALUE).size());
        assertThrows(CatalogException.class, () -> after(0));
        assertEquals(kept + 1, store().feed().snapshot().version());
    }
}
