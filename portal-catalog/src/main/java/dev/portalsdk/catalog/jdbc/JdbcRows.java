package dev.portalsdk.catalog.jdbc;

import dev.portalsdk.catalog.store.DocumentText;
import dev.portalsdk.catalog.store.FactRows;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.catalog.store.SourceContent;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.jdbc.Database;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows of one transaction. */
final class JdbcRows implements FactRows {
    private static final int FIRST_IDS = 16;
    private static final int MOST_IDS = 8_192;

    private static final String ENTITIES = "SELECT e.*, v.location AS visible_location FROM catalog_entity e"
            + " LEFT JOIN catalog_visible v ON v.id = e.id WHERE ";
    private static final String SLOTS = "SELECT s.*, coalesce(o.long_location, o.key) AS source_location"
            + " FROM catalog_slot s LEFT JOIN catalog_source o ON o.id = s.source WHERE ";

    private final BulkSql sql;
    private final Session session;
    private final Deque<Long> ids = new ArrayDeque<>();
    private final JustWritten.Batch written = JustWritten.Batch.empty();
    private int nextIds = FIRST_IDS;
    private @Nullable Instant now;

    JdbcRows(BulkSql sql, Session session) {
        this.sql = sql;
        this.session = session;
    }

    /** What all transactions of a store share. */
    record Session(Database database, EntityReader entities, JustWritten justWritten) {}

    /** What this transaction wrote, to be kept when it is committed. */
    JustWritten.Batch written() {
        return written;
    }

    /** Says what failed in terms of the store; the cause decides whether it is tried again. */
    @FunctionalInterface
    interface Statement<T> {
        T run() throws SQLException;
    }

    /** Rules know of no databases: what fails goes through them and becomes again what it was. */
    static <T> T unchecked(Statement<T> statement) {
        try {
            return statement.run();
        } catch (SQLException e) {
            throw new FailedStatement(e);
        }
    }

    /** A failure on its way through the rules. */
    static final class FailedStatement extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final SQLException failure;

        FailedStatement(SQLException failure) {
            super(failure);
            this.failure = failure;
        }

