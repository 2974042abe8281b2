package dev.portalsdk.testing.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.fakes.TestDatabase;
import dev.portalsdk.fakes.TestDatabases;
import dev.portalsdk.model.EntityRef;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two processes on one file of SQLite: they take turns at writing, share the work, and find out at their next poll what the other made visible. */
@Timeout(180)
class SqliteProcessesTest {
    private static final int COMPONENTS = 600;
    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final EntityRef OF_THE_OTHER = Documents.componentRef("of-the-other");

    @TempDir
    Path directory;

    @Test
    void shareItAndOneOutlivesTheOther() throws Exception {
        SourceTree tree = SourceTree.of(directory.resolve("tree"), COMPONENTS);
        Path file = directory.resolve("catalog.db");
        Process other = start(file);
        try (TestDatabase database = TestDatabases.sqlite(file);
                StoreNode node = StoreNode.open(database.dataSource(), Optional.of(tree), LEASE, Clock.systemUTC());
                FeedFollower follower = new FeedFollower(node.store().feed());
                BufferedReader told = other.inputReader(StandardCharsets.UTF_8)) {
            node.catalog().start();
            assertEquals("red", ask(other, told, "red"));
            tree.write("blue");
            node.catalog().refresh().await(PATIENCE);
            assertEquals("blue", ask(other, told, "blue"));
            StoreNode.await(
                    "what the other gives is not shown",
                    PATIENCE,
                    () -> node.catalog().queries().byRef(OF_THE_OTHER).isPresent());

            tree.write("green");
            node.catalog().refresh();
            assertTrue(other.isAlive());
            other.destroyForcibly().waitFor();
            node.awaitRest(PATIENCE);
            follower.assertComplete();
            assertEquals(COMPONENTS, owned(node, "green"));
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    /** Which owner all components of the tree have in the other process, once it is this one. */
    private static String ask(Process other, BufferedReader told, String owner) throws IOException {
        other.outputWriter(StandardCharsets.UTF_8).append(owner).append('\n').flush();
        return told.readLine();
    }

    private static long owned(StoreNode node, String owner) {
        return Cluster.shown(node.catalog()).values().stream()
                .filter(entity -> entity.at("/spec/owner")
                        .flatMap(value -> value.asString())
                        .equals(Optional.of(owner)))
                .count();
    }

    private Process start(Path file) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path").replace("\n", File.pathSeparator),
                        Other.class.getName(),
                        file.toString(),
                        directory.resolve("tree").toString()))
                .redirectError(directory.resolve("log").toFile())
                .start();
    }

    /** The second process. It ends with its parent. */
    static final class Other {
        private Other() {}

        public static void main(String[] arguments) throws IOException {
            SourceTree tree = new SourceTree(Path.of(arguments[1]), COMPONENTS);
            try (TestDatabase database = TestDatabases.sqlite(Path.of(arguments[0]));
                    StoreNode node =
                            StoreNode.open(database.dataSource(), Optional.of(tree), LEASE, Clock.systemUTC());
                    BufferedReader asked =
                            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
                node.catalog().start();
                node.provider()
                        .apply(Mutation.added(List.of(Documents.given(Documents.component("of-the-other", "red")))));
                for (String owner = asked.readLine(); owner != null; owner = asked.readLine()) {
                    String wanted = owner;
                    StoreNode.await(wanted, PATIENCE, () -> owned(node, wanted) >= COMPONENTS);
                    System.out.println(wanted);
                }
            }
        }
    }
}
