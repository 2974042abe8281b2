package dev.portalsdk.catalog.jdbc;

import dev.portalsdk.catalog.store.ChangeHistory;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.catalog.store.StoreIntake;
import java.util.Collection;
import java.util.List;

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

    @Override
    public void history(ChangeHistory other) {
        other.reach().ifPresent(reach -> {
            store.decidingRows((sql, rows) -> {
                List<StitchedEntity> visible = RestoredRows.of(store.entities(), sql, JdbcFeed.VISIBLE);
                new HistoryIntake(sql, rows).takeOver(other, reach, visible);
                return true;
            });
            store.justWritten().clear();
        });
    }
}
