package dev.portalsdk.catalog.jdbc;

import dev.portalsdk.catalog.store.SourceContent;
import dev.portalsdk.catalog.store.facts.FactRows;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.LocationRef;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what sources gave. */
final class ContentReader {
    private final BulkSql sql;

    ContentReader(BulkSql sql) {
        this.sql = sql;
    }

    /** A file and where its documents are. */
    private record KnownFile(
            long id,
            long source,
            LocationRef location,
            String version,
            @Nullable String findings) {}

    private List<KnownFile> knownFiles(Collection<Long> sources) throws SQLException {
        return sources.isEmpty()
                ? List.of()
                : sql.query(
                        "SELECT * FROM catalog_file WHERE source {in} ORDER BY source, position",
                        row -> new KnownFile(
                                row.getLong("id"),
                                row.getLong("source"),
                                StoredText.location(row.getString("location")),
                                StoredText.read(row.getString("version")),
                                row.getString("findings")),
                        sources);
    }

    Map<Long, SourceContent> contents(Collection<Long> sources) throws SQLException {
        List<KnownFile> known = knownFiles(sources);
        Map<Long, List<EntityDescriptor>> documents = new HashMap<>();
        for (DocumentReader.OfFile document : new DocumentReader(sql)
                .ofFiles(known.stream().map(KnownFile::id).toList())) {
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
            sql.query(
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

    List<FactRows.FileRow> files(Collection<Long> sources) throws SQLException {
        List<KnownFile> known = knownFiles(sources);
        Map<Long, List<FactRows.DocumentRow>> documents = new HashMap<>();
        if (!known.isEmpty()) {
            sql.query(
                    "SELECT id, file, version, places_version FROM catalog_document WHERE file {in} ORDER BY file, position",
                    row -> documents
                            .computeIfAbsent(row.getLong("file"), id -> new ArrayList<>())
                            .add(new FactRows.DocumentRow(
                                    row.getLong("id"), row.getString("version"), row.getString("places_version"))),
                    known.stream().map(KnownFile::id).toList());
        }
        return known.stream()
                .map(file -> new FactRows.FileRow(
                        file.id(), file.source(), file.location(), documents.getOrDefault(file.id(), List.of())))
                .toList();
    }
}
