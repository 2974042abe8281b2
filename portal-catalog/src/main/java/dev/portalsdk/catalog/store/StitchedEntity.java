package dev.portalsdk.catalog.store;

import dev.portalsdk.catalog.internal.Fingerprint;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import dev.portalsdk.model.Relation;
import dev.portalsdk.model.Severity;
import dev.portalsdk.model.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entity as the catalog shows it: what its author says, what others say about it, and how it fares.
 *
 * <p>The last of three stages. In the change feed it holds what it says itself; queries join the relations of others. Immutable.
 */
public final class StitchedEntity {
    private final Entity entity;
    private final Value.Obj document;
    private final List<Relation> relations;
    private final List<Diagnostic> errors;
    private final LocationRef location;
    private final LocationRef origin;
    private final boolean orphan;
    private final @Nullable String uid;

    /** Of what it says; 0 until somebody asks. Several threads may find it out, and find the same. */
    private volatile long fingerprint;

    /**
     * Where an entity comes from.
     *
     * @param location what it was read from
     * @param origin the location at the root of what led to it
     * @param orphan whether nothing leads to it any more
     */
    public record Provenance(LocationRef location, LocationRef origin, boolean orphan) {}

    /**
     * Made by whoever stitches; others ask the catalog.
     *
     * @param document as it is shown, but for relations, uid and etag
     * @param uid where it has one that does not follow from its ref
     */
    public StitchedEntity(
            Entity entity,
            Value.Obj document,
            List<Relation> relations,
            List<Diagnostic> errors,
            Provenance provenance,
            Optional<String> uid) {
        this(
                entity,
                document,
                relations,
                errors,
                provenance.location(),
                provenance.origin(),
                provenance.orphan(),
                uid.orElse(null),
                0);
    }

    private StitchedEntity(
            Entity entity,
            Value.Obj document,
            List<Relation> relations,
            List<Diagnostic> errors,
            LocationRef location,
            LocationRef origin,
            boolean orphan,
            @Nullable String uid,
            long fingerprint) {
        this.entity = entity;
        this.document = document;
        this.relations = List.copyOf(relations);
        this.errors = List.copyOf(errors);
        this.location = location;
        this.origin = origin;
        this.orphan = orphan;
        this.uid = uid;
        this.fingerprint = fingerprint;
    }

    private long fingerprint() {
        long known = fingerprint;
        if (known == 0) {
            known = ofContent();
            fingerprint = known;
        }
        return known;
    }

    private long ofContent() {
        Fingerprint content = new Fingerprint().add(document);
        for (Relation relation : relations) {
            content.add(relation.source().toString())
                    .add(relation.type().name())
                    .add(relation.type().inverseName())
                    .add(relation.target().toString());
        }
        errors.forEach(error -> content.add(error.toString()));
        return content.bits();
    }

    /** Its identity. */
    public EntityRef ref() {
        return entity.ref();
    }

    /** The last version that was accepted. */
    public Entity entity() {
        return entity;
    }

    /** From this entity, in both directions of what was declared: without duplicates, by type and target. Targets need not exist. */
    public List<Relation> relations() {
        return relations;
    }

    /** Why a newer version, or something that this entity reads, is not what its author meant; empty if all is well. */
    public List<Diagnostic> errors() {
        return errors;
    }

    /** Whether nothing live emits it any more. */
    public boolean orphan() {
        return orphan;
    }

    /** Where it was read. */
    public LocationRef location() {
        return location;
    }

    /** The registration that led to it. */
    public LocationRef origin() {
        return origin;
    }

    /** Its id in the catalog: a UUID, the same for the same ref in every catalog. */
    public String uid() {
        return uid != null
                ? uid
                : UUID.nameUUIDFromBytes(ref().toString().getBytes(StandardCharsets.UTF_8))
                        .toString();
    }

    /** Changes whenever what {@link #toValue()} gives does, unless the author set one. */
    public String etag() {
        return document.obj("metadata")
                .flatMap(metadata -> metadata.string("etag"))
                .orElseGet(() -> HexFormat.of().toHexDigits(fingerprint()));
    }

    /** The whole entity as Backstage's API shows it: with {@code relations}, {@code status}, {@code metadata.uid} and {@code metadata.etag}. */
    public Value.Obj toValue() {
        Value.Obj metadata = document.obj("metadata").orElse(Value.Obj.empty());
        Value.Obj.Builder whole = document.toBuilder()
                .put(
                        "metadata",
                        metadata.toBuilder()
                                .put("uid", uid())
                                .put("etag", etag())
                                .build())
                .put("relations", relationsValue());
        if (!errors.isEmpty()) {
            whole.put(
                    "status",
                    Value.Obj.of(
                            "items",
                            Value.Arr.of(
                                    errors.stream().map(StitchedEntity::item).toList())));
        }
        return whole.build();
    }

    /** What it says itself, as shown: without relations, status, uid and etag. */
    public Value.Obj document() {
        return document;
    }

    /**
     * This entity with other relations, and an etag that tells so.
     *
     * @param joined its own and those of others to it
     * @param ofRelations tells sets of relations apart
     */
    public StitchedEntity withRelations(List<Relation> joined, long ofRelations) {
        return new StitchedEntity(
                entity, document, joined, errors, location, origin, orphan, uid, fingerprint() * 31 + ofRelations);
    }

    private Value.Arr relationsValue() {
        List<Value> values = new ArrayList<>(relations.size());
        for (Relation relation : relations) {
            values.add(Value.Obj.builder()
                    .put("type", relation.type().name())
                    .put("targetRef", relation.target().toString())
                    .build());
        }
        return Value.Arr.of(values);
    }

    // As Backstage performStitching.
    private static Value item(Diagnostic finding) {
        String message = finding.messageWithHint()
                + finding.location().map(place -> " (" + place + ")").orElse("");
        return Value.Obj.builder()
                .put("type", "backstage.io/catalog-processing")
                .put("level", finding.severity() == Severity.ERROR ? "error" : "warning")
                .put("message", "InputError: " + message)
                .put("error", Value.Obj.of("name", "InputError", "message", message))
                .build();
    }

    /** Same content and status. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StitchedEntity that
                && fingerprint() == that.fingerprint()
                && document.equals(that.document)
                && relations.equals(that.relations)
                && errors.equals(that.errors)
                && location.equals(that.location)
                && origin.equals(that.origin)
                && orphan == that.orphan;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(fingerprint());
    }

    /** Its ref. */
    @Override
    public String toString() {
        return entity.ref().toString();
    }
}
