package dev.portalsdk.catalog.jdbc;

import dev.portalsdk.catalog.store.Change;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.catalog.store.facts.FactRows;
import dev.portalsdk.catalog.store.facts.StoredRelations;
import dev.portalsdk.model.Value;
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

    FeedWriter(BulkSql sql, LongSupplier ids, Instant now) {
        this.sql = sql;
        this.ids = ids;
        this.now = now;
    }

    /** The numbers of what is shown, and of what was accepted if that is something else. */
    private record Bodies(@Nullable Long shown, @Nullable Long accepted) {}

    /**
     * A change, and when and because of whose registration it happened.
     *
     * @param accepted the number of the body that it is shown as, if that is its entity's; null to write it anew
     */
    record Dated(
            FactRows.Shown shown,
            Instant at,
            @Nullable String provider,
            @Nullable Long accepted) {}

    /** @return the changes as they will be read */
    List<Change> append(List<FactRows.Shown> changes) throws SQLException {
        if (changes.isEmpty()) {
            return List.of();
        }
        Map<Long, Long> accepted = accepted(changes);
        Map<Long, String> providers = new HistoryTable(sql, now).providers(changes);
        return appendDated(changes.stream()
                .map(shown -> new Dated(shown, now, providers.get(shown.entity()), accepted.get(shown.entity())))
                .toList());
    }

    /** As {@link #append}: of one entity one change at most. */
    List<Change> appendDated(List<Dated> changes) throws SQLException {
        if (changes.isEmpty()) {
            return List.of();
        }
        List<Bodies> bodies = bodies(changes);
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
            FactRows.Shown change = changes.get(i).shown();
            feed.add(row(next, changes.get(i), bodies.get(i)));
            written.add(change(next, changes.get(i)));
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
        new FeedTrim(sql).trim(version, new HistoryTable(sql, now).prune());
        return written;
    }

    private static Change change(long version, Dated dated) {
        FactRows.Shown change = dated.shown();
        StitchedEntity last = change.after().or(change::before).orElseThrow();
        return new Change(
                version,
                FactJson.time(FactJson.micros(dated.at())),
                change.type(),
                last.ref(),
                last.location(),
                change.after(),
                change.related());
    }

    /** What these entities were last accepted as, by their numbers. */
    private Map<Long, Long> accepted(List<FactRows.Shown> changes) throws SQLException {
        Map<Long, Long> accepted = new HashMap<>();
        sql.query(
                "SELECT id, accepted_body FROM catalog_entity WHERE accepted_body IS NOT NULL AND id {in}",
                row -> accepted.put(row.getLong(1), row.getLong(2)),
                changes.stream().map(FactRows.Shown::entity).toList());
        return accepted;
    }

    /** What is shown as it was accepted has no body of its own. */
    private List<Bodies> bodies(List<Dated> changes) throws SQLException {
        List<@Nullable Object[]> written = new ArrayList<>();
        List<Bodies> bodies = new ArrayList<>(changes.size());
        for (Dated change : changes) {
            bodies.add(change.shown()
                    .after()
                    .map(after -> bodies(after, change.accepted(), written))
                    .orElse(new Bodies(null, null)));
        }
        sql.insert("catalog_body", Tables.BODY, written);
        return bodies;
    }

    private Bodies bodies(StitchedEntity after, @Nullable Long accepted, List<@Nullable Object[]> written) {
        boolean same = after.document().equals(after.entity().toValue());
        if (same) {
            return new Bodies(accepted == null ? body(after.document(), written) : accepted, null);
        }
        return new Bodies(
                body(after.document(), written),
                accepted == null ? Long.valueOf(body(after.entity().toValue(), written)) : accepted);
    }

    private long body(Value document, List<@Nullable Object[]> written) {
        long id = ids.getAsLong();
        written.add(new @Nullable Object[] {id, StoredText.json(document.toJson())});
        return id;
    }

    private static @Nullable Object[] row(long version, Dated dated, Bodies bodies) {
        FactRows.Shown change = dated.shown();
        StitchedEntity last = change.after().or(change::before).orElseThrow();
        boolean there = change.after().isPresent();
        String ref = StoredText.of(last.ref());
        String key = StoredText.key(ref);
        return new @Nullable Object[] {
            version,
            FactJson.micros(dated.at()),
            JdbcFeed.TYPES.indexOf(change.type()),
            change.entity(),
            key,
            key.equals(ref) ? null : ref,
            StoredText.of(last.location()),
            dated.provider(),
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
