package dev.portalsdk.catalog;

import dev.portalsdk.catalog.store.Change;
import dev.portalsdk.catalog.store.ChangeFeed;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.EntityValidator;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.Relation;
import dev.portalsdk.model.RelationType;
import dev.portalsdk.model.Value;
import dev.portalsdk.model.kind.Kinds;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The recorded entities as if they had just become visible, with their recorded ids. */
public final class RecordedEntities {
    private RecordedEntities() {}

    public static ChangeFeed asFeed() throws IOException {
        List<Change> changes = new ArrayList<>();
        for (Value value : RecordedCatalog.json("api/entities-all.json")
                .at("/body")
                .flatMap(Value::asArr)
                .orElseThrow()
                .values()) {
            StitchedEntity entity = stitched(value.asObj().orElseThrow());
            changes.add(new Change(
                    changes.size() + 1,
                    Instant.EPOCH,
                    Change.Type.ADDED,
                    entity.ref(),
                    entity.location(),
                    Optional.of(entity),
                    List.of()));
        }
        return new Recorded(changes);
    }

    private static StitchedEntity stitched(Value.Obj recorded) {
        Value.Obj document = recorded.without("relations").without("status");
        Entity entity = EntityValidator.of(Kinds.standard())
                .validate(EntityDescriptor.of(document))
                .orThrow();
        List<Relation> relations = new ArrayList<>();
        for (Value relation : recorded.arr("relations").orElseThrow().values()) {
            Value.Obj end = relation.asObj().orElseThrow();
            relations.add(new Relation(
                    entity.ref(),
                    new RelationType(end.string("type").orElseThrow(), "unseen"),
                    EntityRef.parse(end.string("targetRef").orElseThrow())));
        }
        return new StitchedEntity(
                entity,
                document,
                relations,
                List.of(),
                new StitchedEntity.Provenance(LocationRef.parse("file:x"), LocationRef.parse("file:x"), false),
                entity.metadata().uid());
    }

    private record Recorded(List<Change> changes) implements ChangeFeed {
        @Override
        public long version() {
            return changes.size();
        }

        @Override
        public List<Change> after(long version, int limit) {
            return changes.stream().skip(version).limit(limit).toList();
        }

        @Override
        public Snapshot snapshot() {
            return new Snapshot(
                    changes.size(),
                    changes.stream().flatMap(change -> change.entity().stream()).toList());
        }
    }
}
