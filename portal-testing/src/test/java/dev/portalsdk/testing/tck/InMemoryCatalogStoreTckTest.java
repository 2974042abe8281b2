package dev.portalsdk.testing.tck;

import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.facts.InMemoryCatalogStore;
import dev.portalsdk.fakes.TestClock;
import java.util.OptionalInt;

/** The store in memory keeps the promises of all stores. */
class InMemoryCatalogStoreTckTest extends CatalogStoreTck {
    @Override
    protected CatalogStore emptyStore(TestClock clock) {
        return new InMemoryCatalogStore(clock);
    }

    @Override
    protected OptionalInt changesKept() {
        return OptionalInt.of(1 << 16);
    }
}
