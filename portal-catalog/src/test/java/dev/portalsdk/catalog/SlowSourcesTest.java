package dev.portalsdk.catalog;

import static dev.portalsdk.catalog.Documents.component;
import static dev.portalsdk.catalog.Documents.components;
import static dev.portalsdk.catalog.Documents.given;
import static dev.portalsdk.catalog.Documents.location;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.provider.InCodeProvider;
import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.facts.InMemoryCatalogStore;
import dev.portalsdk.fakes.InMemoryUrlReader;
import dev.portalsdk.fakes.TestClock;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.LocationRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What waits for other machines holds up nothing but itself. */
@Timeout(60)
class SlowSourcesTest {
    private static final String BASE = "https://git.test/";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final InMemoryUrlReader files = new InMemoryUrlReader();
    private final CountDownLatch held = new CountDownLatch(1);
    private final InCodeProvider code = new InCodeProvider("code");
    private final InCodeProvider slow = new InCodeProvider("slow");

    @AfterEach
    void letGo() {
        held.countDown();
    }

    private CatalogBuilder builder() {
        return Catalog.builder().urlReader(files).provider(code).provider(slow);
    }

    private static LocationRef url(String name) {
        return new LocationRef("url", BASE + name);
    }

    private static Mutation sources(String... names) {
        List<LocationRef> sources = new ArrayList<>();
        for (String name : names) {
            sources.add(url(name));
        }
        return Mutation.sources(sources);
    }

    @Test
    void anUnrelatedChangeIsVisibleWhileAUrlIsRead() {
        files.put(BASE + "slow.yaml", component("late")).hold(BASE + "slow.yaml", held);
        try (Catalog catalog = builder().build()) {
            Receipt late = slow.apply(sources("slow.yaml"));
            assertTrue(
                    code.apply(Mutation.full(List.of(given(component("one"))))).await(PATIENCE));
            assertEquals("one", components(catalog));
            assertFalse(late.isVisible());
            held.countDown();
            assertTrue(late.await(PATIENCE));
            assertEquals("late one", components(catalog));
        }
    }

    @Test
    void soIsOneThatIsReadFromAnotherUrlThoughMoreThanCanBeReadAtATimeAreSlow() {
        String[] names =
                IntStream.range(0, 40).mapToObj(i -> "slow" + i + ".yaml").toArray(String[]::new);
        for (String name : names) {
            files.put(BASE + name, component(name.replace(".yaml", ""))).hold(BASE + name, held);
        }
        try (Catalog catalog = builder().concurrentUrls(4).build().start()) {
            slow.apply(sources(names));
            assertTrue(
                    code.apply(Mutation.full(List.of(given(component("one"))))).await(PATIENCE));
            assertEquals("one", components(catalog));
            held.countDown();
            catalog.settle();
            assertEquals(41, catalog.queries().all("kind=component").size());
        }
    }

    @Test
    void itsSiblingsAreVisibleBeforeItAndNothingIsSaidToBeGone() throws InterruptedException {
        files.put(BASE + "quick.yaml", component("quick"))
                .put(BASE + "moved.yaml", component("stays", "me"))
                .put(BASE + "old.yaml", component("stays", "me"));
        try (Catalog catalog = builder().build().start()) {
            slow.apply(sources("old.yaml"));
            catalog.settle();
            files.hold(BASE + "moved.yaml", held);
            Receipt moved = slow.apply(sources("moved.yaml", "quick.yaml"));
            while (!components(catalog).contains("quick")) {
                Thread.sleep(5);
            }
            assertEquals("quick stays", components(catalog));
            assertFalse(moved.isVisible());
            held.countDown();
            assertTrue(moved.await(PATIENCE));
            assertEquals("quick stays", components(catalog));
        }
    }

    @Test
    void anEntityThatReadsASlowUrlHoldsUpNoOther() {
        files.put(BASE + "owner.txt", "me").hold(BASE + "owner.txt", held);
        files.put(BASE + "info.yaml", component("reading", "{$text: ./owner.txt}"));
        try (Catalog catalog = builder().build()) {
            Receipt reading = slow.apply(sources("info.yaml"));
            assertTrue(
                    code.apply(Mutation.full(List.of(given(component("one"))))).await(PATIENCE));
            assertEquals("one", components(catalog));
            held.countDown();
            assertTrue(reading.await(PATIENCE));
            assertEquals("one reading", components(catalog));
            files.put(BASE + "owner.txt", "you");
            assertTrue(catalog.refresh().await(PATIENCE));
            assertEquals(3, files.reads(BASE + "owner.txt"), "to process it, to see a change, and to process that");
        }
    }

