package dev.portalsdk.testing.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.store.Change;
import dev.portalsdk.catalog.store.ChangeFeed;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.EntityRef;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A node dies at each call of the store that a life of a catalog makes: before the store did what was asked, or after. */
@Timeout(300)
abstract class CrashCases {
    private static final int ALL = World.FILES;
    private static final Step WORK = new Step.Work(0, 1000, 1000, List.of(), -1, true);
    private static final Step IN_STEPS = new Step.Work(0, 2, 1000, List.of(), -1, true);

    /** Files and Locations come, change, move and go, one cannot be read for a while; what providers hold does, too. */
    private static final List<Step> LIFE = List.of(
            new Step.Put(World.COMPONENTS, World.FILES, 0b0011),
            new Step.Put(World.COMPONENTS + 1, 1, 0b0110),
            new Step.Put(0, 0, 0),
            new Step.Put(1, 1, 0),
            new Step.Put(2, World.FILES + 1, 0),
            new Step.Say(0, 0),
            new Step.Say(1, 2),
            IN_STEPS,
            new Step.Put(0, 0, 1),
            new Step.Put(1, 2, 1),
            new Step.Look(ALL),
            new Step.Work(1, 1, 3, List.of(), -1, true),
            WORK,
            new Step.Fail(2),
            new Step.Put(2, 0, 1),
            new Step.Say(1, 1),
            new Step.Look(0),
            WORK,
            new Step.Heal(),
            new Step.Put(World.COMPONENTS + 2, 2, 0b0010),
            new Step.Remove(World.COMPONENTS + 1),
            new Step.Forget(0),
            new Step.Look(ALL),
            IN_STEPS,
            new Step.Name(0, 0b1000),
            new Step.Put(3, 3, 0),
            new Step.Remove(World.COMPONENTS),
            new Step.Say(0, 0),
            IN_STEPS);

    abstract CatalogStoreTck tck();

    @Test
    void beforeAnyCallIsDone() {
        assertTrue(crashAtEach(false) > 30);
    }

    @Test
    void afterAnyCallIsDone() {
        assertTrue(crashAtEach(true) > 30);
    }

    /** @return how many calls there are */
    private int crashAtEach(boolean done) {
        int calls = 0;
        for (boolean crashed = true; crashed; calls++) {
            try (Cluster cluster = new Cluster(tck(), new World(false))) {
                cluster.crashAt(calls, done);
                cluster.doAll(LIFE);
                crashed = cluster.hasCrashed();
                assertOneCatalog(cluster);
                cluster.comeToRest(calls % 2);
                assertOneCatalog(cluster);
                cluster.assertFresh();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("after a crash at call " + calls, e);
            }
        }
        return calls - 1;
    }

    /** Whatever is half done: the feed tells all that is visible, and nothing else. */
    static void assertOneCatalog(Cluster cluster) {
        Map<EntityRef, StitchedEntity> told = new TreeMap<>();
        long version = 0;
        for (Change change : cluster.store().feed().after(0, Integer.MAX_VALUE)) {
            assertEquals(++version, change.version());
            boolean before = told.remove(change.ref()) != null;
            assertEquals(before, change.type() != Change.Type.ADDED);
            change.entity().ifPresent(entity -> told.put(change.ref(), entity));
        }
        ChangeFeed.Snapshot snapshot = cluster.store().feed().snapshot();
        Map<EntityRef, StitchedEntity> visible = new TreeMap<>();
        snapshot.entities().forEach(entity -> visible.put(entity.ref(), entity));
        assertEquals(version, snapshot.version());
        assertEquals(visible, told);
    }
}
