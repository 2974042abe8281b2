package dev.portalsdk.catalog.plan;

import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.Relation;
import dev.portalsdk.model.RelationType;
import dev.portalsdk.model.Value;
import dev.portalsdk.model.check.CheckedEntity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** A snapshot of what a REST API gives. */
final class RestSnapshot {
    private static final List<String> SERVERS_OWN = List.of("uid", "etag", "generation");

    private final CatalogSnapshot.Rules rules;
    private final Map<EntityRef, Value.Obj> given = new HashMap<>();
    private final Map<String, RelationType> types = new HashMap<>();
    private final Set<Relation> declared = new HashSet<>();

    private RestSnapshot(CatalogSnapshot.Rules rules) {
        this.rules = rules;
    }

    static CatalogSnapshot of(List<Value.Obj> items, CatalogSnapshot.Rules rules) throws IOException {
        RestSnapshot snapshot = new RestSnapshot(rules);
        NavigableMap<EntityRef, SnapshotEntity> byRef = new TreeMap<>();
        try {
            List<Entity> entities = items.stream().map(snapshot::entity).toList();
            entities.forEach(entity -> byRef.put(entity.ref(), snapshot.of(entity)));
        } catch (IllegalArgumentException e) {
            throw new IOException("The catalog gives what is no entity: " + e.getMessage(), e);
        }
        return CatalogSnapshot.checked(byRef, List.of(), rules);
    }

    private Entity entity(Value.Obj item) {
        Value.Obj metadata = item.obj("metadata").orElseGet(Value.Obj::empty);
        for (String key : SERVERS_OWN) {
            metadata = metadata.without(key);
        }
        Entity entity = rules.validator()
                .restore(item.without("relations").without("status").with("metadata", metadata));
        given.put(entity.ref(), item);
        for (Relation relation : entity.relations()) {
            types.put(relation.type().name(), relation.type());
            declared.add(relation);
        }
        return entity;
    }

    private SnapshotEntity of(Entity entity) {
        List<Relation> relations = new ArrayList<>(entity.relations());
        Value.Obj item = given.getOrDefault(entity.ref(), Value.Obj.empty());
        item.arr("relations").ifPresent(all -> all.values()
                .forEach(one -> one.asObj().ifPresent(added -> add(relations, entity, added))));
        String source = entity.metadata()
                .annotation("backstage.io/managed-by-location")
                .map(RestSnapshot::target)
                .orElse("");
        return new SnapshotEntity(new CheckedEntity(entity, EntityDescriptor.of(entity.toValue())), source, relations);
    }

    /** What a processor added; what follows from a field is there, from one end or the other. */
    private void add(List<Relation> relations, Entity entity, Value.Obj written) {
        RelationType type = types.get(written.string("type").orElse(""));
        String target = written.string("targetRef").orElse("");
        if (type != null && !target.isEmpty()) {
            Relation relation = new Relation(entity.ref(), type, EntityRef.parse(target));
            if (!declared.contains(relation) && !declared.contains(relation.inverse())) {
                declared.add(relation);
                relations.add(relation);
            }
        }
    }

    private static String target(String location) {
        try {
            return LocationRef.parse(location).target();
        } catch (IllegalArgumentException e) {
            return location;
        }
    }
}
