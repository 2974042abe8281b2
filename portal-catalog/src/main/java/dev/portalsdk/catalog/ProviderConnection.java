package dev.portalsdk.catalog;

import dev.portalsdk.catalog.run.ProviderMemory;
import dev.portalsdk.catalog.run.Schedules;
import dev.portalsdk.catalog.store.CatalogFacts;
import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.MutationResult;
import dev.portalsdk.catalog.store.Refresh;
import dev.portalsdk.catalog.store.RemovalGuard;
import dev.portalsdk.model.LocationRef;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Predicate;

/** One provider's way to its bucket. */
final class ProviderConnection implements EntityProviderConnection {
    private final String provider;
    private final RemovalGuard guard;
    private final CatalogStore store;
    private final CatalogDriver driver;

    ProviderConnection(String provider, RemovalGuard guard, CatalogStore store, CatalogDriver driver) {
        this.provider = provider;
        this.guard = guard;
        this.store = store;
        this.driver = driver;
    }

    @Override
    public MutationReceipt apply(Mutation mutation) {
        driver.checkOpen();
        MutationResult result = store.apply(provider, mutation, guard);
        return new AppliedMutation(driver.receipt(result.cause()), result);
    }

    @Override
    public Receipt refresh(Collection<LocationRef> changed) {
        driver.checkOpen();
        return driver.receipt(store.refresh(Refresh.of(changed)));
    }

    @Override
    public Receipt refreshWhere(Predicate<LocationRef> changed) {
        return refresh(store.facts().sources().stream()
                .map(CatalogFacts.Source::source)
                .filter(changed)
                .toList());
    }

    @Override
    public ProviderMemory memory() {
        return new ProviderMemory(provider, store.providerState());
    }

    @Override
    public Schedules schedules() {
        return store.schedules();
    }

    private record AppliedMutation(Receipt receipt, MutationResult result) implements MutationReceipt {
        @Override
        public boolean isVisible() {
            return receipt.isVisible();
        }

        @Override
        public void await() {
            receipt.await();
        }

        @Override
        public boolean await(Duration atMost) {
            return receipt.await(atMost);
        }
    }
}
