package dev.portalsdk.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portalsdk.catalog.provider.InCodeProvider;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.fakes.InMemoryUrlReader;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many threads give, wait and ask at once. */
@Timeout(60)
class CatalogConcurrencyTest {
    private static final int THREADS = 4;
    private static final int ROUNDS = 100;

    @Test
    void eachThreadSeesWhatItGaveAndTheEndIsTheSumOfAll() throws Exception {
        List<InCodeProvider> providers = new ArrayList<>();
        CatalogBuilder builder = Catalog.builder().urlReader(new InMemoryUrlReader());
        for (int i = 0; i < THREADS; i++) {
            InCodeProvider provider = new InCodeProvider("provider-" + i);
            providers.add(provider);
            builder.provider(provider);
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (Catalog catalog = builder.build()) {
            List<Future<?>> running = new ArrayList<>();
            for (InCodeProvider provider : providers) {
                running.add(threads.submit(() -> giveAndAsk(provider, catalog)));
            }
            for (Future<?> future : running) {
                future.get();
            }
            assertEquals(
                    THREADS * ROUNDS / 2,
                    catalog.queries().all("kind=component").size());
            StitchedEntity team = catalog.queries()
                    .byRef(EntityRef.parse("group:default/team"))
                    .orElseThrow();
            assertEquals(THREADS * ROUNDS / 2, team.relations().size());
        } finally {
            threads.shutdownNow();
        }
    }

    /** Adds an entity each round, and takes every second one away again. */
    private static void giveAndAsk(InCodeProvider provider, Catalog catalog) {
        provider.apply(Mutation.added(List.of(entity("Group", "team", "{\"type\": \"team\", \"children\": []}"))));
        for (int round = 0; round < ROUNDS; round++) {
            ProvidedEntity given = entity(
                    "Component",
                    provider.name() + "-" + round,
                    "{\"type\": \"service\", \"lifecycle\": \"production\", \"owner\": \"team\"}");
            provider.apply(Mutation.added(List.of(given))).await();
            assertEquals(true, catalog.queries().byRef(given.ref()).isPresent(), "what was given is visible");
            if (round % 2 == 0) {
                provider.apply(Mutation.removed(List.of(given.ref()))).await();
                assertEquals(false, catalog.queries().byRef(given.ref()).isPresent(), "what was taken away is gone");
            }
        }
    }

    private static ProvidedEntity entity(String kind, String name, String spec) {
        Value document = Value.parseJson("{\"apiVersion\": \"backstage.io/v1alpha1\", \"kind\": \"" + kind
                + "\", \"metadata\": {\"name\": \"" + name + "\"}, \"spec\": " + spec + "}");
        return ProvidedEntity.of(EntityDescriptor.of(document.asObj().orElseThrow()));
    }
}
