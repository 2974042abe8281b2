package dev.portalsdk.testing.tck;

import dev.portalsdk.fakes.FaultyDataSource;
import dev.portalsdk.fakes.SqlFault;
import dev.portalsdk.fakes.TestDatabase;
import dev.portalsdk.fakes.TestDatabases;
import dev.portalsdk.fakes.TestServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The database goes away, or refuses, while two nodes load a catalog; when it is back, the catalog is that of a fresh load. */
@Timeout(180)
class DatabaseOutagesTest {
    private static final Duration LEASE = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int COMPONENTS = 1_500;

    @TempDir
    Path directory;

    /** What happens to the database once loading is under way. */
    @FunctionalInterface
    private interface Outage {
        void happen() throws Exception;
    }

    /** Loads, changes everything, and has an outage in each of the two. */
    private void surviving(TestDatabase database, FaultyDataSource first, Outage outage) throws Exception {
        SourceTree tree = SourceTree.of(directory, COMPONENTS);
        try (StoreNode one = node(first, tree);
                StoreNode two = node(FaultyDataSource.over(database.dataSource()), tree);
                FeedFollower follower = new FeedFollower(two.store().feed())) {
            one.catalog().start();
            two.catalog().start();
            StoreNode.await(
                    "nothing was published", PATIENCE, () -> two.store().feed().version() > 10);
            outage.happen();
            two.awaitRest(PATIENCE);
            tree.write("blue");
            long before = two.store().feed().version();
            two.catalog().refresh();
            StoreNode.await(
                    "nothing was published", PATIENCE, () -> two.store().feed().version() > before + 10);
            outage.happen();
            two.awaitRest(PATIENCE);
            one.awaitRest(PATIENCE);
            follower.assertComplete();
            try (StoreNode fresh = StoreNode.fresh(Optional.of(tree))) {
                one.assertFresh(fresh);
                two.assertFresh(fresh);
            }
        }
    }

    private static StoreNode node(FaultyDataSource database, SourceTree tree) {
        return StoreNode.open(database, Optional.of(tree), LEASE, Clock.systemUTC());
    }

    @Test
    void aRestartOfTheDatabase() throws Exception {
        try (TestServer server = TestServer.start();
                TestDatabase database = server.database()) {
            surviving(database, FaultyDataSource.over(database.dataSource()), () -> {
                server.stop();
                server.startAgain();
            });
        }
    }

    @Test
    void aCrashOfTheDatabase() throws Exception {
        try (TestServer server = TestServer.start();
                TestDatabase database = server.database()) {
            surviving(database, FaultyDataSource.over(database.dataSource()), () -> {
                server.crash();
                server.startAgain();
            });
        }
    }

    @Test
    void connectionsThatAreCutAgainAndAgain() throws Exception {
        try (TestDatabase database = TestDatabases.postgres()) {
            FaultyDataSource faulty = FaultyDataSource.over(database.dataSource());
            surviving(database, faulty, () -> {
                for (int i = 0; i < 20; i++) {
                    Thread.sleep(50);
                    faulty.cutAll();
                }
            });
        }
    }

    /** One node's writes are refused as PostgreSQL refuses them when its disk is full. */
    @Test
    void aDiskThatIsFullForAWhile() throws Exception {
        try (TestDatabase database = TestDatabases.postgres()) {
            FaultyDataSource faulty = FaultyDataSource.over(database.dataSource());
            surviving(database, faulty, () -> {
                faulty.plan((number, sql) -> writes(sql) ? Optional.of(SqlFault.error("53100")) : Optional.empty());
                Thread.sleep(1_500);
                faulty.heal();
            });
        }
    }

    private static boolean writes(String sql) {
        String start = sql.strip().toUpperCase(Locale.ROOT);
        return List.of("INSERT", "UPDATE", "DELETE", "WITH", "COPY").stream().anyMatch(start::startsWith);
    }
}
