package dev.portalsdk.catalog.jdbc;

import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.catalog.store.facts.StoredRelations;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityValidator;
import dev.portalsdk.model.KindSet;
import dev.portalsdk.model.Relation;
import dev.portalsdk.model.Value;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Makes entities of rows of the feed. For any number of threads. */
final class EntityReader {
    /** What {@link #shown} reads, of a feed's row {@code f}. */
    static final String SHOWN =
            "SELECT f.version, f.at, f.type, f.entity, f.key, f.long_ref, f.provider, f.location, f.origin, f.orphan, f.uid,"
                    + " f.errors, f.relations, f.related, b.body AS shown_body, a.body AS accepted_body";

    static final String BODIES =
            " LEFT JOIN catalog_body b ON b.id = f.body LEFT JOIN catalog_body a ON a.id = f.accepted_body";

    private final EntityValidator validator;

    EntityReader(KindSet kinds) {
        this.validator = EntityValidator.of(kinds);
    }

    Entity restore(String json) {
        return validator.restore(object(json));
    }

    private static Value.Obj object(String json) {
        return Value.parseJson(json).asObj().orElse(Value.Obj.empty());
    }

    /** How an entity is shown by a change that did not remove it. */
    StitchedEntity shown(ResultSet row) throws SQLException {
        return shown(ShownRow.of(row));
    }

    StitchedEntity shown(ShownRow row) {
        Value.Obj document = object(row.body());
        Entity entity = validator.restore(row.acceptedBody() == null ? document : object(row.acceptedBody()));
        List<Relation> all = row.relations() == null ? entity.relations() : StoredRelations.read(row.relations());
        return new StitchedEntity(
                entity,
                document,
                all,
                FactJson.findings(row.errors()),
                new StitchedEntity.Provenance(
                        StoredText.location(row.location()), StoredText.location(row.origin()), row.orphan()),
                Optional.ofNullable(row.uid()).map(StoredText::read));
    }
}
