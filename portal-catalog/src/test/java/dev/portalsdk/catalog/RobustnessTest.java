package dev.portalsdk.catalog;

import static dev.portalsdk.catalog.Documents.component;
import static dev.portalsdk.catalog.Documents.components;
import static dev.portalsdk.catalog.Documents.file;
import static dev.portalsdk.catalog.Documents.given;
import static dev.portalsdk.catalog.Documents.location;
import static dev.portalsdk.catalog.Documents.ref;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.provider.DirectoryProvider;
import dev.portalsdk.catalog.provider.InCodeProvider;
import dev.portalsdk.catalog.store.CatalogException;
import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.catalog.store.facts.InMemoryCatalogStore;
import dev.portalsdk.fakes.InMemoryUrlReader;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Kind;
import dev.portalsdk.model.Relation;
import dev.portalsdk.model.RelationField;
import dev.portalsdk.model.RelationType;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a catalog stands: broken parts of the host's, several nodes that are slow, names and numbers that nobody expects. */
@Timeout(60)
class RobustnessTest {
    private static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

    @TempDir
    private Path directory;

    private final InCodeProvider code = new InCodeProvider("code");

    /** A library that is not on the class path is an error, no exception. */
    @Test
    void errorsOfProcessorsListenersAndReadersDoNotStopTheCatalog() throws InterruptedException {
        InMemoryUrlReader files = new InMemoryUrlReader()
                .put("https://h.test/bad.yaml", component("never"))
                .fault("https://h.test/bad.yaml", (any, options) -> {
                    throw new NoClassDefFoundError("acme/Reader");
                })
                .put("https://h.test/good.yaml", component("read"));
        try (Catalog catalog = Catalog.builder()
                .urlReader(files)
                .executor(Runnable::run)
                .provider(code)
                .location("url:https://h.test/bad.yaml")
                .location("url:https://h.test/good.yaml")
                .processor("broken", (descriptor, context) -> {
                    if (descriptor.ref().equals(Optional.of(ref("component:bad")))) {
                        throw new NoClassDefFoundError("acme/Missing");
                    }
                    return ProcessorOutput.of(descriptor);
                })
                .listener(event -> {
                    throw new AssertionError("listener");
                })
                .build()
                .start()) {
            code.apply(Mutation.added(List.of(given(component("bad")), given(component("a")))));
            assertTrue(
                    code.apply(Mutation.added(List.of(given(component("b"))))).await(Duration.ofSeconds(30)));
            catalog.settle();
            assertEquals("a b read", components(catalog));
            assertEquals("internal location-unreadable", Documents.rules(catalog));
        }
    }

    /** What one node has in hand for too long goes to the other, and back. */
    @Test
    void nodesThatTakeLongerThanTheirLeaseGetThereAllTheSame() {
        InMemoryUrlReader files = new InMemoryUrlReader();
        CatalogStore store = new InMemoryCatalogStore(Clock.systemUTC());
        CatalogBuilder one = node(store, files);
        CatalogBuilder other = node(store, files);
        StringBuilder expected = new StringBuilder("c10");
        for (int i = 10; i < 40; i++) {
            String url = "https://h.test/" + i + ".yaml";
            files.put(url, component("c" + i)).slow(url, Duration.ofMillis(100));
            one.location("url:" + url);
            other.location("url:" + url);
            expected.append(i == 10 ? "" : " c" + i);
        }
        try (Catalog first = one.build().start();
                Catalog second = other.build().start()) {
            first.settle();
            second.settle();
            assertEquals(expected.toString(), components(first));
            assertEquals(expected.toString(), components(second));
        }
    }

    private static CatalogBuilder node(CatalogStore store, InMemoryUrlReader files) {
        return Catalog.builder()
                .urlReader(files)
                .store(store)
                .executor(Runnable::run)
                .lease(Duration.ofMillis(500));
    }

    /** A store outlives it, and must not learn of a failure that was none. */
    @Test
    void closingInterruptsNoReading() throws InterruptedException {
        String url = "https://h.test/slow.yaml";
        CountDownLatch reading = new CountDownLatch(1);
        AtomicReference<Boolean> interrupted = new AtomicReference<>();
        CountDownLatch read = new CountDownLatch(1);
        InMemoryUrlReader files = new InMemoryUrlReader()
                .put(url, component("slow"))
                .fault(url, (any, options) -> {
                    reading.countDown();
                    try {
                        Thread.sleep(200);
                        interrupted.set(false);
                    } catch (InterruptedException e) {
                        interrupted.set(true);
                    }
                    read.countDown();
                });
        Catalog catalog = Catalog.builder()
                .urlReader(files)
                .location("url:" + url)
                .build()
                .start();
        assertTrue(reading.await(20, TimeUnit.SECONDS));
        catalog.close();
        assertTrue(read.await(20, TimeUnit.SECONDS));
        assertEquals(false, interrupted.get());
    }

