package dev.portalsdk.catalog.store;

import java.util.Collection;

/** Takes over what an {@link InMemoryCatalogStore} cannot come to by itself. */
final class InMemoryIntake implements StoreIntake {
    private final Object lock;
    private final StoreRules rules;

    InMemoryIntake(Object lock, StoreRules rules) {
        this.lock = lock;
        this.rules = rules;
    }

    @Override
    public void hold(Collection<Holder> holders) {
        synchronized (lock) {
            rules.hold(holders);
        }
    }
}
