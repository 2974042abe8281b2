package dev.portalsdk.catalog.jdbc;

import dev.portalsdk.catalog.store.StoreIntake;
import java.util.Collection;

/** Takes over what rows cannot come to by themselves. */
final class JdbcIntake implements StoreIntake {
    private final StoreTransactions store;

    JdbcIntake(StoreTransactions store) {
        this.store = store;
    }

    @Override
    public void hold(Collection<Holder> holders) {
        store.deciding(facts -> facts.hold(holders));
    }
}
