package dev.portalsdk.testing.tck;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.portalsdk.fakes.TestDatabase;
import dev.portalsdk.fakes.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL finds no more room in the middle of a load, really: its tables stand on a file system that is small, until it is made larger. */
@Tag("slow")
@Timeout(180)
class FullDiskTest {
    @TempDir
    Path directory;

    @Test
    void theCatalogGoesOnWhenThereIsRoomAgain() throws Exception {
        Path small = Files.createDirectory(directory.resolve("small"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", small.toString()), "needs the right to mount");
        try {
            loadOn(small);
        } finally {
            run("umount", "-l", small.toString());
        }
    }

    private void loadOn(Path small) throws Exception {
        SourceTree tree = SourceTree.of(directory.resolve("tree"), 5_000);
        try (TestServer server = TestServer.start()) {
            server.execute("CREATE TABLESPACE small LOCATION '" + small + "'");
            try (TestDatabase database = server.database()) {
                database.execute("DO $$ BEGIN EXECUTE 'ALTER DATABASE ' || current_database()"
                        + " || ' SET default_tablespace = small'; END $$");
                load(database, tree, small);
            }
        }
    }

    private static void load(TestDatabase database, SourceTree tree, Path small) throws Exception {
        try (StoreNode node = StoreNode.open(
                        database.dataSource(), Optional.of(tree), Duration.ofSeconds(3), Clock.systemUTC());
                FeedFollower follower = new FeedFollower(node.store().feed())) {
            node.catalog().start();
            Thread.sleep(8_000);
            assertTrue(!node.store().backlog().isEmpty(), "there was room enough");
            assertTrue(run("mount", "-o", "remount,size=512m", small.toString()));
            node.awaitRest(Duration.ofMinutes(1));
            follower.assertComplete();
            try (StoreNode fresh = StoreNode.fresh(Optional.of(tree))) {
                node.assertFresh(fresh);
            }
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    }
}
