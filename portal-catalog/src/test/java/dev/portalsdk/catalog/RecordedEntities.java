package dev.portalsdk.catalog;

import dev.portalsdk.catalog.store.Accepted;
import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.Change;
import dev.portalsdk.catalog.store.ChangeFeed;
import dev.portalsdk.catalog.store.Claim;
import dev.portalsdk.catalog.store.Emission;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.Outcome;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.catalog.store.RemovalGuard;
import dev.portalsdk.catalog.store.StitchClaim;
import dev.portalsdk.catalog.store.StitchClaim.Stitched;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.catalog.store.StoreSetup;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /** Makes them visible in a store, as a node does that accepts each as it was recorded. */
    public static void into(CatalogStore store) throws IOException {
        Map<EntityRef, StitchedEntity> recorded = new LinkedHashMap<>();
        asFeed().snapshot().entities().forEach(entity -> recorded.put(entity.ref(), entity));
        store.open(new StoreSetup(List.of("recorded"), true, "", Duration.ofMinutes(1)));
        List<ProvidedEntity> given = recorded.values().stream()
                .map(entity -> new ProvidedEntity(EntityDescriptor.of(entity.document()), entity.location()))
                .toList();
        store.apply("recorded", Mutation.full(given), RemovalGuard.off());
        for (List<Claim> due = store.claimDue(500); !due.isEmpty(); due = store.claimDue(500)) {
            store.commit(due.stream()
                    .map(claim -> accepted((Claim.OfEntity) claim, recorded))
                    .toList());
        }
        for (List<StitchClaim> due = store.claimStitchable(500); !due.isEmpty(); due = store.claimStitchable(500)) {
            store.publish(due.stream()
                    .map(claim -> new Stitched(claim, Optional.ofNullable(recorded.get(claim.ref()))))
                    .toList());
        }
    }

    private static Outcome accepted(Claim.OfEntity claim, Map<EntityRef, StitchedEntity> recorded) {
        StitchedEntity entity = recorded.get(claim.ref());
        Accepted accepted = new Accepted(
                entity.entity(), entity.location(), entity.origin(), entity.relations(), Emission.nothing(), List.of());
        return new Outcome.Processed(claim, Optional.of(accepted), List.of(), List.of());
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
