package dev.portalsdk.catalog.jdbc;

import dev.portalsdk.catalog.store.ChangeFeed;
import dev.portalsdk.catalog.store.ChangeHistories;
import dev.portalsdk.catalog.store.ChangeHistory;
import dev.portalsdk.model.EntityRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Nothing is kept of what was. */
final class NoHistory implements ChangeHistory {
    @Override
    public Optional<Reach> reach() {
        return Optional.empty();
    }

    @Override
    public long versionAt(Instant time) {
        throw ChangeHistories.notKept();
    }

    @Override
    public ChangeFeed.Snapshot at(long version) {
        throw ChangeHistories.notKept();
    }

    @Override
    public List<Past> of(EntityRef ref, long before, int limit) {
        ChangeHistories.check(limit);
        return List.of();
    }

    @Override
    public List<Removal> removals(long before, int limit) {
        ChangeHistories.check(limit);
        return List.of();
    }
}
