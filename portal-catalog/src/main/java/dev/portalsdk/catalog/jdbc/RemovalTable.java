package dev.portalsdk.catalog.jdbc;

import dev.portalsdk.catalog.store.ChangeHistory;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.Value;
import dev.portalsdk.model.yaml.StoredPlaces;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What providers took away, as rows; how long it is kept is the matter of {@link HistoryTable}. Within one transaction. */
final class RemovalTable {
    private final BulkSql sql;

    RemovalTable(BulkSql sql) {
        this.sql = sql;
    }

    /** A removal with all that it takes to give it back. */
    record Removed(ChangeHistory.Removal removal, List<ProvidedEntity> given, List<LocationRef> sources) {}

    void add(ChangeHistory.Removal removal, ChangeHistory.Taken taken) throws SQLException {
        List<Value> entities = new ArrayList<>();
        taken.entities().forEach(entity -> entities.add(written(entity)));
        sql.insert(
                "catalog_removal",
                BulkSql.Column.all(
                        "id bigint, provider text, at bigint, version bigint, refs json, sources json, given json"),
                List.<@Nullable Object[]>of(new @Nullable Object[] {
                    removal.id(),
                    StoredText.of(removal.provider()),
                    FactJson.micros(removal.at()),
                    removal.version(),
                    FactJson.refs(removal.refs()),
                    FactJson.locations(taken.sources()),
                    StoredText.json(Value.Arr.of(entities).toJson())
                }));
    }

    void clear() throws SQLException {
        sql.update("DELETE FROM catalog_removal");
    }

    /** Forgets those before a time, in microseconds, and all but so many of the latest. */
    void trim(long oldest, long most) throws SQLException {
        sql.update("DELETE FROM catalog_removal WHERE at < ?", oldest);
        if (most < Integer.MAX_VALUE) {
            sql.update(
                    "DELETE FROM catalog_removal WHERE id NOT IN (SELECT id FROM catalog_removal ORDER BY id DESC LIMIT ?)",
                    most);
        }
    }

    /** Those with a smaller id, from a time on, in microseconds; the latest first. */
    List<ChangeHistory.Removal> before(long id, long oldest, int limit) throws SQLException {
        return sql.query(
                "SELECT * FROM catalog_removal WHERE id < ? AND at >= ? ORDER BY id DESC LIMIT ?",
                RemovalTable::removal,
                id,
                oldest,
                limit);
    }

    Optional<Removed> find(long id, long oldest) throws SQLException {
        return sql
                .query("SELECT * FROM catalog_removal WHERE id = ? AND at >= ?", RemovalTable::removed, id, oldest)
                .stream()
                .findFirst();
    }

    private static ChangeHistory.Removal removal(ResultSet row) throws SQLException {
        return new ChangeHistory.Removal(
                row.getLong("id"),
                StoredText.read(row.getString("provider")),
                FactJson.time(row.getLong("at")),
                row.getLong("version"),
                FactJson.refs(row.getString("refs")));
    }

    private static Removed removed(ResultSet row) throws SQLException {
        List<Value> given = Value.parseJson(row.getString("given"))
                .asArr()
                .orElse(Value.Arr.of(List.of()))
                .values();
        return new Removed(
                removal(row),
                given.stream().map(RemovalTable::given).toList(),
                List.copyOf(FactJson.locations(row.getString("sources"))));
    }

    private static Value written(ProvidedEntity entity) {
        EntityDescriptor descriptor = entity.descriptor();
        return Value.Obj.builder()
                .put("root", descriptor.root())
                .put("source", descriptor.source())
                .put("index", descriptor.documentIndex())
                .put("places", Base64.getEncoder().encodeToString(StoredPlaces.write(descriptor)))
                .put("type", entity.location().type())
                .put("target", entity.location().target())
                .build();
    }

    private static ProvidedEntity given(Value value) {
        Value.Obj object = value.asObj().orElse(Value.Obj.empty());
        Value.Obj root = object.obj("root").orElse(Value.Obj.empty());
        String source = object.string("source").orElse("");
        int index =
                object.get("index").orElse(Value.Num.of(0)) instanceof Value.Num number ? (int) number.longValue() : 0;
        byte[] places = Base64.getDecoder().decode(object.string("places").orElse(""));
        return new ProvidedEntity(
                EntityDescriptor.of(root, source, index, StoredPlaces.read(places, root, source, index)),
                new LocationRef(
                        object.string("type").orElse(""),
                        object.string("target").orElse("")));
    }
}
