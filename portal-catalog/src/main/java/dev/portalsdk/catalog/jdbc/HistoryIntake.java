package dev.portalsdk.catalog.jdbc;

import dev.portalsdk.catalog.store.Change;
import dev.portalsdk.catalog.store.ChangeHistory;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.catalog.store.facts.FactRows;
import dev.portalsdk.catalog.store.facts.HistoryPages;
import dev.portalsdk.model.EntityRef;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes another store's feed in place of the own. What was visible at the oldest version was made so by changes that are not kept; they get the versions before
 * it, of which there were at least as many. Within one transaction.
 */
final class HistoryIntake {
    private final BulkSql sql;
    private final FactRows rows;
    private final FeedWriter feed;

    /** By ref, numbers of entities; of those that are not there any more made up. */
    private final Map<EntityRef, Long> ids = new HashMap<>();

    private final Map<EntityRef, StitchedEntity> last = new HashMap<>();
    private final List<FeedWriter.Dated> next = new ArrayList<>();
    private final Set<EntityRef> inNext = new HashSet<>();

    HistoryIntake(BulkSql sql, FactRows rows) {
        this.sql = sql;
        this.rows = rows;
        this.feed = new FeedWriter(sql, rows::nextId, rows.now());
    }

    /** @param visible what is visible here */
    void takeOver(ChangeHistory other, ChangeHistory.Reach reach, List<StitchedEntity> visible) throws SQLException {
        List<StitchedEntity> oldest = other.at(reach.version()).entities();
        new HistoryTable(sql, rows.now()).beginAt(reach, reach.version() - oldest.size());
        identify(oldest.stream().map(StitchedEntity::ref).toList());
        for (StitchedEntity entity : oldest) {
            add(Optional.empty(), Optional.of(entity), reach.since(), null);
        }
        flush();
        HistoryPages.forEachChange(other, reach.version(), page -> FailedStatement.uncheckedUpdate(() -> addAll(page)));
        for (ChangeHistory.Removal removal : HistoryPages.removals(other)) {
            Optional<ChangeHistory.Taken> taken = other.taken(removal.id());
            if (taken.isPresent()) {
                new HistoryTable(sql, rows.now()).add(numbered(removal), taken.get());
            }
        }
        catchUp(visible);
    }

    private ChangeHistory.Removal numbered(ChangeHistory.Removal removal) {
        return new ChangeHistory.Removal(
                rows.nextId(), removal.provider(), removal.at(), removal.version(), removal.refs());
    }

    private void addAll(List<ChangeHistory.Past> page) throws SQLException {
        identify(page.stream().map(past -> past.change().ref()).toList());
        for (ChangeHistory.Past past : page) {
            Change change = past.change();
            add(
                    past.before(),
                    change.entity(),
                    change.at(),
                    past.provider().map(StoredText::of).orElse(null));
        }
        flush();
    }

    /** From what was visible there last to what is visible here. */
    private void catchUp(List<StitchedEntity> visible) throws SQLException {
        identify(visible.stream().map(StitchedEntity::ref).toList());
        for (StitchedEntity entity : visible) {
            add(Optional.ofNullable(last.get(entity.ref())), Optional.of(entity), rows.now(), null);
            last.remove(entity.ref());
        }
        for (StitchedEntity gone : List.copyOf(last.values())) {
            add(Optional.of(gone), Optional.empty(), rows.now(), null);
        }
        flush();
    }

    private void identify(List<EntityRef> refs) {
        Set<EntityRef> unknown = new HashSet<>(refs);
        unknown.removeAll(ids.keySet());
        if (!unknown.isEmpty()) {
            rows.entities(unknown).forEach(row -> ids.put(row.ref(), row.id()));
            unknown.forEach(ref -> ids.computeIfAbsent(ref, any -> rows.nextId()));
        }
    }

    /** Unless both are the same. */
    private void add(
            Optional<StitchedEntity> before, Optional<StitchedEntity> after, Instant at, @Nullable String provider)
            throws SQLException {
        EntityRef ref = after.or(() -> before).orElseThrow().ref();
        Optional<FactRows.Shown> shown = FactRows.Shown.of(Objects.requireNonNull(ids.get(ref)), before, after);
        if (shown.isPresent()) {
            if (!inNext.add(ref) || next.size() == HistoryPages.SIZE) {
                flush();
                inNext.add(ref);
            }
            next.add(new FeedWriter.Dated(shown.get(), at, provider, null));
            last.remove(ref);
            after.ifPresent(entity -> last.put(ref, entity));
        }
    }

    private void flush() throws SQLException {
        feed.appendDated(next);
        next.clear();
        inNext.clear();
    }
}
