package dev.portalsdk.testing.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.facts.InMemoryCatalogStore;
import dev.portalsdk.catalog.transfer.StoreComparison;
import dev.portalsdk.catalog.transfer.StoreTransfer;
import dev.portalsdk.fakes.TestClock;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a store has lived through, its copy holds the same, and goes on in the same way. */
class StoreTransferPropertiesTest {
    private static final class InMemory extends CatalogStoreProperties {
        @Override
        protected CatalogStore emptyStore(TestClock clock) {
            return new InMemoryCatalogStore(clock);
        }
    }

    @Property(tries = 1300, edgeCases = EdgeCasesMode.NONE)
    void aCopyHoldsTheSame(@ForAll("histories") List<Step> history) {
        try (Cluster cluster = new Cluster(new InMemory(), new World(true))) {
            cluster.doAll(history);
            CatalogStore target = new InMemoryCatalogStore(cluster.clock());
            StoreTransfer.copy(cluster.store(), target);
            StoreComparison comparison = StoreTransfer.compare(cluster.store(), target);
            assertTrue(comparison.isSame(), comparison::toString);
            assertEquals(comparison.from(), comparison.to());
        }
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void aCopyGoesOnWhereTheStoreWas(@ForAll("histories") List<Step> history, @ForAll("histories") List<Step> after) {
        try (Cluster cluster = new Cluster(new InMemory(), new World(false))) {
            cluster.doAll(history);
            CatalogStore target = new InMemoryCatalogStore(cluster.clock());
            StoreTransfer.copy(cluster.store(), target);
            cluster.moveTo(target);
            cluster.doAll(after);
            cluster.comeToRest(history.size() % 2);
            cluster.assertFresh();
        }
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        return Step.histories(true);
    }
}
