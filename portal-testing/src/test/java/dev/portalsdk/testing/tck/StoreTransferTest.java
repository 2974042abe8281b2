package dev.portalsdk.testing.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.jdbc.JdbcCatalogStore;
import dev.portalsdk.catalog.run.RunTiming;
import dev.portalsdk.catalog.run.ScheduledRun;
import dev.portalsdk.catalog.store.CatalogException;
import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.RemovalGuard;
import dev.portalsdk.catalog.store.StoreContents;
import dev.portalsdk.catalog.store.facts.InMemoryCatalogStore;
import dev.portalsdk.catalog.transfer.StoreComparison;
import dev.portalsdk.catalog.transfer.StoreTransfer;
import dev.portalsdk.catalog.transfer.TransferProgress;
import dev.portalsdk.catalog.transfer.TransferReport;
import dev.portalsdk.fakes.TestClock;
import dev.portalsdk.fakes.TestDatabase;
import dev.portalsdk.fakes.TestDatabases;
import dev.portalsdk.jdbc.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A catalog moves from one store to another: between any two kinds, broken off anywhere, at work or at rest. */
@Timeout(300)
class StoreTransferTest {
    private static final String ALPHA = World.PROVIDERS.get(0);
    private static final Step WORK = new Step.Work(0, 1000, 1000, List.of(), -1, true);

    /** Files, Locations, conflicts within files and providers, a file that cannot be read, an orphan, something forgotten by hand, a sweep that has not ended. */
    private static final List<Step> LIFE = List.of(
            new Step.Put(World.COMPONENTS, World.FILES, 0b0111),
            new Step.Put(World.COMPONENTS + 1, 1, 0b1000),
            new Step.Put(0, 0, 0),
            new Step.Put(1, 1, 0),
            new Step.Put(2, World.FILES + 1, 0),
            new Step.Put(3, 3, 2),
            new Step.Name(1, 0b10001),
            new Step.Say(0, 0),
            new Step.Say(1, 0),
            WORK,
            new Step.Put(0, 2, 1),
            new Step.Put(2, 0, 3),
            new Step.Look(World.FILES),
            WORK,
            new Step.Fail(3),
            new Step.Remove(1),
            new Step.Look(World.FILES),
            WORK,
            new Step.Forget(0),
            new Step.Say(1, 3),
            WORK);

    private final List<AutoCloseable> open = new ArrayList<>();
    private Cluster source;

    @TempDir
    Path directory;

    /** What a store keeps its facts in. */
    enum Kind {
        MEMORY,
        SQLITE,
        POSTGRES
    }

    @BeforeEach
    void sourceInMemory() {
        source = live(Kind.MEMORY);
    }

