package dev.portalsdk.catalog.jdbc;

import static dev.portalsdk.catalog.jdbc.FailedStatement.unchecked;
import static dev.portalsdk.catalog.jdbc.FailedStatement.uncheckedUpdate;

import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.catalog.store.SourceContent;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.catalog.store.facts.DocumentText;
import dev.portalsdk.catalog.store.facts.FactRows;
import dev.portalsdk.jdbc.Database;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one transaction: each question of the rules is one statement, whatever it is about, and what they decided is written at once.
 *
 * <p>What is written in full is left to {@link BodyReader}, {@link ContentReader} and {@link RowWriter}, the reading of a row to {@link FactReader}. The
 * numbers of rows are drawn in advance, the more the longer the transaction asks for them.
 */
final class JdbcRows implements FactRows {
    private static final int FIRST_IDS = 16;
    private static final int MOST_IDS = 8_192;

    private static final String ENTITIES = "SELECT e.*, v.location AS visible_location FROM catalog_entity e"
            + " LEFT JOIN catalog_visible v ON v.id = e.id WHERE ";
    private static final String SLOTS = "SELECT s.*, coalesce(o.long_location, o.key) AS source_location"
            + " FROM catalog_slot s LEFT JOIN catalog_source o ON o.id = s.source WHERE ";

    private final BulkSql sql;
    private final Database database;
    private final BodyReader bodies;
    private final Deque<Long> ids = new ArrayDeque<>();
    private final JustWritten.Batch written = JustWritten.Batch.empty();
    private int nextIds = FIRST_IDS;
    private @Nullable Instant now;

    JdbcRows(BulkSql sql, Database database, BodyReader bodies) {
        this.sql = sql;
        this.database = database;
        this.bodies = bodies;
    }

    /** What this transaction wrote, to be kept when it is committed. */
    JustWritten.Batch written() {
        return written;
    }

    private <T> List<T> query(String text, BulkSql.RowReader<T> reader, @Nullable Object... parameters) {
        return unchecked(() -> sql.query(text, reader, parameters));
    }

    @Override
    public Instant now() {
        Instant known = now;
        if (known == null) {
            known = unchecked(() -> database.now(sql.connection()));
            now = known;
        }
        return known;
    }

    @Override
    public long nextId() {
        if (ids.isEmpty()) {
            ids.addAll(unchecked(() -> sql.draw("catalog_id", nextIds)));
            nextIds = Math.min(MOST_IDS, nextIds * 8);
        }
        return ids.remove();
    }

    @Override
    public List<BucketRow> buckets() {
        return query("SELECT * FROM catalog_bucket ORDER BY id", FactReader::bucket);
    }

    // Entities

    @Override
    public List<EntityRow> entities(Collection<EntityRef> refs) {
        List<String> keys =
                refs.stream().map(ref -> StoredText.key(StoredText.of(ref))).toList();
        return keys.isEmpty() ? List.of() : query(ENTITIES + "e.key {in} ORDER BY e.id", FactReader::entity, keys);
    }

    @Override
    public List<EntityRow> entitiesById(Collection<Long> numbers) {
        return numbers.isEmpty() ? List.of() : query(ENTITIES + "e.id {in} ORDER BY e.id", FactReader::entity, numbers);
    }

    @Override
    public List<EntityRow> reading() {
        return query(ENTITIES + "e.reads IS NOT NULL ORDER BY e.id", FactReader::entity);
    }

    @Override
    public List<EntityRow> orphans(Instant since) {
        return query(
                ENTITIES + "e.orphan_since IS NOT NULL AND e.orphan_since <= ? ORDER BY e.orphan_since, e.id",
                FactReader::entity,
                FactJson.micros(since));
    }

    @Override
    public List<EntityRow> withFindings() {
        return query(
                ENTITIES + "e.findings IS NOT NULL OR e.conflict OR e.id IN (SELECT s.entity FROM catalog_slot s"
                        + " WHERE s.findings IS NOT NULL AND s.entity IS NOT NULL) ORDER BY e.id",
                FactReader::entity);
    }

    // Claims and slots

    @Override
    public List<ClaimRow> claimsTo(Collection<Long> entities) {
        return entities.isEmpty()
                ? List.of()
                : query("SELECT * FROM catalog_claim WHERE entity {in} ORDER BY id", FactReader::claim, entities);
    }

    @Override
    public List<ClaimRow> claimsIn(Collection<Long> slots) {
        return slots.isEmpty()
                ? List.of()
                : query("SELECT * FROM catalog_claim WHERE slot {in} ORDER BY id", FactReader::claim, slots);
    }

    private List<SlotRow> slotsWhere(String column, Collection<Long> numbers) {
        return numbers.isEmpty()
                ? List.of()
                : query(SLOTS + "s." + column + " {in} ORDER BY s.id", FactReader::slot, numbers);
    }

