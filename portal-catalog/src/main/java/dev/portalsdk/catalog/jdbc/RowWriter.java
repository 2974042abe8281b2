package dev.portalsdk.catalog.jdbc;

import dev.portalsdk.catalog.store.SourceContent;
import dev.portalsdk.catalog.store.facts.FactRows;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Severity;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Writes what a transaction has changed. */
final class RowWriter {
    private final BulkSql sql;
    private final LongSupplier ids;

    RowWriter(BulkSql sql, LongSupplier ids) {
        this.sql = sql;
        this.ids = ids;
    }

    void write(FactRows.RowChanges changes) throws SQLException {
        rows("catalog_bucket", Tables.BUCKET, changes.buckets(), RowWriter::bucket);
        rows("catalog_source", Tables.SOURCE, changes.sources(), RowWriter::source);
        contents(changes.contents());
        documents(changes.documents());
        sql.insert(
                "catalog_body",
                Tables.BODY,
                list(changes.bodies(), body -> row(body.id(), StoredText.json(body.json()))));
        rows("catalog_slot", Tables.SLOT, changes.slots(), RowWriter::slot);
        rows("catalog_entity", Tables.ENTITY, changes.entities(), RowWriter::entity);
        rows("catalog_claim", Tables.CLAIM, changes.claims(), RowWriter::claim);
        swept(changes);
        removeContents(changes.sources().removed());
        delete("DELETE FROM catalog_document WHERE file IS NULL AND id {in}", changes.replacedDocuments());
        removeBodies(changes.replacedBodies());
        new WorkTable(sql).change(changes.due(), changes.done(), ids);
    }

    /** Makes the values of a row. */
    @FunctionalInterface
    private interface Values<T> {
        @Nullable
        Object[] of(T row);
    }

    private static @Nullable Object[] row(@Nullable Object... values) {
        return values;
    }

    private static <T> List<@Nullable Object[]> list(Collection<T> all, Values<T> values) {
        List<@Nullable Object[]> rows = new ArrayList<>(all.size());
        all.forEach(one -> rows.add(values.of(one)));
        return rows;
    }

    private <T> void rows(String table, List<BulkSql.Column> columns, FactRows.Rows<T> rows, Values<T> values)
            throws SQLException {
        delete("DELETE FROM " + table + " WHERE id {in}", rows.removed());
        sql.update(table, columns, list(rows.changed(), values));
        sql.insert(table, columns, list(rows.added(), values));
    }

    private void delete(String text, Collection<Long> ofThese) throws SQLException {
        if (!ofThese.isEmpty()) {
            sql.update(text, ofThese);
        }
    }

    private static @Nullable Object[] bucket(FactRows.BucketRow bucket) {
        return row(
                bucket.id(),
                StoredText.of(bucket.provider()),
                bucket.order(),
                bucket.given(),
                FactJson.held(bucket.held()),
                FactJson.locations(bucket.heldSources()),
                bucket.sweep().map(StoredText::of).orElse(null),
                FactJson.texts(bucket.ended()));
    }

    private static @Nullable Object[] source(FactRows.SourceRow source) {
        String location = StoredText.of(source.location());
        String key = StoredText.key(location);
        return row(
                source.id(),
                key,
                key.equals(location) ? null : location,
                source.pattern(),
                source.readersChanged(),
                Optional.ofNullable(source.readAt()).map(FactJson::micros).orElse(null));
    }

    private static @Nullable Object[] slot(FactRows.SlotRow slot) {
        return row(
                slot.id(),
                slot.bucket(),
                slot.entity(),
                slot.source(),
                slot.optional(),
                FactJson.place(slot.place()),
                FactJson.findings(slot.findings()),
                hasErrors(slot.findings()),
                slot.given(),
                slot.nextPosition());
    }

    private static boolean hasErrors(List<Diagnostic> findings) {
        return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
    }

    private static @Nullable Object[] entity(FactRows.EntityRow entity) {
        String ref = StoredText.of(entity.ref());
        String key = StoredText.key(ref);
        Optional<FactRows.AcceptedRow> accepted = Optional.ofNullable(entity.accepted());
        return row(
                entity.id(),
                key,
                key.equals(ref) ? null : ref,
                entity.rankOrder(),
                Optional.ofNullable(entity.rankOrigin()).map(StoredText::of).orElse(null),
                entity.held(),
                Optional.ofNullable(entity.heldOrigin()).map(StoredText::of).orElse(null),
                entity.given(),
                entity.emits(),
                accepted.map(FactRows.AcceptedRow::body).orElse(null),
                accepted.map(FactRows.AcceptedRow::version).orElse(null),
                accepted.map(version -> StoredText.of(version.location())).orElse(null),
                accepted.map(version -> StoredText.of(version.origin())).orElse(null),
                accepted.flatMap(version -> Optional.ofNullable(version.relations()))
                        .map(StoredText::json)
                        .orElse(null),
                FactJson.findings(entity.findings()),
                hasErrors(entity.findings()),
                entity.conflict(),
                FactJson.reads(entity.reads()),
                Optional.ofNullable(entity.orphanSince()).map(FactJson::micros).orElse(null));
    }

