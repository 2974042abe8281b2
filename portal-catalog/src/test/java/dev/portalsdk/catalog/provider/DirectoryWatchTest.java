package dev.portalsdk.catalog.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.CatalogEvent;
import dev.portalsdk.catalog.store.Change;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityRef;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What happens to files shows in the catalog, with real files. */
@Timeout(60)
class DirectoryWatchTest {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    @TempDir
    Path temporary;

    private Path directory;

    private final List<CatalogEvent> events = new CopyOnWriteArrayList<>();
    private Catalog catalog;

    @BeforeEach
    void makeDirectory() throws IOException {
        directory = Files.createDirectory(temporary.resolve("repo"));
    }

    private void start(DirectoryProvider provider) {
        catalog = Catalog.builder()
                .provider(provider)
                .listener(events::add)
                .build()
                .start();
        catalog.settle();
        events.clear();
    }

    private DirectoryProvider repository() {
        return DirectoryProvider.of("repo", directory);
    }

    @AfterEach
    void close() {
        if (catalog != null) {
            catalog.close();
        }
    }

    /** The same for both ways of noticing. */
    abstract class Noticing {
        abstract void watch();

        @Test
        void newChangedAndDeletedFilesShow() throws IOException {
            write("a/catalog-info.yaml", "one");
            watch();
            assertEquals("one", components());
            write("b/c/catalog-info.yml", "two");
            awaitComponents("one two");
            write("a/catalog-info.yaml", "uno");
            write("c/catalog-info.yaml", "three", "four");
            awaitComponents("four three two uno");
            Files.delete(directory.resolve("c/catalog-info.yaml"));
            awaitComponents("two uno");
        }

        @Test
        void directoriesComeAndGoAsAWhole() throws IOException {
            Path outside = Files.createDirectories(temporary.resolve("outside"));
            Files.createDirectories(outside.resolve("x/y"));
            Files.writeString(outside.resolve("x/y/catalog-info.yaml"), component("one"));
            watch();
            Files.move(outside.resolve("x"), directory.resolve("x"));
            awaitComponents("one");
            write("x/y/z/catalog-info.yaml", "two");
            awaitComponents("one two");
            Files.move(directory.resolve("x"), outside.resolve("x"));
            awaitComponents("");
        }

        @Test
        void aRenamedFileKeepsItsEntity() throws IOException {
            write("a/catalog-info.yaml", "one");
            watch();
            long version = catalog.changes().version();
            Files.createDirectories(directory.resolve("b"));
            Files.move(directory.resolve("a/catalog-info.yaml"), directory.resolve("b/catalog-info.yaml"));
            awaitUntil("b", () -> entityLocation("one"));
            catalog.settle();
            assertEquals("one", components());
            assertTrue(
                    catalog.changes().after(version, 100).stream()
                            .noneMatch(change -> change.type() == Change.Type.REMOVED),
                    "it was never gone");
        }

        @Test
        void aBrokenFileKeepsItsEntityUntilItIsMended() throws IOException {
            write("a/catalog-info.yaml", "one");
            watch();
            Files.writeString(directory.resolve("a/catalog-info.yaml"), "a: [");
            awaitUntil("yaml", this::rules);
            assertEquals("one", components());
            write("a/catalog-info.yaml", "two");
            awaitComponents("two");
        }

        private String rules() {
            return catalog.findings().stream()
                    .map(Diagnostic::ruleId)
                    .distinct()
                    .collect(Collectors.joining(" "))
                    .replace("dangling-ref", "")
                    .strip();
        }
    }

    @Nested
    class Watching extends Noticing {
        @Override
        void watch() {
            start(repository().watching());
        }
    }

    @Nested
    class Polling extends Noticing {
        @Override
        void watch() {
            start(repository().polling(Duration.ofMillis(20)));
        }
    }

    @Test
    void oneChangeReadsOneFile() throws IOException {
        for (int i = 0; i < 20; i++) {
            write("s" + i + "/catalog-info.yaml", "c" + i);
        }
        start(repository().watching());
        write("s7/catalog-info.yaml", "seven");
        awaitUntil(true, () -> components().contains("seven"));
        catalog.settle();
        assertEquals(
                List.of(directory.resolve("s7/catalog-info.yaml").toString()),
                events.stream()
                        .filter(CatalogEvent.SourceRead.class::isInstance)
                        .map(event -> ((CatalogEvent.SourceRead) event).source().target())
                        .distinct()
                        .toList());
    }

