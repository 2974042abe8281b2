package dev.portalsdk.catalog;

import static dev.portalsdk.catalog.Documents.component;
import static dev.portalsdk.catalog.Documents.components;
import static dev.portalsdk.catalog.Documents.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.provider.InCodeProvider;
import dev.portalsdk.catalog.store.CatalogException;
import dev.portalsdk.catalog.store.Mutation;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A processor or listener that waits for the catalog it works for would wait for itself. */
@Timeout(30)
class WaitingInsideTest {
    private final InCodeProvider code = new InCodeProvider("code");
    private final AtomicReference<Catalog> catalog = new AtomicReference<>();

    private Catalog build(CatalogBuilder builder) {
        catalog.set(builder.provider(code).build());
        return catalog.get();
    }

    private void giveMany() {
        code.apply(Mutation.full(List.of(given(component("one")), given(component("two")), given(component("three")))));
    }

    @Test
    void aProcessorThatSettlesFailsAndSaysWhy() {
        try (Catalog settling = build(Catalog.builder().processor("waits", (descriptor, context) -> {
            catalog.get().settle();
            return ProcessorOutput.of(descriptor);
        }))) {
            giveMany();
            settling.settle();
            assertEquals("", components(settling));
            assertEquals(3, settling.findings().size());
            assertTrue(
                    settling.findings().get(0).message().contains("cannot wait for that catalog"),
                    settling.findings().toString());
        }
    }

    @Test
    void oneOnAThreadOfTheHostsExecutorToo() {
        Executor host = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "host");
            thread.setDaemon(true);
            return thread;
        });
        try (Catalog started = build(Catalog.builder().executor(host).processor("waits", (descriptor, context) -> {
            code.apply(Mutation.added(List.of(given(component("four"))))).await();
            return ProcessorOutput.of(descriptor);
        }))) {
            started.start();
            giveMany();
            started.settle();
            assertEquals("", components(started));
        }
    }

    @Test
    void aListenerThatWaitsIsToldAndTheCatalogGoesOn() {
        AtomicReference<CatalogException> told = new AtomicReference<>();
        try (Catalog listening = build(Catalog.builder().listener(event -> {
            try {
                catalog.get().refresh().await();
            } catch (CatalogException e) {
                told.set(e);
                throw e;
            }
        }))) {
            code.apply(Mutation.full(List.of(given(component("one"))))).await();
            assertEquals("one", components(listening));
            assertTrue(told.get().getMessage().contains("cannot wait for that catalog"));
        }
    }

    @Test
    void waitingForAnotherCatalogIsAllowed() {
        try (Catalog other = Catalog.builder()
                        .provider(new InCodeProvider("other").with(Mutation.full(List.of(given(component("there"))))))
                        .build();
                Catalog asking = build(Catalog.builder().processor("asks", (descriptor, context) -> {
                    other.refresh().await();
                    return ProcessorOutput.of(descriptor.withAnnotation("acme.test/other", components(other)));
                }))) {
            giveMany();
            asking.settle();
            assertEquals("one three two", components(asking));
        }
    }
}
