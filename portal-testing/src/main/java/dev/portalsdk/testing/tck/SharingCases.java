package dev.portalsdk.testing.tck;

import static dev.portalsdk.testing.tck.Documents.component;
import static dev.portalsdk.testing.tck.Documents.given;
import static dev.portalsdk.testing.tck.Documents.location;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.Change;
import dev.portalsdk.catalog.store.Claim;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.Outcome;
import dev.portalsdk.catalog.store.Refresh;
import dev.portalsdk.catalog.store.RemovalGuard;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two nodes do the same thing at the same moment. */
@Timeout(120)
abstract class SharingCases extends StoreCases {
    private static final int ROUNDS = 30;

    /** Does all at once. */
    private static void atOnce(List<Callable<?>> actions) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(actions.size());
        CountDownLatch ready = new CountDownLatch(actions.size());
        try {
            List<Future<?>> running = new ArrayList<>();
            for (Callable<?> action : actions) {
                running.add(threads.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return action.call();
                }));
            }
            for (Future<?> future : running) {
                future.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void eachTakesAwayOneOfTwoParents() throws Exception {
        CatalogStore other = tck().reopened(store());
        other.open(setup(FIRST, SECOND));
        for (int round = 0; round < ROUNDS; round++) {
            worker().write("p.yaml", location("p", "shared.yaml"));
            worker().write("q.yaml", location("q", "shared.yaml"));
            worker().write("shared.yaml", component("shared"));
            sources(FIRST, "p.yaml", "q.yaml");
            refresh();
            assertEquals("shared", visible());
            worker().write("p.yaml").write("q.yaml");
            store().refresh(Refresh.of(List.of(Documents.file("p.yaml"), Documents.file("q.yaml"))));
            List<Outcome> outcomes =
                    store().claimDue(2).stream().map(worker()::outcome).toList();
            atOnce(List.of(() -> store().commit(outcomes.subList(0, 1)), () -> other.commit(outcomes.subList(1, 2))));
            worker().drain();
            assertEquals("shared", orphans());
            store().deleteOrphans(clock.instant());
            worker().drain();
            assertEquals("", visible());
        }
    }

    @Test
    void eachTakesAwayOneOfTwoBuckets() throws Exception {
        CatalogStore other = tck().reopened(store());
        other.open(setup(FIRST, SECOND));
        worker().write("a.yaml", location("back", "b.yaml"), component("one"))
                .write("b.yaml", location("to", "a.yaml"));
        for (int round = 0; round < ROUNDS; round++) {
            sources(FIRST, "a.yaml");
            sources(SECOND, "b.yaml");
            worker().drain();
            assertEquals("one", visible());
            atOnce(List.of(
                    () -> store().apply(FIRST, Mutation.sources(List.of()), RemovalGuard.off()),
                    () -> other.apply(SECOND, Mutation.sources(List.of()), RemovalGuard.off())));
            worker().drain();
            assertEquals("", visible());
            assertTrue(store().backlog().isEmpty());
        }
    }

    @Test
    void bothSayWhatAProviderGivesNow() throws Exception {
        CatalogStore other = tck().reopened(store());
        other.open(setup(FIRST, SECOND));
        for (int round = 0; round < ROUNDS; round++) {
            Mutation mine = Mutation.full(List.of(given(component("a", "mine")), given(component("b", "mine"))));
            Mutation theirs = Mutation.full(List.of(given(component("b", "theirs")), given(component("c", "theirs"))));
            atOnce(List.of(
                    () -> store().apply(FIRST, mine, RemovalGuard.off()),
                    () -> other.apply(FIRST, theirs, RemovalGuard.off())));
            worker().drain();
            assertEquals(owner("b").equals("mine") ? "a b" : "b c", visible());
        }
    }

    @Test
    void noneMissesAChangeWhileManyPublish() throws Exception {
        CatalogStore other = tck().reopened(store());
        other.open(setup(FIRST, SECOND));
        AtomicBoolean done = new AtomicBoolean();
        List<Long> read = new ArrayList<>();
        Callable<?> follower = () -> {
            long version = 0;
            for (boolean last = false; !last; ) {
                last = done.get();
                for (Change change : store().feed().after(version, 7)) {
                    read.add(change.version());
                    version = change.version();
                    last = false;
                }
            }
            return null;
        };
        CountDownLatch working = new CountDownLatch(2);
        atOnce(List.of(
                follower,
                () -> changes(store(), FIRST, "a", working, done),
                () -> changes(other, SECOND, "b", working, done)));
        long last = store().feed().version();
        assertEquals(last, read.size());
        for (int i = 0; i < read.size(); i++) {
            assertEquals(i + 1L, read.get(i));
        }
    }

    private static Void changes(
            CatalogStore node, String provider, String name, CountDownLatch working, AtomicBoolean done) {
        StoreWorker worker = new StoreWorker(node);
        for (int i = 0; i < 5 * ROUNDS; i++) {
            Mutation mutation = Mutation.full(List.of(given(component(name + i % 3, "o" + i))));
            node.apply(provider, mutation, RemovalGuard.off());
            worker.drain();
        }
        working.countDown();
        if (working.getCount() == 0) {
            done.set(true);
        }
        return null;
    }

    @Test
    void allWorkIsDoneOnce() throws Exception {
        CatalogStore other = tck().reopened(store());
        other.open(setup(FIRST, SECOND));
        for (int i = 0; i < 200; i++) {
            added(FIRST, given(component("c" + i)));
        }
        atOnce(List.of(() -> oneByOne(store()), () -> oneByOne(other)));
        worker().drain();
        assertTrue(store().backlog().isEmpty());
        assertEquals(200, store().feed().version());
    }

    private static Void oneByOne(CatalogStore node) {
        StoreWorker worker = new StoreWorker(node);
        for (List<Claim> claims = node.claimDue(3); !claims.isEmpty(); claims = node.claimDue(3)) {
            claims.forEach(worker::commit);
        }
        node.claimStitchable(50).forEach(claim -> StoreWorker.publish(node, claim));
        return null;
    }
}