        SQLException failure() {
            return failure;
        }
    }

    private <T> List<T> query(String text, BulkSql.RowReader<T> reader, @Nullable Object... parameters) {
        return unchecked(() -> sql.query(text, reader, parameters));
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    private static @Nullable Integer integer(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? null : value;
    }

    private static @Nullable LocationRef location(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? null : StoredText.location(text);
    }

    @Override
    public Instant now() {
        Instant known = now;
        if (known == null) {
            known = unchecked(() -> session.database().now(sql.connection()));
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
        return query("SELECT * FROM catalog_bucket ORDER BY id", row -> {
            String provider = StoredText.read(row.getString("provider"));
            return new BucketRow(
                    row.getLong("id"),
                    provider,
                    integer(row, "rank"),
                    row.getInt("given"),
                    FactJson.held(row.getString("held"), provider),
                    FactJson.locations(row.getString("held_sources")),
                    Optional.ofNullable(row.getString("sweep")).map(StoredText::read),
                    FactJson.texts(row.getString("ended_sweeps")));
        });
    }

    // Entities

    private static EntityRow entity(ResultSet row) throws SQLException {
        return new EntityRow(
                row.getLong("id"),
                ref(row),
                integer(row, "rank"),
                location(row, "rank_origin"),
                number(row, "held"),
                location(row, "held_origin"),
                row.getInt("given"),
                row.getBoolean("emits"),
                accepted(row),
                FactJson.findings(row.getString("findings")),
                row.getBoolean("conflict"),
                FactJson.reads(row.getString("reads")),
                Optional.ofNullable(number(row, "orphan_since"))
                        .map(FactJson::time)
                        .orElse(null),
                location(row, "visible_location"));
    }

    static EntityRef ref(ResultSet row) throws SQLException {
        String longRef = row.getString("long_ref");
        return StoredText.ref(longRef == null ? row.getString("key") : longRef);
    }

    private static @Nullable AcceptedRow accepted(ResultSet row) throws SQLException {
        Long body = number(row, "accepted_body");
        return body == null
                ? null
                : new AcceptedRow(
                        body,
                        row.getString("accepted_version"),
                        StoredText.location(row.getString("accepted_location")),
                        StoredText.location(row.getString("accepted_origin")),
                        row.getString("accepted_relations"));
    }

    @Override
    public List<EntityRow> entities(Collection<EntityRef> refs) {
        List<String> keys =
                refs.stream().map(ref -> StoredText.key(StoredText.of(ref))).toList();
        return keys.isEmpty() ? List.of() : query(ENTITIES + "e.key {in} ORDER BY e.id", JdbcRows::entity, keys);
    }

    @Override
    public List<EntityRow> entitiesById(Collection<Long> numbers) {
        return numbers.isEmpty() ? List.of() : query(ENTITIES + "e.id {in} ORDER BY e.id", JdbcRows::entity, numbers);
    }

    @Override
    public List<EntityRow> reading() {
        return query(ENTITIES + "e.reads IS NOT NULL ORDER BY e.id", JdbcRows::entity);
    }

    @Override
    public List<EntityRow> orphans(Instant since) {
        return query(
                ENTITIES + "e.orphan_since IS NOT NULL AND e.orphan_since <= ? ORDER BY e.orphan_since, e.id",
                JdbcRows::entity,
                FactJson.micros(since));
    }

    @Override
    public List<EntityRow> withFindings() {
        return query(
                ENTITIES + "e.findings IS NOT NULL OR e.conflict OR e.id IN (SELECT s.entity FROM catalog_slot s"
                        + " WHERE s.findings IS NOT NULL AND s.entity IS NOT NULL) ORDER BY e.id",
                JdbcRows::entity);
    }

    // Claims and slots

    private static ClaimRow claim(ResultSet row) throws SQLException {
        return new ClaimRow(
                row.getLong("id"),
                row.getLong("entity"),
                row.getLong("slot"),
                row.getInt("position"),
                StoredText.location(row.getString("location")),
                row.getInt("document_index"),
                row.getLong("document"),
                row.getString("version"),
                row.getString("places_version"),
                location(row, "origin"));
    }

    @Override
    public List<ClaimRow> claimsTo(Collection<Long> entities) {
        return entities.isEmpty()
                ? List.of()
                : query("SELECT * FROM catalog_claim WHERE entity {in} ORDER BY id", JdbcRows::claim, entities);
    }

    @Override
    public List<ClaimRow> claimsIn(Collection<Long> slots) {
        return slots.isEmpty()
                ? List.of()
                : query("SELECT * FROM catalog_claim WHERE slot {in} ORDER BY id", JdbcRows::claim, slots);
    }

    private List<SlotRow> slotsWhere(String column, Collection<Long> numbers) {
        return numbers.isEmpty()
                ? List.of()
                : query(SLOTS + "s." + column + " {in} ORDER BY s.id", JdbcRows::slot, numbers);
    }

    private static SlotRow slot(ResultSet row) throws SQLException {
        return new SlotRow(
                row.getLong("id"),
                number(row, "bucket"),
                number(row, "entity"),
                number(row, "source"),
                location(row, "source_location"),
                row.getBoolean("optional"),
                FactJson.optionalPlace(row.getString("place")),
                FactJson.findings(row.getString("findings")),
                row.getInt("given"),
                row.getInt("next_position"));
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

    private static SourceRow source(ResultSet row) throws SQLException {
        String longLocation = row.getString("long_location");
        return new SourceRow(
                row.getLong("id"),
                StoredText.location(longLocation == null ? row.getString("key") : longLocation),
                row.getBoolean("pattern"),
                row.getBoolean("readers_changed"),
                Optional.ofNullable(number(row, "read_at")).map(FactJson::time).orElse(null));
    }

    @Override
    public List<SourceRow> sources(Collection<LocationRef> locations) {
        List<String> keys = locations.stream()
                .map(location -> StoredText.key(StoredText.of(location)))
                .toList();
        return keys.isEmpty()
                ? List.of()
                : query("SELECT * FROM catalog_source WHERE key {in} ORDER BY id", JdbcRows::source, keys);
    }

    @Override
    public List<SourceRow> sourcesById(Collection<Long> numbers) {
        return numbers.isEmpty()
                ? List.of()
                : query("SELECT * FROM catalog_source WHERE id {in} ORDER BY id", JdbcRows::source, numbers);
    }

    @Override
    public List<SourceRow> patterns() {
        return query("SELECT * FROM catalog_source WHERE pattern ORDER BY id", JdbcRows::source);
    }

    @Override
    public List<SourceRow> allSources() {
        return query("SELECT * FROM catalog_source ORDER BY id", JdbcRows::source);
    }

    /** A file and where its documents are. */
    private record KnownFile(
            long id,
            long source,
            LocationRef location,
            String version,
            @Nullable String findings) {}

    private List<KnownFile> knownFiles(Collection<Long> sources) {
        return sources.isEmpty()
                ? List.of()
                : query(
                        "SELECT * FROM catalog_file WHERE source {in} ORDER BY source, position",
                        row -> new KnownFile(
                                row.getLong("id"),
                                row.getLong("source"),
                                StoredText.location(row.getString("location")),
                                StoredText.read(row.getString("version")),
                                row.getString("findings")),
                        sources);
    }

    @Override
    public Map<Long, SourceContent> contents(Collection<Long> sources) {
        List<KnownFile> known = knownFiles(sources);
        Map<Long, List<EntityDescriptor>> documents = new HashMap<>();
        for (DocumentReader.OfFile document :
                documentReader().ofFiles(known.stream().map(KnownFile::id).toList())) {
            documents.computeIfAbsent(document.file(), id -> new ArrayList<>()).add(document.descriptor());
        }
        Map<Long, List<SourceContent.File>> files = new HashMap<>();
        known.forEach(file -> files.computeIfAbsent(file.source(), id -> new ArrayList<>())
                .add(new SourceContent.File(
                        file.location(),
                        file.version(),
                        documents.getOrDefault(file.id(), List.of()),
                        FactJson.findings(file.findings()))));
        Map<Long, SourceContent> contents = new HashMap<>();
        if (!sources.isEmpty()) {
            query(
                    "SELECT * FROM catalog_source WHERE known AND id {in}",
                    row -> contents.put(
                            row.getLong("id"),
                            new SourceContent(
                                    Optional.ofNullable(row.getString("etag")).map(StoredText::read),
                                    files.getOrDefault(row.getLong("id"), List.of()),
                                    FactJson.findings(row.getString("failures")),
                                    row.getBoolean("missing"))),
                    sources);
        }
        return contents;
    }

    private DocumentReader documentReader() {
        return new DocumentReader(sql);
    }

    @Override
    public List<FileRow> files(Collection<Long> sources) {
        List<KnownFile> known = knownFiles(sources);
        Map<Long, List<DocumentRow>> documents = new HashMap<>();
        if (!known.isEmpty()) {
            query(
                    "SELECT id, file, version, places_version FROM catalog_document WHERE file {in} ORDER BY file, position",
                    row -> documents
                            .computeIfAbsent(row.getLong("file"), id -> new ArrayList<>())
                            .add(new DocumentRow(
                                    row.getLong("id"), row.getString("version"), row.getString("places_version"))),
                    known.stream().map(KnownFile::id).toList());
        }
        return known.stream()
                .map(file -> new FileRow(
                        file.id(), file.source(), file.location(), documents.getOrDefault(file.id(), List.of())))
                .toList();
    }

    @Override
    public Map<Long, EntityDescriptor> documents(Collection<DocumentRow> asked) {
        Map<Long, EntityDescriptor> all = new HashMap<>();
        List<Long> others = new ArrayList<>();
        for (DocumentRow document : asked) {
            EntityDescriptor here = session.justWritten().takeDocument(document);
            if (here == null) {
                others.add(document.id());
            } else {
                all.put(document.id(), here);
            }
        }
        all.putAll(documentReader().byId(others));
        return all;
    }

    @Override
    public Map<Long, Entity> accepted(Collection<AcceptedRow> versions) {
        Map<Long, Entity> all = new HashMap<>();
        List<Long> others = new ArrayList<>();
        for (AcceptedRow version : versions) {
            Entity here = session.justWritten().takeEntity(version.version());
            if (here == null) {
                others.add(version.body());
            } else {
                all.put(version.body(), here);
            }
        }
        if (!others.isEmpty()) {
            query(
                    "SELECT id, body FROM catalog_body WHERE id {in}",
                    row -> all.put(row.getLong(1), session.entities().restore(row.getString(2))),
                    others);
        }
        return all;
    }

    @Override
    public Map<Long, StitchedEntity> visible(Collection<Long> entities) {
        Map<Long, StitchedEntity> all = new HashMap<>();
        if (!entities.isEmpty()) {
            query(
                    EntityReader.SHOWN + " FROM catalog_visible v JOIN catalog_feed f ON f.version = v.version"
                            + EntityReader.BODIES + " WHERE v.id {in}",
                    row -> all.put(row.getLong("entity"), session.entities().shown(row)),
                    entities);
        }
        return all;
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
        unchecked(() -> new WorkTable(sql).readAll(nextId(), cause));
    }

    // What is written

    @Override
    public boolean keepsHistory() {
        return unchecked(() -> new HistoryTable(sql, now()).isKept());
    }

    @Override
    public void addRemoval(
            String provider, Collection<EntityRef> refs, List<ProvidedEntity> given, Collection<LocationRef> sources) {
        unchecked(() -> {
            new HistoryTable(sql, now()).add(nextId(), provider, refs, given, sources);
            return true;
        });
    }

    @Override
    public void write(RowChanges changes) {
        unchecked(() -> {
            new RowWriter(sql, this::nextId).write(changes);
            return true;
        });
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
        unchecked(() -> {
            written.changes().addAll(new FeedWriter(sql, this::nextId, now()).append(changes));
            return true;
        });
    }
}