    @Test
    void aRefreshWhileItIsReadIsNotLost() {
        files.put(BASE + "a.yaml", component("before")).hold(BASE + "a.yaml", held);
        try (Catalog catalog = builder().build()) {
            Receipt first = slow.apply(sources("a.yaml"));
            assertFalse(first.await(Duration.ofMillis(50)));
            files.put(BASE + "a.yaml", component("after"));
            Receipt second = catalog.refresh(List.of(url("a.yaml")));
            assertFalse(second.await(Duration.ofMillis(50)));
            held.countDown();
            assertTrue(second.await(PATIENCE));
            assertEquals("after", components(catalog));
        }
    }

    @Test
    void whatTakesLongerThanItsLeaseIsDoneOnceAndCounts() {
        files.put(BASE + "a.yaml", component("one")).hold(BASE + "a.yaml", held);
        try (Catalog catalog = builder().lease(Duration.ofMillis(400)).build()) {
            Receipt receipt = slow.apply(sources("a.yaml"));
            assertFalse(receipt.await(Duration.ofMillis(1500)));
            held.countDown();
            assertTrue(receipt.await(PATIENCE));
            assertEquals("one", components(catalog));
            assertEquals(1, files.reads(BASE + "a.yaml"));
        }
    }

    @Test
    void whatIsBeingReadWhenACatalogIsClosedIsReadByTheNext() {
        CatalogStore store = new InMemoryCatalogStore(TestClock.create());
        files.put(BASE + "a.yaml", component("one")).hold(BASE + "a.yaml", held);
        try (Catalog catalog = builder().store(store).build()) {
            assertFalse(slow.apply(sources("a.yaml")).await(Duration.ofMillis(50)));
            assertEquals(1, store.backlog().claimed());
            assertEquals("", components(catalog));
        }
        assertEquals(0, store.backlog().claimed(), "no lease need end first");
        files.heal(BASE + "a.yaml");
        InCodeProvider again = new InCodeProvider("slow").with(sources("a.yaml"));
        try (Catalog catalog =
                Catalog.builder().store(store).urlReader(files).provider(again).build()) {
            catalog.settle();
            assertEquals("one", components(catalog));
        }
    }

    @Test
    void ofUrlsThatGiveTheSameEntityTheSmallestWinsHoweverSlowItIs() {
        files.put(BASE + "a.yaml", component("one", "first")).slow(BASE + "a.yaml", Duration.ofMillis(700));
        files.put(BASE + "b.yaml", component("one", "second"));
        try (Catalog catalog = builder().build()) {
            slow.apply(sources("a.yaml", "b.yaml"));
            catalog.settle();
            assertEquals(
                    url("a.yaml"),
                    catalog.queries().all("kind=component").get(0).location());
        }
    }

    @Test
    void aChainOfLocationsWithoutEndEndsWithAFindingAndHoldsUpNothing() {
        for (int i = 0; i < 300; i++) {
            files.put(BASE + i + ".yaml", location("l" + i, "./" + (i + 1) + ".yaml"));
        }
        try (Catalog catalog = builder().build()) {
            slow.apply(sources("0.yaml"));
            assertTrue(
                    code.apply(Mutation.full(List.of(given(component("one"))))).await(PATIENCE));
            catalog.settle();
            List<Diagnostic> findings = catalog.findings().stream()
                    .filter(finding -> finding.ruleId().equals("location-depth"))
                    .toList();
            assertEquals(1, findings.size());
            assertEquals(
                    "location:default/l100",
                    findings.get(0).entity().orElseThrow().toString());
            assertEquals(101, catalog.queries().all("kind=location").size());
        }
    }

    @Test
    void aCircleOfLocationsIsNoChain() {
        files.put(BASE + "0.yaml", location("l0", "./1.yaml"))
                .put(BASE + "1.yaml", location("l1", "./2.yaml"))
                .put(BASE + "2.yaml", location("l2", "./0.yaml"));
        try (Catalog catalog = builder().build()) {
            slow.apply(sources("0.yaml"));
            catalog.settle();
            catalog.refresh().await();
            assertEquals(List.of(), catalog.findings());
        }
    }
}