    @Test
    void whatDescriptorsOnlyReadIsToldToo() throws IOException {
        Files.writeString(directory.resolve("owner.txt"), "team-a");
        Files.writeString(
                directory.resolve("catalog-info.yaml"),
                component("one").replace("owner: team", "owner: {$text: ./owner.txt}"));
        start(repository().watching());
        Files.writeString(directory.resolve("owner.txt"), "team-b");
        awaitUntil("team-b", () -> catalog.queries()
                .byRef(EntityRef.parse("component:default/one"))
                .orElseThrow()
                .entity()
                .spec()
                .string("owner")
                .orElseThrow());
    }

    @Test
    void directoriesThatStartWithADotAreLeftOutUnlessSpeltOut() throws IOException {
        write(".git/catalog-info.yaml", "hidden");
        write(".backstage/site.yaml", "spelt");
        start(DirectoryProvider.of("repo", directory, List.of("**/catalog-info.yaml", ".backstage/*.yaml"))
                .watching());
        assertEquals("spelt", components());
        write(".git/deep/catalog-info.yaml", "hidden2");
        write(".backstage/more.yaml", "more");
        awaitComponents("more spelt");
    }

    @Test
    void linksToFilesAreFollowedAndLinksToDirectoriesAreNot() throws IOException {
        Path outside = Files.createDirectories(temporary.resolve("linked"));
        Path first = Files.createDirectories(outside.resolve("v1"));
        Path second = Files.createDirectories(outside.resolve("v2"));
        Files.writeString(first.resolve("catalog-info.yaml"), component("one"));
        Files.writeString(second.resolve("catalog-info.yaml"), component("two"));
        try {
            // As Kubernetes mounts a ConfigMap: the file leads through a link that is turned at once.
            Files.createSymbolicLink(directory.resolve("..data"), first);
            Files.createSymbolicLink(directory.resolve("catalog-info.yaml"), Path.of("..data/catalog-info.yaml"));
            Files.createSymbolicLink(directory.resolve("linked"), first);
        } catch (FileSystemException | UnsupportedOperationException e) {
            Assumptions.abort("no links here: " + e);
        }
        start(repository().watching());
        assertEquals("one", components());
        Files.createSymbolicLink(directory.resolve("..tmp"), second);
        Files.move(directory.resolve("..tmp"), directory.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        awaitUntil(true, () -> components().contains("two"));
    }

    @Test
    void aBurstIsSeenToTheLastFile() throws IOException {
        start(repository().watching());
        for (int i = 0; i < 1500; i++) {
            write("burst/d" + i % 30 + "/s" + i + "/catalog-info.yaml", "c" + i);
        }
        awaitUntil(1500, () -> catalog.queries().all("kind=component").size());
    }

    @Test
    void aDirectoryThatIsNotThereYetIsAwaitedAndOneThatIsGoneIsNotEmpty() throws IOException {
        Path late = directory.resolve("late");
        start(DirectoryProvider.of("repo", late).watching());
        assertEquals("location-not-found", catalog.findings().get(0).ruleId());
        write("late/catalog-info.yaml", "one");
        awaitComponents("one");
        Files.move(late, directory.resolve("elsewhere"));
        catalog.refresh().await();
        assertEquals("one", components());
        Files.move(directory.resolve("elsewhere"), late);
        write("late/catalog-info.yaml", "one", "two");
        awaitComponents("one two");
    }

    @Test
    void theThreadEndsWithTheCatalog() {
        start(DirectoryProvider.of("ending", directory).watching());
        assertEquals(1, watchThreads());
        catalog.close();
        assertEquals(0, watchThreads());
    }

    private static long watchThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("portal-catalog-watch-ending"))
                .count();
    }

    private void write(String file, String... names) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(
                path, List.of(names).stream().map(DirectoryWatchTest::component).collect(Collectors.joining("---\n")));
    }

    private static String component(String name) {
        return "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: " + name
                + "}\nspec:\n  type: service\n  lifecycle: production\n  owner: team\n";
    }

    private String components() {
        return catalog.queries().all("kind=component").stream()
                .map(entity -> entity.ref().name())
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private String entityLocation(String name) {
        Path file = Path.of(catalog.queries()
                .byRef(new EntityRef("component", "default", name))
                .orElseThrow()
                .location()
                .target());
        return String.valueOf(file.getParent().getFileName());
    }

    private void awaitComponents(String names) {
        awaitUntil(names, this::components);
    }

    private static <T> void awaitUntil(T expected, Supplier<T> actual) {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (!expected.equals(actual.get()) && System.nanoTime() < end) {
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        assertEquals(expected, actual.get());
    }
}
