package dev.portalsdk.testing.tck;

import static dev.portalsdk.testing.tck.Documents.component;
import static dev.portalsdk.testing.tck.Documents.componentRef;
import static dev.portalsdk.testing.tck.Documents.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.CatalogBuilder;
import dev.portalsdk.catalog.MutationReceipt;
import dev.portalsdk.catalog.Receipt;
import dev.portalsdk.catalog.RegisteredLocation;
import dev.portalsdk.catalog.Registration;
import dev.portalsdk.catalog.provider.InCodeProvider;
import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.fakes.InMemoryUrlReader;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Waiting, and being woken. */
@Timeout(60)
abstract class ReceiptCases extends StoreCases {
    private static final String REGISTERED = "url:https://git.test/a.yaml";

    private final InMemoryUrlReader files = new InMemoryUrlReader();

    private CatalogBuilder catalog(CatalogStore over, InCodeProvider... providers) {
        CatalogBuilder builder =
                Catalog.builder().store(over).clock(clock).urlReader(files).executor(Runnable::run);
        for (InCodeProvider provider : providers) {
            builder.provider(provider);
        }
        return builder;
    }

    @Test
    void whoListensIsWokenByWhatMakesWorkOrShowsSomething() throws Exception {
        AtomicInteger woken = new AtomicInteger();
        CatalogStore.Registration listening = store().listen(woken::incrementAndGet);
        full(FIRST, given(component("one")));
        awaitMore(woken, 0);
        int before = woken.get();
        worker().commit(store().claimDue(1).get(0));
        awaitMore(woken, before);
        before = woken.get();
        StoreWorker.publish(store(), store().claimStitchable(1).get(0));
        awaitMore(woken, before);
        listening.close();
        Thread.sleep(20);
        before = woken.get();
        full(FIRST);
        assertEquals(before, woken.get());
    }

    /** Stores of several nodes may tell a little later. */
    private static void awaitMore(AtomicInteger woken, int before) throws InterruptedException {
        for (int i = 0; i < 1000 && woken.get() == before; i++) {
            Thread.sleep(5);
        }
        assertTrue(woken.get() > before);
    }

    @Test
    void aListenerThatFailsDoesNotUndoWhatWasDone() {
        CatalogStore.Registration failing = store().listen(() -> {
            throw new IllegalStateException("a listener of a test fails");
        });
        AtomicInteger woken = new AtomicInteger();
        store().listen(woken::incrementAndGet);
        full(FIRST, given(component("one")));
        worker().drain();
        failing.close();
        assertEquals("one", visible());
        assertTrue(woken.get() > 0, "others are told all the same");
    }

    @Test
    void whoWaitsForAMutationSeesIt() {
        InCodeProvider code = new InCodeProvider("code");
        try (Catalog catalog = catalog(tck().emptyStore(clock), code).build()) {
            MutationReceipt receipt = code.apply(Mutation.full(List.of(given(component("one")))));
            assertFalse(receipt.isVisible());
            assertTrue(catalog.queries().byRef(componentRef("one")).isEmpty());
            receipt.await();
            assertTrue(receipt.isVisible());
            assertTrue(catalog.queries().byRef(componentRef("one")).isPresent());
            code.apply(Mutation.full(List.of()));
            catalog.settle();
            assertTrue(catalog.queries().byRef(componentRef("one")).isEmpty());
        }
    }

    @Test
    void whatAnotherNodeHasInHandIsWaitedFor() {
        InCodeProvider code = new InCodeProvider("code");
        CatalogStore shared = tck().emptyStore(clock);
        try (Catalog catalog = catalog(shared, code).build()) {
            Receipt receipt = code.apply(Mutation.full(List.of(given(component("one")))));
            CatalogStore other = tck().reopened(shared);
            var claim = other.claimDue(10).get(0);
            assertFalse(receipt.await(Duration.ofMillis(50)));
            new StoreWorker(other).commit(claim);
            assertTrue(receipt.await(Duration.ofSeconds(30)));
            assertTrue(catalog.queries().byRef(componentRef("one")).isPresent());
        }
    }

    @Test
    void whatAnotherNodeDidIsSeenByWhoWaitsHere() {
        InCodeProvider code = new InCodeProvider("code");
        CatalogStore shared = tck().emptyStore(clock);
        try (Catalog catalog = catalog(shared, code).build()) {
            Receipt receipt = code.apply(Mutation.full(List.of(given(component("one")))));
            new StoreWorker(tck().reopened(shared)).drain();
            receipt.await();
            assertTrue(catalog.queries().byRef(componentRef("one")).isPresent());
        }
    }

    @Test
    void aNodeGoesOnWithTheWorkOfOneThatDied() throws Exception {
        InCodeProvider code = new InCodeProvider("code");
        CatalogStore shared = tck().emptyStore(clock);
        try (Catalog catalog = catalog(shared, code).build()) {
            code.apply(Mutation.full(List.of(given(component("one")))));
            assertEquals(1, tck().reopened(shared).claimDue(10).size());
            catalog.start();
            Thread.sleep(50);
            assertTrue(catalog.queries().byRef(componentRef("one")).isEmpty());
            clock.advance(LEASE.multipliedBy(2));
            for (int i = 0;
                    i < 1000 && catalog.queries().byRef(componentRef("one")).isEmpty();
                    i++) {
                Thread.sleep(10);
            }
            assertTrue(catalog.queries().byRef(componentRef("one")).isPresent(), "nobody had to wake it");
        }
    }

    @Test
    void registeredLocationsAreKeptByTheStore() {
        CatalogStore shared = tck().emptyStore(clock);
        files.put("https://git.test/a.yaml", component("one")).put("https://git.test/b.yaml", component("two"));
        try (Catalog catalog = catalog(shared).build()) {
            catalog.locations().add(REGISTERED);
            catalog.locations().add("url:https://git.test/b.yaml");
        }
        CatalogStore later = tck().reopened(shared);
        try (Catalog catalog = catalog(later).build()) {
            catalog.settle();
            List<RegisteredLocation> kept = catalog.locations().list();
            assertEquals(
                    List.of(REGISTERED, "url:https://git.test/b.yaml"),
                    kept.stream()
                            .map(location -> location.location().toString())
                            .toList());
            assertEquals(2, catalog.queries().all("kind=component").size());
            assertEquals(
                    kept.get(0),
                    catalog.locations().findByEntity(componentRef("one")).orElseThrow());
            Registration moved = catalog.locations()
                    .update(kept.get(0).id(), "url:https://git.test/c.yaml")
                    .orElseThrow();
            assertEquals(1, moved.findings().size());
            assertTrue(catalog.locations().remove(kept.get(1).id()));
            assertEquals(List.of(), catalog.queries().all("kind=component"));
        }
    }
}
