package dev.portalsdk.testing.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.ChangeFeed;
import dev.portalsdk.catalog.store.ChangeHistory;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.MutationResult;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.catalog.store.RemovalGuard;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.catalog.store.StoreSetup;
import dev.portalsdk.catalog.store.facts.InMemoryCatalogStore;
import dev.portalsdk.catalog.transfer.StoreTransfer;
import dev.portalsdk.catalog.transfer.TransferReport;
import dev.portalsdk.fakes.TestClock;
import dev.portalsdk.model.EntityRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a store knows of former times moves with it: versions, times, whose changes they were, and what can be undone. */
@Timeout(120)
class HistoryTransferTest {
    private static final String PROVIDER = "first";
    private static final int KEPT = 25;
    private static final StoreSetup SETUP = new StoreSetup(
            List.of(PROVIDER),
            true,
            "",
            Duration.ofMinutes(1),
            ChangeHistory.Retention.of(Duration.ofDays(365)).atMost(KEPT));

    private final TestClock clock = TestClock.create();
    private final JdbcStores sqlite = new JdbcStores(new SqliteDatabases());
    private final JdbcStores postgres = new JdbcStores(new PostgresDatabases());

    @AfterEach
    void close() {
        sqlite.close();
        postgres.close();
    }

    private CatalogStore empty(StoreTransferTest.Kind kind) {
        return switch (kind) {
            case MEMORY -> new InMemoryCatalogStore(clock);
            case SQLITE -> sqlite.store(clock);
            case POSTGRES -> postgres.store(clock);
        };
    }

    /** A store that has seen more than it keeps, with a removal among it, and work that is not done. */
    private CatalogStore lived(StoreTransferTest.Kind kind) {
        CatalogStore store = empty(kind);
        store.open(SETUP);
        StoreWorker worker = new StoreWorker(store);
        Random random = new Random(7);
        for (int round = 0; round < 20; round++) {
            List<ProvidedEntity> entities = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                if (random.nextInt(3) > 0) {
                    entities.add(Documents.given(Documents.component("c" + i, "owner" + random.nextInt(3))));
                }
            }
            store.apply(PROVIDER, Mutation.full(entities), RemovalGuard.off());
            worker.drain();
            clock.advance(Duration.ofHours(1));
        }
        store.apply(PROVIDER, Mutation.added(List.of(given("late"))), RemovalGuard.off());
        return store;
    }

    private static ProvidedEntity given(String name) {
        return Documents.given(Documents.component(name));
    }

    private static Map<EntityRef, StitchedEntity> at(CatalogStore store, long version) {
        ChangeFeed.Snapshot snapshot = store.history().at(version);
        Map<EntityRef, StitchedEntity> entities = new TreeMap<>();
        snapshot.entities().forEach(entity -> entities.put(entity.ref(), entity));
        return entities;
    }

    @ParameterizedTest
    @CsvSource({
        "MEMORY, MEMORY",
        "MEMORY, SQLITE",
        "MEMORY, POSTGRES",
        "SQLITE, MEMORY",
        "SQLITE, POSTGRES",
        "POSTGRES, MEMORY",
        "POSTGRES, SQLITE"
    })
    void everyVersionIsWhatItWas(StoreTransferTest.Kind from, StoreTransferTest.Kind to) {
        CatalogStore source = lived(from);
        CatalogStore target = empty(to);
        long version = source.feed().version();
        ChangeHistory.Reach reach = source.history().reach().orElseThrow();
        TransferReport report = StoreTransfer.copy(source, target);
        assertTrue(reach.version() > 0, "nothing was forgotten");
        assertEquals(version - reach.version(), report.changes());
        assertSameHistory(source, target, reach, version);

        target.open(SETUP);
        assertSameHistory(source, target, reach, version);
        new StoreWorker(target).drain();
        assertTrue(target.feed().version() > version);
        assertTrue(at(target, target.feed().version()).containsKey(Documents.componentRef("late")));
        assertFalse(at(target, version).containsKey(Documents.componentRef("late")));
    }

    private static void assertSameHistory(
            CatalogStore source, CatalogStore target, ChangeHistory.Reach reach, long version) {
        assertEquals(version, target.feed().version());
        assertEquals(Optional.of(reach), target.history().reach());
        for (long each = reach.version(); each <= version; each++) {
            assertEquals(at(source, each), at(target, each), "version " + each);
        }
        assertEquals(
                source.history().after(0, 1000).toString(),
                target.history().after(0, 1000).toString());
        assertEquals(
                source.history()
                        .of(Documents.componentRef("c1"), Long.MAX_VALUE, 100)
                        .toString(),
                target.history()
                        .of(Documents.componentRef("c1"), Long.MAX_VALUE, 100)
                        .toString());
        assertEquals(removals(source), removals(target));
        assertEquals(
                source.feed().after(version - 3, 10).toString(),
                target.feed().after(version - 3, 10).toString());
    }

    private static List<String> removals(CatalogStore of) {
        return of.history().removals(Long.MAX_VALUE, 100).stream()
                .map(removal -> removal.provider() + removal.at() + removal.version() + removal.refs())
                .toList();
    }

    @Test
    void whatWasTakenAwayThereCanBeGivenBackHere() {
        CatalogStore source = lived(StoreTransferTest.Kind.MEMORY);
        CatalogStore target = empty(StoreTransferTest.Kind.SQLITE);
        StoreTransfer.copy(source, target);
        target.open(SETUP);
        ChangeHistory.Removal last =
                target.history().removals(Long.MAX_VALUE, 1).get(0);
        MutationResult restored = target.restore(last.id());
        assertEquals(last.refs(), restored.held().map(MutationResult.Held::refs).orElse(List.of()));
    }

    @Test
    void aCopyIsTakenFurtherWhoeverHadAHistoryBefore() {
        CatalogStore source = lived(StoreTransferTest.Kind.SQLITE);
        CatalogStore middle = empty(StoreTransferTest.Kind.MEMORY);
        CatalogStore target = empty(StoreTransferTest.Kind.SQLITE);
        StoreTransfer.copy(source, middle);
        StoreTransfer.copy(middle, target);
        assertSameHistory(
                source,
                target,
                source.history().reach().orElseThrow(),
                source.feed().version());
    }
}