    private static @Nullable Object[] claim(FactRows.ClaimRow claim) {
        return row(
                claim.id(),
                claim.entity(),
                claim.slot(),
                claim.position(),
                StoredText.of(claim.location()),
                claim.documentIndex(),
                claim.document(),
                claim.version(),
                claim.placesVersion(),
                Optional.ofNullable(claim.origin()).map(StoredText::of).orElse(null));
    }

    private void swept(FactRows.RowChanges changes) throws SQLException {
        delete("DELETE FROM catalog_swept WHERE bucket {in}", changes.clearedSweeps());
        List<@Nullable Object[]> swept = new ArrayList<>();
        changes.swept()
                .forEach((bucket, named) -> named.forEach(key -> swept.add(
                        row(bucket, StoredText.of(key.ref()), StoredText.of(key.location()), key.documentIndex()))));
        sql.insert("catalog_swept", Tables.SWEPT, swept);
    }

    // What sources gave

    private void contents(List<FactRows.NewContent> contents) throws SQLException {
        sql.update(
                "catalog_source",
                Tables.CONTENT,
                list(
                        contents,
                        content -> row(
                                content.source(),
                                true,
                                content.content().etag().map(StoredText::of).orElse(null),
                                content.content().missing(),
                                FactJson.findings(content.content().failures()))));
        List<@Nullable Object[]> files = new ArrayList<>();
        List<@Nullable Object[]> positions = new ArrayList<>();
        List<FactRows.NewDocument> documents = new ArrayList<>();
        List<Long> goneFiles = new ArrayList<>();
        List<Long> goneDocuments = new ArrayList<>();
        for (FactRows.NewContent content : contents) {
            addFiles(content, files);
            for (int i = 0; i < content.kept().size(); i++) {
                positions.add(row(content.kept().get(i), content.positions().get(i)));
            }
            documents.addAll(content.documents());
            goneFiles.addAll(content.goneFiles());
            goneDocuments.addAll(content.goneDocuments());
        }
        sql.insert(
                "catalog_file",
                Tables.FILE,
                files,
                "ON CONFLICT (id) DO UPDATE SET position = excluded.position, version = excluded.version,"
                        + " findings = excluded.findings");
        delete("DELETE FROM catalog_file WHERE id {in}", goneFiles);
        delete("DELETE FROM catalog_document WHERE id {in}", goneDocuments);
        sql.update("catalog_document", Tables.POSITION, positions);
        documents(documents);
    }

    private static void addFiles(FactRows.NewContent content, List<@Nullable Object[]> to) {
        for (int i = 0; i < content.files().size(); i++) {
            SourceContent.File file = content.content().files().get(i);
            to.add(row(
                    content.files().get(i),
                    content.source(),
                    i,
                    StoredText.of(file.location()),
                    StoredText.of(file.version()),
                    FactJson.findings(file.findings())));
        }
    }

    private void documents(List<FactRows.NewDocument> documents) throws SQLException {
        sql.insert(
                "catalog_document",
                Tables.DOCUMENT,
                list(
                        documents,
                        document -> row(
                                document.id(),
                                document.file(),
                                document.position(),
                                document.descriptor().documentIndex(),
                                StoredText.of(document.descriptor().source()),
                                StoredText.json(document.text().root()),
                                document.text().places(),
                                document.text().version(),
                                document.text().placesVersion())));
    }

    private void removeContents(List<Long> sources) throws SQLException {
        delete("DELETE FROM catalog_document WHERE file IN (SELECT id FROM catalog_file WHERE source {in})", sources);
        delete("DELETE FROM catalog_file WHERE source {in}", sources);
    }

    /** Unless a change shows them. */
    private void removeBodies(List<Long> bodies) throws SQLException {
        if (!bodies.isEmpty()) {
            sql.update(
                    "DELETE FROM catalog_body WHERE id {in} AND id NOT IN (SELECT body FROM catalog_feed WHERE body {in})"
                            + " AND id NOT IN (SELECT accepted_body FROM catalog_feed WHERE accepted_body {in})",
                    bodies,
                    bodies,
                    bodies);
        }
    }
}
