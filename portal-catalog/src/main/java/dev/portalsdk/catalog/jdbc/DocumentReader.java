package dev.portalsdk.catalog.jdbc;

import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.Value;
import dev.portalsdk.model.yaml.StoredPlaces;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads descriptors. */
final class DocumentReader {
    private final BulkSql sql;

    DocumentReader(BulkSql sql) {
        this.sql = sql;
    }

    /** A document of a file. */
    record OfFile(long file, EntityDescriptor descriptor) {}

    List<OfFile> ofFiles(Collection<Long> files) throws SQLException {
        return files.isEmpty()
                ? List.of()
                : sql.query(
                        "SELECT * FROM catalog_document WHERE file {in} ORDER BY file, position",
                        row -> new OfFile(row.getLong("file"), descriptor(row)),
                        files);
    }

    Map<Long, EntityDescriptor> byId(Collection<Long> ids) throws SQLException {
        Map<Long, EntityDescriptor> all = new HashMap<>();
        if (!ids.isEmpty()) {
            sql.query(
                    "SELECT * FROM catalog_document WHERE id {in}",
                    row -> all.put(row.getLong("id"), descriptor(row)),
                    ids);
        }
        return all;
    }

    static EntityDescriptor descriptor(ResultSet row) throws SQLException {
        Value.Obj root = Value.parseJson(row.getString("root")).asObj().orElse(Value.Obj.empty());
        String source = StoredText.read(row.getString("source"));
        int index = row.getInt("document_index");
        byte[] places = row.getBytes("places");
        return EntityDescriptor.of(
                root, source, index, StoredPlaces.read(places == null ? new byte[0] : places, root, source, index));
    }
}
