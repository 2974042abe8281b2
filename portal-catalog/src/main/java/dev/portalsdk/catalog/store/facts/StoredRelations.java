package dev.portalsdk.catalog.store.facts;

import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Relation;
import dev.portalsdk.model.RelationType;
import dev.portalsdk.model.Value;
import java.util.ArrayList;
import java.util.List;

/** Relations as JSON: source, type, the type's inverse, target. */
public final class StoredRelations {
    private StoredRelations() {}

    /** As {@link #read} reads them. */
    public static String write(List<Relation> relations) {
        List<Value> all = new ArrayList<>();
        for (Relation relation : relations) {
            all.add(Value.Arr.ofStrings(List.of(
                    relation.source().toString(),
                    relation.type().name(),
                    relation.type().inverseName(),
                    relation.target().toString())));
        }
        return Value.Arr.of(all).toJson();
    }

    /** What {@link #write} wrote. */
    public static List<Relation> read(String json) {
        List<Relation> relations = new ArrayList<>();
        Value.parseJson(json).asArr().orElse(Value.Arr.of(List.of())).values().forEach(value -> {
            List<String> parts = value.asArr().map(Value.Arr::strings).orElse(List.of());
            relations.add(new Relation(
                    EntityRef.parse(parts.get(0)),
                    new RelationType(parts.get(1), parts.get(2)),
                    EntityRef.parse(parts.get(3))));
        });
        return relations;
    }
}
