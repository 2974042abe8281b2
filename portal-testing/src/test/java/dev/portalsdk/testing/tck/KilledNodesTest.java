package dev.portalsdk.testing.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.fakes.TestDatabase;
import dev.portalsdk.fakes.TestDatabases;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Two processes load a catalog; one is killed in the middle of it, without a word. Of as many entities as a slow group has time for: the system property
 * {@code portal.test.entities} says another number.
 */
@Tag("slow")
class KilledNodesTest {
    private static final int KILLS = 20;
    private static final int COMPONENTS = Integer.getInteger("portal.test.entities", 1_000);
    private static final int LONGEST_LIFE = Math.min(10_000, COMPONENTS);
    private static final Duration LEASE = Duration.ofSeconds(4);
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @TempDir
    Path directory;

    @Test
    @Timeout(3600)
    void theOtherGoesOnWithinTheLease() throws Exception {
        SourceTree tree = SourceTree.of(directory, COMPONENTS);
        Random random = new Random(5);
        int inTheMiddle = 0;
        try (StoreNode fresh = StoreNode.fresh(Optional.of(tree))) {
            fresh.catalog().settle();
            for (int kill = 0; kill < KILLS; kill++) {
                inTheMiddle += round(tree, fresh, random) ? 1 : 0;
            }
        }
        assertTrue(inTheMiddle > KILLS / 2, "only " + inTheMiddle + " were killed while there was work");
    }

    /** @return whether there was work left when the process was killed */
    private boolean round(SourceTree tree, StoreNode fresh, Random random) throws Exception {
        Process victim = null;
        Process survivor = null;
        try (TestDatabase database = TestDatabases.postgres();
                StoreNode watching =
                        StoreNode.open(database.dataSource(), Optional.of(tree), LEASE, Clock.systemUTC());
                FeedFollower follower = new FeedFollower(watching.store().feed())) {
            victim = start(database, directory);
            survivor = start(database, directory);
            StoreNode.await(
                    "no process began",
                    PATIENCE,
                    () -> watching.store().backlog().claimed() > 0);
            Thread.sleep(random.nextInt(LONGEST_LIFE));
            boolean work = !watching.store().backlog().isEmpty();
            victim.destroyForcibly().waitFor();
            long claims = watching.store().backlog().claimed();
            StoreNode.await(claims + " claims, and nobody went on: ", LEASE.plus(PATIENCE), () -> watching.store()
                    .backlog()
                    .isEmpty());
            assertTrue(survivor.isAlive());
            watching.catalog().settle();
            follower.assertComplete();
            assertEquals(tree.entities(), Cluster.shown(watching.catalog()).size());
            watching.assertFresh(fresh);
            return work;
        } finally {
            end(victim);
            end(survivor);
        }
    }

    private static void end(Process process) throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    private static Process start(TestDatabase database, Path directory) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-Dportal.test.entities=" + COMPONENTS,
                        "-cp",
                        System.getProperty("java.class.path").replace("\n", File.pathSeparator),
                        Worker.class.getName(),
                        database.url(),
                        directory.toString()))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
    }

    /** A node in a process of its own; it ends with its parent. */
    static final class Worker {
        private Worker() {}

        public static void main(String[] arguments) throws IOException {
            PGSimpleDataSource database = new PGSimpleDataSource();
            database.setUrl(arguments[0]);
            SourceTree tree = new SourceTree(Path.of(arguments[1]), COMPONENTS);
            com.zaxxer.hikari.HikariDataSource pool = new com.zaxxer.hikari.HikariDataSource();
            pool.setDataSource(database);
            try (pool;
                    StoreNode node = StoreNode.open(pool, Optional.of(tree), LEASE, Clock.systemUTC())) {
                node.catalog().start();
                if (System.in.read() < 0) {
                    System.err.println("the parent is gone");
                }
            }
        }
    }
}