    @AfterEach
    void close() throws Exception {
        source.close();
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private CatalogStore empty(Kind kind, TestClock clock) {
        if (kind == Kind.MEMORY) {
            return new InMemoryCatalogStore(clock);
        }
        TestDatabase on = kind == Kind.SQLITE
                ? TestDatabases.sqlite(directory.resolve("catalog-" + open.size() + ".db"))
                : TestDatabases.postgres();
        open.add(on);
        Database database = Database.builder(on.dataSource()).clock(clock).build();
        open.add(database);
        return JdbcCatalogStore.builder(database).build();
    }

    /** A store that has lived. */
    private Cluster live(Kind kind) {
        Cluster cluster = new Cluster(
                new CatalogStoreProperties() {
                    @Override
                    protected CatalogStore emptyStore(TestClock clock) {
                        return empty(kind, clock);
                    }
                },
                new World(true));
        cluster.doAll(LIFE);
        CatalogStore store = cluster.store();
        store.providerState().replace(ALPHA, "cursor", "page 7 \u0000", 0);
        ScheduledRun run = store.schedules()
                .claimNow("discovery", RunTiming.every(Duration.ofHours(3)), Duration.ofMinutes(1))
                .run()
                .orElseThrow();
        store.schedules().finish(run, Duration.ofHours(2));
        return cluster;
    }

    private CatalogStore target() {
        return empty(Kind.MEMORY, source.clock());
    }

    private static void assertSame(CatalogStore from, CatalogStore to) {
        StoreComparison comparison = StoreTransfer.compare(from, to);
        assertTrue(comparison.isSame(), () -> comparison.differences().toString());
        assertEquals(comparison.from(), comparison.to());
        assertTrue(comparison.from().visible() >= 3, comparison::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "MEMORY, SQLITE",
        "MEMORY, POSTGRES",
        "SQLITE, MEMORY",
        "SQLITE, POSTGRES",
        "POSTGRES, MEMORY",
        "POSTGRES, SQLITE"
    })
    void eachKindIsCopiedToEachOther(Kind from, Kind to) {
        try (Cluster cluster = live(from)) {
            CatalogStore target = empty(to, cluster.clock());
            TransferReport report = StoreTransfer.copy(cluster.store(), target);
            assertSame(cluster.store(), target);
            assertEquals(StoreTransfer.compare(cluster.store(), target).to(), report.content());
            assertEquals(
                    Map.of("cursor", "page 7 \u0000"), target.facts().contents().state(ALPHA));
            assertEquals(
                    List.of("discovery"),
                    target.facts().contents().tasks().stream()
                            .map(task -> task.name())
                            .toList());
            Map<?, ?> shown = Cluster.shown(cluster.catalog(0));
            cluster.moveTo(target);
            assertEquals(shown, Cluster.shown(cluster.catalog(0)));
            cluster.comeToRest(0);
            cluster.comeToRest(1);
        }
    }

    @Test
    void aTaskIsDueWhenItWas() {
        CatalogStore target = target();
        StoreTransfer.copy(source.store(), target);
        assertEquals(
                List.of(new StoreContents.Task("discovery", Optional.of(Duration.ofHours(2)), false)),
                target.facts().contents().tasks());
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatIsBrokenOffAfterAnyCallGoesOn(Kind kind) {
        int calls = 0;
        boolean crashed = true;
        int stride = kind == Kind.MEMORY ? 1 : 7;
        for (; crashed; calls += stride) {
            CatalogStore target = empty(kind, source.clock());
            crashed = crash(target, calls, calls % 2 == 0);
            source.clock().advance(Duration.ofMinutes(1));
            StoreTransfer.copy(source.store(), target);
            assertSame(source.store(), target);
        }
        assertTrue(calls > 20, "only " + calls);
    }

    /** @return whether it died; if not it made fewer calls */
    private boolean crash(CatalogStore target, int call, boolean done) {
        AtomicInteger left = new AtomicInteger(call);
        WatchedStore mortal = new WatchedStore(target);
        mortal.watch(new WatchedStore.Watch() {
            @Override
            public void before() {
                if (!done && left.getAndDecrement() == 0) {
                    throw new Cluster.Crash();
                }
            }

            @Override
            public void after() {
                if (done && left.getAndDecrement() == 0) {
                    throw new Cluster.Crash();
                }
            }
        });
        try {
            StoreTransfer.copy(source.store(), mortal);
            return false;
        } catch (Cluster.Crash e) {
            return true;
        }
    }

    @Test
    void aSourceThatIsAtWorkIsFollowed() {
        CatalogStore target = target();
        AtomicInteger told = new AtomicInteger();
        List<Step> meanwhile = List.of(
                new Step.Put(1, 2, 1),
                new Step.Look(World.FILES),
                WORK,
                new Step.Remove(2),
                new Step.Heal(),
                new Step.Look(World.FILES),
                new Step.Say(1, 0),
                WORK,
                new Step.Put(World.COMPONENTS + 2, World.FILES, 0b1111),
                new Step.Say(0, 0),
                WORK);
        StoreTransfer following = StoreTransfer.of(source.store(), target).onProgress(progress -> {
            int number = told.getAndIncrement();
            if (number < meanwhile.size()) {
                source.take(meanwhile.get(number));
            }
        });
        TransferReport report = following.follow();
        assertTrue(told.get() > meanwhile.size());
        assertEquals(source.store().feed().version(), report.version());
        assertSame(source.store(), target);

        source.doAll(List.of(new Step.Put(0, 1, 3), new Step.Look(World.FILES), WORK));
        assertFalse(StoreTransfer.compare(source.store(), target).isSame());
        following.finish();
        assertSame(source.store(), target);
    }

    @Test
    void whatDiffersAfterwardsIsFound() {
        CatalogStore target = target();
        StoreTransfer.copy(source.store(), target);
        target.apply(
                ALPHA,
                Mutation.added(List.of(Documents.given(Documents.component("late", "red")))),
                RemovalGuard.off());
        StoreComparison comparison = StoreTransfer.compare(source.store(), target);
        assertFalse(comparison.isSame());
        assertTrue(comparison.differences().toString().contains("component:default/late"), comparison::toString);
        assertEquals(comparison.from().entities() + 1, comparison.to().entities());
        assertFalse(comparison.from().hash().equals(comparison.to().hash()));
    }

    @Test
    void aTargetThatHoldsSomethingElseIsLeftAlone() {
        try (Cluster other = live(Kind.MEMORY)) {
            other.doAll(List.of(new Step.Put(1, 0, 1), new Step.Look(World.FILES), WORK));
            long version = other.store().feed().version();
            CatalogException refused =
                    assertThrows(CatalogException.class, () -> StoreTransfer.copy(source.store(), other.store()));
            assertTrue(refused.getMessage().contains("nothing was changed"), refused.getMessage());
            assertThrows(CatalogException.class, () -> StoreTransfer.of(source.store(), other.store())
                    .follow());
            assertEquals(version, other.store().feed().version());
        }
        assertThrows(IllegalArgumentException.class, () -> StoreTransfer.copy(source.store(), source.store()));
    }

    @Test
    void aCopyThatIsDoneIsLeftAsItIs() {
        CatalogStore target = target();
        TransferReport first = StoreTransfer.copy(source.store(), target);
        long version = target.feed().version();
        TransferReport second = StoreTransfer.copy(source.store(), target);
        assertEquals(first.content(), second.content());
        assertEquals(version, target.feed().version());
    }

    @Test
    void aCopyUnderWayIsNoSource() {
        CatalogStore target = target();
        StoreTransfer.of(source.store(), target).follow();
        CatalogStore third = target();
        assertThrows(CatalogException.class, () -> StoreTransfer.copy(target, third));
    }

    @Test
    void progressIsTold() {
        List<TransferProgress> told = new ArrayList<>();
        StoreTransfer.of(source.store(), target()).onProgress(told::add).finish();
        for (TransferProgress.Step step : TransferProgress.Step.values()) {
            assertTrue(told.stream().anyMatch(progress -> progress.step() == step), step::toString);
        }
        assertTrue(told.stream().allMatch(progress -> progress.of() == 0 || progress.done() <= progress.of()));
    }
}