    @ParameterizedTest
    @ValueSource(strings = {"file://%s", "file:%s", "FILE://%s", "FiLe:%s"})
    void whatComesFromTheWebReadsNoFilesOfThisMachineHoweverTheyAreNamed(String form) throws IOException {
        Path secret = Files.writeString(directory.resolve("secret.yaml"), component("stolen"));
        String named = form.formatted(secret);
        for (String url : List.of("https://h.test/all.yaml", "https://github.com/acme/web/blob/main/all.yaml")) {
            InMemoryUrlReader web = new InMemoryUrlReader().put(url, location("all", named));
            try (Catalog catalog = Catalog.builder()
                    .urlReader(new WebAndFiles(web))
                    .location("url:" + url)
                    .build()) {
                catalog.settle();
                assertEquals("", components(catalog));
                assertEquals(
                        1,
                        catalog.findings().stream()
                                .filter(finding -> finding.ruleId().equals("location-unreadable"))
                                .count());
                assertThrows(IllegalArgumentException.class, () -> catalog.locations()
                        .add("url:" + named));
                assertThrows(IllegalArgumentException.class, () -> catalog.locations()
                        .dryRun("url:" + secret));
            }
        }
    }

    /** As in {@code app/[slug]/catalog-info.yaml}. */
    @Test
    void theNameOfAFileMayLookLikeAPattern() throws IOException {
        Path slug = Files.createDirectories(directory.resolve("[slug]"));
        Files.writeString(slug.resolve("catalog-info.yaml"), file(location("more", "./b{1,2}.yaml", "./[c].yaml")));
        Files.writeString(slug.resolve("b{1,2}.yaml"), component("b"));
        Files.writeString(slug.resolve("[c].yaml"), component("c"));
        Files.writeString(directory.resolve("catalog-info.yaml"), component("a"));
        for (DirectoryProvider provider : List.of(
                DirectoryProvider.of("files", directory),
                DirectoryProvider.of("files", directory).watching())) {
            try (Catalog catalog = Catalog.builder().provider(provider).build()) {
                catalog.settle();
                assertEquals("a b c", components(catalog));
            }
        }
    }

    @Test
    void theEtagInTheFeedChangesWithRelationsThatAProcessorAdds() {
        AtomicReference<EntityRef> target = new AtomicReference<>(ref("component:x"));
        try (Catalog catalog = Catalog.builder()
                .provider(code)
                .processor("relates", (descriptor, context) -> ProcessorOutput.of(descriptor)
                        .withRelation(
                                new Relation(descriptor.ref().orElseThrow(), RelationType.DEPENDS_ON, target.get())))
                .build()) {
            code.apply(Mutation.full(List.of(given(component("a"))))).await();
            StitchedEntity before = catalog.changes().snapshot().entities().get(0);
            target.set(ref("component:y"));
            catalog.refresh(ref("component:a")).await();
            StitchedEntity after = catalog.changes().snapshot().entities().get(0);
            assertNotEquals(before.toValue().get("relations"), after.toValue().get("relations"));
            assertNotEquals(before.etag(), after.etag());
        }
    }

    /** By the whole kind, not by its name only. */
    @Test
    void aStoreThatIsOpenedAgainNoticesThatAKindHasChanged() {
        CatalogStore store = new InMemoryCatalogStore(Clock.systemUTC());
        String gizmo = "apiVersion: acme.test/v1\nkind: Gizmo\nmetadata:\n  name: g\nspec:\n  runs: component:a\n";
        Kind.Builder<Gizmo> kind = Kind.builder("Gizmo", Gizmo.class)
                .apiVersion("acme.test/v1")
                .specSchema(Value.Obj.of("type", "object"));
        try (Catalog catalog =
                Catalog.builder().store(store).provider(code).kind(kind.build()).build()) {
            code.apply(Mutation.full(List.of(given(gizmo)))).await();
            assertEquals(List.of(), Documents.entity(catalog, "gizmo:g").relations());
        }
        Kind<Gizmo> changed = kind.relation(RelationField.of("runs", RelationType.DEPENDS_ON, "Component"))
                .build();
        try (Catalog catalog =
                Catalog.builder().store(store).provider(code).kind(changed).build()) {
            catalog.settle();
            assertEquals(1, Documents.entity(catalog, "gizmo:g").relations().size());
        }
    }

    record Gizmo(Optional<String> runs) {}

    @Test
    void timesMayBeVeryLongAndLimitsMayNotBeBelowOne() throws InterruptedException {
        try (Catalog catalog =
                Catalog.builder().provider(code).refreshEvery(FOREVER).build().start()) {
            assertTrue(code.apply(Mutation.full(List.of(given(component("a"))))).await(FOREVER));
            assertThrows(IllegalArgumentException.class, () -> catalog.failed(0));
            assertThrows(IllegalArgumentException.class, () -> catalog.pending(-1));
        }
        assertThrows(IllegalArgumentException.class, () -> OrphanStrategy.deleteAfter(FOREVER));
        assertThrows(
                CatalogException.class, () -> Catalog.builder().lease(FOREVER).build());
    }

    /** Told in time in proportion to their number. */
    @Test
    void manyDocumentsOfOneNameAreAllToldOf() {
        int documents = 20_000;
        InMemoryUrlReader files =
                new InMemoryUrlReader().put("https://h.test/a.yaml", (component("same") + "---\n").repeat(documents));
        try (Catalog catalog = Catalog.builder()
                .urlReader(files)
                .location("url:https://h.test/a.yaml")
                .build()) {
            catalog.settle();
            long start = System.nanoTime();
            long told = catalog.facts().findings().stream()
                    .filter(finding -> finding.ruleId().equals("conflict"))
                    .count();
            assertEquals(documents - 1, told);
            assertTrue(Duration.ofNanos(System.nanoTime() - start).toSeconds() < 5);
        }
    }
}
