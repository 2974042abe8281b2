package dev.portalsdk.catalog;

import dev.portalsdk.catalog.store.Accepted;
import dev.portalsdk.catalog.store.Annotations;
import dev.portalsdk.catalog.store.StitchClaim;
import dev.portalsdk.catalog.store.Stitched;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.RelationField;
import dev.portalsdk.model.Value;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

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
                uid(claim.ref()),
                etag(document, claim));
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

    /** The same in every process. */
    private static String uid(EntityRef ref) {
        return UUID.nameUUIDFromBytes(ref.toString().getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private static String etag(Value.Obj document, StitchClaim claim) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            document.writeJson(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            claim.errors().forEach(error -> digest.update(error.toString().getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-1", e);
        }
    }
}
