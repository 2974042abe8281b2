package dev.portalsdk.catalog;

import dev.portalsdk.catalog.store.Accepted;
import dev.portalsdk.catalog.store.Annotations;
import dev.portalsdk.catalog.store.StitchClaim;
import dev.portalsdk.catalog.store.StitchClaim.Stitched;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.RelationField;
import dev.portalsdk.model.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes of an entity's facts what is shown of it. Pure. */
final class Stitcher {
    private Stitcher() {}

    static Stitched stitch(StitchClaim claim) {
        return new Stitched(claim, claim.accepted().map(accepted -> stitch(claim, accepted)));
    }

    private static StitchedEntity stitch(StitchClaim claim, Accepted accepted) {
        Value.Obj document = shown(accepted.entity(), claim.orphan());
        return new StitchedEntity(
                accepted.entity(),
                document,
                accepted.relations(),
                claim.errors(),
                new StitchedEntity.Provenance(accepted.location(), accepted.origin(), claim.orphan()),
                Optional.empty());
    }

    private static Value.Obj shown(Entity entity, boolean orphan) {
        Value.Obj document = entity.toValue();
        Map<String, Value> sorted = sorted(entity.spec(), entity.type().relationFields());
        if (!sorted.isEmpty()) {
            Value.Obj.Builder spec = entity.spec().toBuilder();
            sorted.forEach(spec::put);
            document = document.with("spec", spec.build());
        }
        Value.Obj metadata = document.obj("metadata").orElse(Value.Obj.empty());
        if (orphan) {
            Value.Obj annotations = metadata.obj("annotations").orElse(Value.Obj.empty());
            metadata = metadata.with("annotations", annotations.with(Annotations.ORPHAN, Value.Str.of("true")));
        }
        return orphan || metadata.has("uid") ? document.with("metadata", metadata.without("uid")) : document;
    }

    /** Lists that make relations, in order of their code units, where they are not in that order already. */
    // As Backstage BuiltinKindsEntityProcessor, which sorts them in place before the entity is hashed.
    private static Map<String, Value> sorted(Value.Obj spec, List<RelationField> fields) {
        Map<String, Value> sorted = new HashMap<>();
        for (RelationField field : fields) {
            Optional<List<String>> given = spec.arr(field.field()).map(Value.Arr::strings);
            if (given.isPresent() && given.get().size() > 1) {
                List<String> ordered = given.get().stream().sorted().toList();
                if (!ordered.equals(given.get())) {
                    sorted.put(field.field(), Value.Arr.ofStrings(ordered));
                }
            }
        }
        return sorted;
    }
}
