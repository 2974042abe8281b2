package dev.portalsdk.catalog.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.run.RunTiming;
import dev.portalsdk.catalog.run.Schedules;
import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.catalog.store.RemovalGuard;
import dev.portalsdk.catalog.store.facts.InMemoryCatalogStore;
import dev.portalsdk.fakes.TestClock;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Large sources, listed page by page on nodes that die. */
@Timeout(120)
class IncrementalProviderTest {
    private static final String NAME = "cmdb";
    private static final Duration REST = Duration.ofHours(6);

    private final TestClock clock = TestClock.create();
    private final CatalogStore store = new InMemoryCatalogStore(clock);
    private final Source source = new Source();

    /** Components by name, with owners; three a page, the cursor being the last name. */
    private static final class Source implements IncrementalSource {
        private final TreeMap<String, String> owners = new TreeMap<>();
        private final List<String> asked = new ArrayList<>();
        private IOException failure;
        private Runnable before = () -> {};

        synchronized void holds(IntStream numbers, String owner) {
            owners.clear();
            numbers.forEach(number -> owners.put("c%02d".formatted(number), owner));
        }

        @Override
        public Page first() throws IOException {
            return at("");
        }

        @Override
        public Page at(String cursor) throws IOException {
            Runnable first;
            synchronized (this) {
                asked.add(cursor);
                if (failure != null) {
                    throw failure;
                }
                first = before;
            }
            Page page = page(cursor);
            first.run();
            return page;
        }

        private synchronized Page page(String cursor) {
            List<String> names =
                    owners.tailMap(cursor, false).keySet().stream().limit(3).toList();
            List<ProvidedEntity> entities = names.stream()
                    .map(name -> component(name, owners.get(name)))
                    .toList();
            boolean more = names.size() == 3 && !owners.lastKey().equals(names.get(2));
            return more ? Page.of(entities, names.get(2)) : Page.last(entities);
        }

        synchronized int pages() {
            int pages = asked.size();
            asked.clear();
            return pages;
        }
    }

    private static ProvidedEntity component(String name, String owner) {
        Value.Obj document = Value.parseJson("""
                        {"apiVersion": "backstage.io/v1alpha1", "kind": "Component", "metadata": {"name": "%s"},
                         "spec": {"type": "service", "lifecycle": "production", "owner": "%s"}}""".formatted(name, owner)).asObj().orElseThrow();
        return new ProvidedEntity(EntityDescriptor.of(document), new LocationRef("cmdb", name));
    }

    /** One page a burst, and so long between them that the schedule does none while a test does them. */
    private IncrementalProvider provider(RemovalGuard guard) {
        return provider(guard, Duration.ofHours(1));
    }

    private IncrementalProvider provider(RemovalGuard guard, Duration pause) {
        IncrementalPace pace =
                new IncrementalPace(Duration.ZERO, pause, REST, List.of(Duration.ofMinutes(1), Duration.ofMinutes(5)));
        return new IncrementalProvider(NAME, source, pace, guard);
    }

    /** The first burst is not due at once. */
    private void later() {
        Schedules schedules = store.schedules();
        schedules.claim(NAME, RunTiming.every(REST), REST).run().ifPresent(schedules::finish);
    }

    private Catalog catalog(CatalogStore over, IncrementalProvider provider) {
        later();
        return scheduled(over, provider);
    }

    private Catalog scheduled(CatalogStore over, IncrementalProvider provider) {
        return Catalog.builder()
                .store(over)
                .clock(clock)
                .provider(provider)
                .executor(Runnable::run)
                .build();
    }

    /** Without the waits of a schedule: bursts until a listing is over. */
    private void listAll(IncrementalProvider provider) throws IOException {
        do {
            provider.refresh();
        } while (isUnderWay());
    }

    private boolean isUnderWay() {
        return store.providerState().find(NAME, "listing").isPresent();
    }