    @Override
    public List<SlotRow> slots(Collection<Long> numbers) {
        return slotsWhere("id", numbers);
    }

    @Override
    public List<SlotRow> slotsOfBuckets(Collection<Long> buckets) {
        return slotsWhere("bucket", buckets);
    }

    @Override
    public List<SlotRow> slotsOfEntities(Collection<Long> entities) {
        return slotsWhere("entity", entities);
    }

    @Override
    public List<SlotRow> slotsReading(Collection<Long> sources) {
        return slotsWhere("source", sources);
    }

    // Sources and documents

    @Override
    public List<SourceRow> sources(Collection<LocationRef> locations) {
        List<String> keys = locations.stream()
                .map(location -> StoredText.key(StoredText.of(location)))
                .toList();
        return keys.isEmpty()
                ? List.of()
                : query("SELECT * FROM catalog_source WHERE key {in} ORDER BY id", FactReader::source, keys);
    }

    @Override
    public List<SourceRow> sourcesById(Collection<Long> numbers) {
        return numbers.isEmpty()
                ? List.of()
                : query("SELECT * FROM catalog_source WHERE id {in} ORDER BY id", FactReader::source, numbers);
    }

    @Override
    public List<SourceRow> patterns() {
        return query("SELECT * FROM catalog_source WHERE pattern ORDER BY id", FactReader::source);
    }

    @Override
    public List<SourceRow> allSources() {
        return query("SELECT * FROM catalog_source ORDER BY id", FactReader::source);
    }

    @Override
    public Map<Long, SourceContent> contents(Collection<Long> sources) {
        return unchecked(() -> new ContentReader(sql).contents(sources));
    }

    @Override
    public List<FileRow> files(Collection<Long> sources) {
        return unchecked(() -> new ContentReader(sql).files(sources));
    }

    @Override
    public Map<Long, EntityDescriptor> documents(Collection<DocumentRow> asked) {
        return unchecked(() -> bodies.documents(asked));
    }

    @Override
    public Map<Long, Entity> accepted(Collection<AcceptedRow> versions) {
        return unchecked(() -> bodies.accepted(versions));
    }

    @Override
    public Map<Long, StitchedEntity> visible(Collection<Long> entities) {
        return unchecked(() -> bodies.visible(entities));
    }

    @Override
    public Set<SweptRow> swept(long bucket) {
        return new HashSet<>(query(
                "SELECT ref, location, document_index FROM catalog_swept WHERE bucket = ?",
                row -> new SweptRow(
                        StoredText.ref(row.getString("ref")),
                        StoredText.location(row.getString("location")),
                        row.getInt("document_index")),
                bucket));
    }

    // Work

    @Override
    public Map<Long, Lease> leases(Work work, Collection<Long> items) {
        Map<Long, Lease> leases = new LinkedHashMap<>();
        if (!items.isEmpty()) {
            String lock = sql.isPostgres() ? " FOR UPDATE" : "";
            query(
                    "SELECT item, generation, cause_from, cause_to FROM catalog_work WHERE kind = ? AND item {in} AND generation IS NOT NULL"
                            + " ORDER BY item" + lock,
                    row -> leases.put(row.getLong(1), new Lease(row.getLong(2), row.getLong(3), row.getLong(4))),
                    work.code(),
                    items);
        }
        return leases;
    }

    @Override
    public Set<Long> open(Work work, Collection<Long> items) {
        return new HashSet<>(query(
                "SELECT item FROM catalog_work WHERE kind = ? AND item {in}",
                row -> row.getLong(1),
                work.code(),
                items));
    }

    @Override
    public void readAll(long cause) {
        uncheckedUpdate(() -> new WorkTable(sql).readAll(nextId(), cause));
    }

    // What is written

    @Override
    public boolean keepsHistory() {
        return unchecked(() -> new HistoryTable(sql, now()).isKept());
    }

    @Override
    public void addRemoval(
            String provider, Collection<EntityRef> refs, List<ProvidedEntity> given, Collection<LocationRef> sources) {
        uncheckedUpdate(() -> new HistoryTable(sql, now()).add(nextId(), provider, refs, given, sources));
    }

    @Override
    public void write(RowChanges changes) {
        uncheckedUpdate(() -> new RowWriter(sql, this::nextId).write(changes));
        changes.contents().forEach(content -> content.documents().forEach(this::wrote));
        changes.documents().forEach(this::wrote);
        changes.bodies().forEach(body -> written.entities().put(body.version(), body.entity()));
    }

    private void wrote(NewDocument document) {
        DocumentText text = document.text();
        written.documents()
                .put(new DocumentRow(document.id(), text.version(), text.placesVersion()), document.descriptor());
    }

    @Override
    public void append(List<Shown> changes) {
        uncheckedUpdate(() -> written.changes().addAll(new FeedWriter(sql, this::nextId, now()).append(changes)));
    }
}
