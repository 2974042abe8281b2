package dev.portalsdk.testing.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.AllowRule;
import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.CatalogBuilder;
import dev.portalsdk.catalog.jdbc.JdbcCatalogStore;
import dev.portalsdk.catalog.provider.InCodeProvider;
import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.facts.InMemoryCatalogStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;

/** A node of a catalog on a database: its own store and its own engine, over files that all nodes read and a provider in code. */
final class StoreNode implements AutoCloseable {
    static final String PROVIDER = "code";

    private final CatalogStore store;
    private final InCodeProvider provider = new InCodeProvider(PROVIDER);
    private final Catalog catalog;

    private StoreNode(CatalogStore store, Optional<SourceTree> sources, Duration lease, Clock clock) {
        this.store = store;
        CatalogBuilder builder = Catalog.builder()
                .store(store)
                .allow(AllowRule.everything())
                .lease(lease)
                .clock(clock)
                .provider(provider);
        sources.ifPresent(tree -> builder.location(tree.root()));
        this.catalog = builder.build();
    }

    /** A node whose store goes by the database's clock, and whose own clock may be wrong. */
    static StoreNode open(DataSource database, Optional<SourceTree> sources, Duration lease, Clock clock) {
        return new StoreNode(JdbcCatalogStore.of(database), sources, lease, clock);
    }

    /** A catalog that never knew anything but the sources as they are. */
    static StoreNode fresh(Optional<SourceTree> sources) {
        Clock clock = Clock.systemUTC();
        return new StoreNode(new InMemoryCatalogStore(clock), sources, Duration.ofMinutes(1), clock);
    }

    CatalogStore store() {
        return store;
    }

    InCodeProvider provider() {
        return provider;
    }

    Catalog catalog() {
        return catalog;
    }

    /** Waits until nothing is left to do; what fails meanwhile is tried again. */
    void awaitRest(Duration longest) {
        await("work was left: ", longest, () -> store.backlog().isEmpty());
        catalog.settle();
    }

    static void await(String otherwise, Duration longest, BooleanSupplier condition) {
        long end = System.nanoTime() + longest.toNanos();
        RuntimeException last = null;
        while (System.nanoTime() - end < 0) {
            try {
                if (condition.getAsBoolean()) {
                    return;
                }
            } catch (RuntimeException e) {
                last = e;
            }
            pause();
        }
        throw new AssertionError(otherwise + "not so after " + longest, last);
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** That this node shows what a fresh load of the same sources does. */
    void assertFresh(StoreNode fresh) {
        fresh.catalog().settle();
        var expected = Cluster.shown(fresh.catalog());
        assertTrue(!expected.isEmpty());
        assertEquals(expected, Cluster.shown(catalog));
    }

    @Override
    public void close() {
        catalog.close();
        if (store instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