    private static String shown(Catalog catalog) {
        catalog.settle();
        return catalog.queries().all("").stream()
                .map(entity -> entity.ref().name()
                        + entity.entity().spec().string("owner").orElse(""))
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private static String expected(IntStream numbers, String owner) {
        return numbers.mapToObj("c%02d"::formatted).map(name -> name + owner).collect(Collectors.joining(" "));
    }

    @Test
    void whatIsListedIsThereAndWhatIsNotGoesAtTheEnd() throws IOException {
        IncrementalProvider provider = provider(RemovalGuard.off());
        source.holds(IntStream.range(0, 8), "-a");
        try (Catalog catalog = catalog(store, provider)) {
            listAll(provider);
            assertEquals(expected(IntStream.range(0, 8), "-a"), shown(catalog));
            source.holds(IntStream.of(1, 2, 4, 5, 7, 9), "-b");
            listAll(provider);
            assertEquals(expected(IntStream.of(1, 2, 4, 5, 7, 9), "-b"), shown(catalog));
        }
    }

    /** Dies at each call that a whole listing makes, before it is done and after; another node goes on. */
    @Test
    void aCrashBetweenAnyTwoCallsLosesNothing() throws Exception {
        int call = 0;
        boolean died = true;
        while (died) {
            died = false;
            for (boolean done : new boolean[] {false, true}) {
                died |= new IncrementalProviderTest().survives(call, done);
            }
            call++;
        }
        assertTrue(call > 25, "the listing made only " + call + " calls");
    }

    private boolean survives(int call, boolean done) throws Exception {
        source.holds(IntStream.range(0, 10), "-a");
        IncrementalProvider before = provider(RemovalGuard.off());
        try (Catalog catalog = catalog(store, before)) {
            listAll(before);
            catalog.settle();
        }
        source.holds(IntStream.range(2, 14), "-b");
        source.pages();
        MortalStore mortal = new MortalStore(call, done);
        IncrementalProvider dying = provider(RemovalGuard.off());
        boolean ended = false;
        try (Catalog catalog = catalog(mortal.of(store), dying)) {
            listAll(dying);
            ended = true;
            catalog.settle();
        } catch (IOException | RuntimeException e) {
            assertTrue(mortal.isDead(), e::toString);
        }
        int pagesBefore = source.pages();
        clock.advance(Duration.ofMinutes(2)); // the lease of the dead
        IncrementalProvider next = provider(RemovalGuard.off());
        try (Catalog catalog = catalog(store, next)) {
            if (!ended || isUnderWay()) {
                listAll(next);
            }
            assertEquals(expected(IntStream.range(2, 14), "-b"), shown(catalog), call + " " + done);
        }
        boolean wasAtTheEnd = pagesBefore >= 4;
        assertTrue(
                wasAtTheEnd || pagesBefore + source.pages() <= 5,
                "it goes on where the other was, but for one page: " + call + " " + done);
        return mortal.isDead();
    }

    @Test
    void aNodeThatComesBackLateChangesNothing() throws Exception {
        source.holds(IntStream.range(0, 9), "-a");
        IncrementalProvider late = provider(RemovalGuard.off());
        IncrementalProvider other = provider(RemovalGuard.off());
        try (Catalog first = catalog(store, late)) {
            listAll(late);
            first.settle();
            late.refresh();
            CountDownLatch hangs = new CountDownLatch(1);
            CountDownLatch begun = new CountDownLatch(1);
            source.before = () -> {
                begun.countDown();
                while (hangs.getCount() > 0) {
                    LockSupport.parkNanos(1_000_000); // as a read that cannot be interrupted
                }
            };
            CompletableFuture<Void> hanging = CompletableFuture.runAsync(() -> {
                try {
                    late.refresh();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            begun.await();
            source.before = () -> {};
            clock.advance(Duration.ofMinutes(2));
            source.holds(IntStream.range(6, 12), "-b");
            try (Catalog second = catalog(store, other)) {
                listAll(other);
                listAll(other);
                assertEquals(expected(IntStream.range(6, 12), "-b"), shown(second));
                hangs.countDown();
                hanging.handle((done, failure) -> "ended").get();
                assertEquals(expected(IntStream.range(6, 12), "-b"), shown(second), "what it had read is of old");
            }
        }
    }

    @Test
    void failuresAreTriedAgainAfterGrowingPauses() throws IOException {
        source.holds(IntStream.range(0, 6), "-a");
        IncrementalProvider provider = provider(RemovalGuard.off());
        try (Catalog catalog = catalog(store, provider)) {
            listAll(provider);
            source.failure = new IOException("down");
            for (int minutes : new int[] {1, 5, 5}) {
                assertEquals(
                        "down",
                        assertThrows(IOException.class, provider::refresh).getMessage());
                assertEquals("down", provider.lastFailure().orElseThrow().getMessage());
                assertEquals(Optional.of(Duration.ofMinutes(minutes)), dueIn());
            }
            assertEquals(expected(IntStream.range(0, 6), "-a"), shown(catalog));
            source.failure = null;
            source.holds(IntStream.range(0, 6), "-b");
            listAll(provider);
            assertEquals(Optional.of(REST), dueIn());
            assertEquals(expected(IntStream.range(0, 6), "-b"), shown(catalog));
            assertTrue(provider.lastFailure().isEmpty());
        }
    }

    private Optional<Duration> dueIn() {
        return store.schedules()
                .claim(NAME, RunTiming.every(REST), Duration.ofMinutes(1))
                .retryIn();
    }

    @Test
    void aCursorThatIsLostMakesTheListingBeginAnew() throws IOException {
        source.holds(IntStream.range(0, 6), "-a");
        IncrementalProvider provider = provider(RemovalGuard.off());
        try (Catalog catalog = catalog(store, provider)) {
            provider.refresh();
            assertTrue(isUnderWay());
            source.pages();
            source.failure = new IncrementalSource.CursorLostException("expired");
            assertInstanceOf(
                    IncrementalSource.CursorLostException.class, assertThrows(IOException.class, provider::refresh));
            source.failure = null;
            listAll(provider);
            assertEquals(List.of("c02", "", "c02"), source.asked);
            assertEquals(expected(IntStream.range(0, 6), "-a"), shown(catalog));
        }
    }

    @Test
    void aListingThatComesOutShortTakesNothingAway() throws IOException {
        source.holds(IntStream.range(0, 12), "-a");
        IncrementalProvider provider =
                new IncrementalProvider(NAME, source, IncrementalPace.resting(REST)); // with the guard of all providers
        try (Catalog catalog = catalog(store, provider)) {
            listAll(provider);
            source.owners.clear();
            source.owners.put("c00", "-b");
            listAll(provider);
            assertEquals("c00-b " + expected(IntStream.range(1, 12), "-a"), shown(catalog));
            assertEquals(
                    1,
                    catalog.findings().stream()
                            .filter(finding -> finding.ruleId().equals("mass-removal"))
                            .count());
        }
    }

    @Test
    void whatEventsTellMeanwhileStays() throws IOException {
        source.holds(IntStream.range(0, 6), "-a");
        IncrementalProvider provider = provider(RemovalGuard.off());
        try (Catalog catalog = catalog(store, provider)) {
            listAll(provider);
            provider.refresh();
            provider.apply(new Mutation.Delta(
                    List.of(component("new", "-b")), Set.of(EntityRef.parse("component:default/c05"))));
            listAll(provider);
            assertEquals(expected(IntStream.range(0, 6), "-a") + " new-b", shown(catalog));
        }
    }

    @Test
    void theScheduleListsOneAfterTheOtherAndRests() throws Exception {
        source.holds(IntStream.range(0, 12), "-a");
        try (Catalog first = scheduled(store, provider(RemovalGuard.off(), Duration.ZERO));
                Catalog second = scheduled(store, provider(RemovalGuard.off(), Duration.ZERO))) {
            while (!shown(first).equals(expected(IntStream.range(0, 12), "-a")) || isUnderWay()) {
                Thread.sleep(10);
            }
            Thread.sleep(200);
            assertEquals(4, source.pages(), "each page once, by whatever node");
            assertEquals(shown(first), shown(second));
        }
    }
}
