package dev.portalsdk.catalog.jdbc;

import dev.portalsdk.catalog.store.Change;
import dev.portalsdk.catalog.store.FactRows;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.catalog.store.StoredRelations;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Appends changes. Bodies are written before; versions are drawn from the head's row, which nobody else can have until this transaction is over: so they
 * become visible in their order.
 */
final class FeedWriter {
    private final BulkSql sql;
    private final LongSupplier ids;
    private final Instant now;
    private Map<Long, String> providers = Map.of();

    FeedWriter(BulkSql sql, LongSupplier ids, Instant now) {
        this.sql = sql;
        this.ids = ids;
        this.now = now;
    }

    /** The numbers of what is shown, and of what was accepted if that is something else. */
    private record Bodies(@Nullable Long shown, @Nullable Long accepted) {}

    /** @return the changes as they will be read */
    List<Change> append(List<FactRows.Shown> changes) throws SQLException {
        if (changes.isEmpty()) {
            return List.of();
        }
        List<Bodies> bodies = bodies(changes);
        HistoryTable history = new HistoryTable(sql, now);
        providers = history.providers(changes);
        long version = sql.query(
                        "UPDATE catalog_feed_head SET version = version + ? RETURNING version",
                        row -> row.getLong(1),
                        changes.size())
                .get(0);
        List<@Nullable Object[]> feed = new ArrayList<>(changes.size());
        List<@Nullable Object[]> visible = new ArrayList<>(changes.size());
        List<Long> gone = new ArrayList<>();
        List<Change> written = new ArrayList<>(changes.size());
        long next = version - changes.size();
        for (int i = 0; i < changes.size(); i++) {
            next++;
            FactRows.Shown change = changes.get(i);
            feed.add(row(next, change, bodies.get(i)));
            written.add(change(next, change));
            if (change.after().isEmpty()) {
                gone.add(change.entity());
            } else {
                StitchedEntity after = change.after().get();
                visible.add(new @Nullable Object[] {
                    change.entity(),
                    StoredText.of(after.ref()),
                    next,
                    StoredText.of(after.location()),
                    bodies.get(i).shown()
                });
            }
        }
        sql.insert("catalog_feed", Tables.FEED, feed);
        sql.insert(
                "catalog_visible",
                Tables.VISIBLE,
                visible,
                "ON CONFLICT (id) DO UPDATE SET version = excluded.version, location = excluded.location, body = excluded.body");
        if (!gone.isEmpty()) {
            sql.update("DELETE FROM catalog_visible WHERE id {in}", gone);
        }
        new FeedTrim(sql).trim(version, history.prune());
        return written;
    }

    private Change change(long version, FactRows.Shown change) {
        StitchedEntity last = change.after().or(change::before).orElseThrow();
        return new Change(
                version,
                FactJson.time(FactJson.micros(now)),
                change.type(),
                last.ref(),
                last.location(),
                change.after(),
                change.related());
    }

    /** What is shown as it was accepted has no body of its own. */
    private List<Bodies> bodies(List<FactRows.Shown> changes) throws SQLException {
        Map<Long, Long> accepted = new HashMap<>();
        sql.query(
                "SELECT id, accepted_body FROM catalog_entity WHERE accepted_body IS NOT NULL AND id {in}",
                row -> accepted.put(row.getLong(1), row.getLong(2)),
                changes.stream().map(FactRows.Shown::entity).toList());
        List<@Nullable Object[]> written = new ArrayList<>();
        List<Bodies> bodies = new ArrayList<>(changes.size());
        for (FactRows.Shown change : changes) {
            Long ofAccepted = accepted.get(change.entity());
            bodies.add(change.after()
                    .map(after -> bodies(after, ofAccepted, written))
                    .orElse(new Bodies(null, null)));
        }
        sql.insert("catalog_body", Tables.BODY, written);
        return bodies;
    }

    private Bodies bodies(StitchedEntity after, @Nullable Long accepted, List<@Nullable Object[]> written) {
        boolean same = after.document().equals(after.entity().toValue());
        if (same && accepted != null) {
            return new Bodies(accepted, null);
        }
        long id = ids.getAsLong();
        written.add(new @Nullable Object[] {id, StoredText.json(after.document().toJson())});
        return new Bodies(id, same ? null : accepted);
    }

    private @Nullable Object[] row(long version, FactRows.Shown change, Bodies bodies) {
        StitchedEntity last = change.after().or(change::before).orElseThrow();
        boolean there = change.after().isPresent();
        String ref = StoredText.of(last.ref());
        String key = StoredText.key(ref);
        return new @Nullable Object[] {
            version,
            FactJson.micros(now),
            JdbcFeed.TYPES.indexOf(change.type()),
            change.entity(),
            key,
            key.equals(ref) ? null : ref,
            StoredText.of(last.location()),
            providers.get(change.entity()),
            there ? StoredText.of(last.origin()) : null,
            there ? last.orphan() : null,
            there ? uid(last) : null,
            bodies.shown(),
            bodies.accepted(),
            there ? FactJson.findings(last.errors()) : null,
            there && !last.relations().equals(last.entity().relations())
                    ? StoredText.json(StoredRelations.write(last.relations()))
                    : null,
            FactJson.refs(change.related())
        };
    }

    /** Null if it follows from the ref. */
    private static @Nullable String uid(StitchedEntity entity) {
        String uid = entity.uid();
        String usual = UUID.nameUUIDFromBytes(entity.ref().toString().getBytes(StandardCharsets.UTF_8))
                .toString();
        return uid.equals(usual) ? null : StoredText.of(uid);
    }
}
