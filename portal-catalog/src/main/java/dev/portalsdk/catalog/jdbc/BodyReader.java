package dev.portalsdk.catalog.jdbc;

import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.catalog.store.facts.FactRows;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityDescriptor;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is written in full, for one transaction: taken from what this node has just written, or else read. */
final class BodyReader {
    private final BulkSql sql;
    private final EntityReader entities;
    private final JustWritten justWritten;

    BodyReader(BulkSql sql, EntityReader entities, JustWritten justWritten) {
        this.sql = sql;
        this.entities = entities;
        this.justWritten = justWritten;
    }

    /** As {@link FactRows#documents}. */
    Map<Long, EntityDescriptor> documents(Collection<FactRows.DocumentRow> asked) throws SQLException {
        Map<Long, EntityDescriptor> all = new HashMap<>();
        List<Long> others = new ArrayList<>();
        for (FactRows.DocumentRow document : asked) {
            EntityDescriptor here = justWritten.takeDocument(document);
            if (here == null) {
                others.add(document.id());
            } else {
                all.put(document.id(), here);
            }
        }
        all.putAll(new DocumentReader(sql).byId(others));
        return all;
    }

    /** As {@link FactRows#accepted}. */
    Map<Long, Entity> accepted(Collection<FactRows.AcceptedRow> versions) throws SQLException {
        Map<Long, Entity> all = new HashMap<>();
        List<Long> others = new ArrayList<>();
        for (FactRows.AcceptedRow version : versions) {
            Entity here = justWritten.takeEntity(version.version());
            if (here == null) {
                others.add(version.body());
            } else {
                all.put(version.body(), here);
            }
        }
        if (!others.isEmpty()) {
            sql.query(
                    "SELECT id, body FROM catalog_body WHERE id {in}",
                    row -> all.put(row.getLong(1), entities.restore(row.getString(2))),
                    others);
        }
        return all;
    }

    /** As {@link FactRows#visible}. */
    Map<Long, StitchedEntity> visible(Collection<Long> ids) throws SQLException {
        Map<Long, StitchedEntity> all = new HashMap<>();
        if (!ids.isEmpty()) {
            sql.query(
                    JdbcFeed.VISIBLE + " WHERE v.id {in}",
                    row -> all.put(row.getLong("entity"), entities.shown(row)),
                    ids);
        }
        return all;
    }
}
