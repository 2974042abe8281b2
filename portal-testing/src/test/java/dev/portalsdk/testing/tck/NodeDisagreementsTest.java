package dev.portalsdk.testing.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.fakes.TestDatabase;
import dev.portalsdk.fakes.TestDatabases;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Value;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes on one database whose clocks, or whose providers, say different things. */
@Timeout(180)
class NodeDisagreementsTest {
    private static final Duration LEASE = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private TestDatabase database;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @BeforeEach
    void open() {
        database = TestDatabases.postgres();
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        database.close();
    }

    private StoreNode node(Optional<SourceTree> tree, Duration skew) {
        return StoreNode.open(database.dataSource(), tree, LEASE, Clock.offset(Clock.systemUTC(), skew));
    }

    @Test
    void clocksThatAreMinutesApart() throws Exception {
        SourceTree tree = SourceTree.of(directory, 1_000);
        try (StoreNode ahead = node(Optional.of(tree), Duration.ofMinutes(7));
                StoreNode behind = node(Optional.of(tree), Duration.ofMinutes(-7));
                FeedFollower follower = new FeedFollower(behind.store().feed())) {
            ahead.catalog().start();
            behind.catalog().start();
            for (String owner : List.of("blue", "green")) {
                ahead.awaitRest(Duration.ofMinutes(1));
                behind.awaitRest(Duration.ofMinutes(1));
                tree.write(owner);
                behind.catalog().refresh().await();
            }
            ahead.awaitRest(Duration.ofMinutes(1));
            follower.assertComplete();
            try (StoreNode fresh = StoreNode.fresh(Optional.of(tree))) {
                ahead.assertFresh(fresh);
                behind.assertFresh(fresh);
            }
        }
    }

    /** What one node has in hand is not taken by the other, whatever that one's clock says. */
    @Test
    void aLeaseIsNotOverBecauseAClockIsAhead() {
        try (StoreNode behind = node(Optional.empty(), Duration.ofMinutes(-7));
                StoreNode ahead = node(Optional.empty(), Duration.ofMinutes(7))) {
            behind.store().apply(StoreNode.PROVIDER, set("a", 3), dev.portalsdk.catalog.store.RemovalGuard.off());
            assertEquals(3, behind.store().claimDue(10).size());
            assertEquals(List.of(), ahead.store().claimDue(10));
        }
    }

    /** Each says that there is nothing but its own: the last word holds, and it holds whole. */
    @Test
    void fullMutationsThatContradictEachOther() throws Exception {
        try (StoreNode one = node(Optional.empty(), Duration.ZERO);
                StoreNode two = node(Optional.empty(), Duration.ZERO);
                FeedFollower follower = new FeedFollower(one.store().feed())) {
            one.catalog().start();
            two.catalog().start();
            List<Future<?>> said = new ArrayList<>();
            said.add(threads.submit(() -> sayAgain(one, "a")));
            said.add(threads.submit(() -> sayAgain(two, "b")));
            for (Future<?> each : said) {
                each.get();
            }
            one.awaitRest(Duration.ofMinutes(1));
            two.awaitRest(Duration.ofMinutes(1));
            follower.assertComplete();
            Map<EntityRef, Value> shown = Cluster.shown(one.catalog());
            assertEquals(shown, Cluster.shown(two.catalog()));
            boolean first = shown.containsKey(Documents.componentRef("a0"));
            try (StoreNode fresh = StoreNode.fresh(Optional.empty())) {
                fresh.provider().apply(set(first ? "a" : "b", 40)).await();
                one.assertFresh(fresh);
            }
            assertTrue(shown.containsKey(Documents.componentRef("common")));
        }
    }

    private static void sayAgain(StoreNode node, String mine) {
        for (int i = 0; i < 60; i++) {
            node.provider().apply(set(mine, 40));
        }
    }

    /** So many of one's own, and one that both give, each its way. */
    private static Mutation set(String mine, int count) {
        List<ProvidedEntity> entities = new ArrayList<>();
        for (int i = 0; i < count - 1; i++) {
            entities.add(Documents.given(Documents.component(mine + i, mine)));
        }
        entities.add(Documents.given(Documents.component("common", mine)));
        return Mutation.full(entities);
    }
}
