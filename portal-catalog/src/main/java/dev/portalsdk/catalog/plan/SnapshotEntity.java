package dev.portalsdk.catalog.plan;

import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.Entity;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Relation;
import dev.portalsdk.model.RelationType;
import dev.portalsdk.model.SourceLocation;
import dev.portalsdk.model.Value;
import dev.portalsdk.model.check.CheckedEntity;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One entity of a snapshot.
 *
 * @param checked the entity, with the descriptor that knows its places
 * @param source the file or URL that it was read from; empty if nobody knows
 * @param relations its own, sorted: those that its fields make, and those that processors add
 */
record SnapshotEntity(CheckedEntity checked, String source, List<Relation> relations) {
    private static final String NAME = "/metadata/name";
    private static final List<String> PLACES =
            List.of("backstage.io/managed-by-location", "backstage.io/managed-by-origin-location");
    private static final List<String> DERIVED_PLACES =
            List.of("backstage.io/view-url", "backstage.io/edit-url", "backstage.io/source-location");

    SnapshotEntity {
        relations = relations.stream().sorted().toList();
    }

    /** @param shown what the catalog shows, if it does by now */
    static SnapshotEntity of(CheckedEntity checked, @Nullable StitchedEntity shown) {
        return shown == null
                ? new SnapshotEntity(
                        checked,
                        TreeReader.shown(checked.descriptor().source()),
                        checked.entity().relations())
                : new SnapshotEntity(checked, TreeReader.shown(shown.location().target()), shown.relations());
    }

    /** Whether {@link #of} would make an equal one, if that can be told at once. */
    @SuppressWarnings("ReferenceEquality") // what a catalog kept is the same object
    boolean isOf(CheckedEntity other, @Nullable StitchedEntity shown) {
        return shown != null
                && other.entity() == checked.entity()
                && other.descriptor() == checked.descriptor()
                && TreeReader.shown(shown.location().target()).equals(source)
                && shown.relations().equals(relations);
    }

    /** Whether it declares this relation. */
    boolean has(Relation relation) {
        return Collections.binarySearch(relations, relation) >= 0;
    }

    EntityRef ref() {
        return checked.ref();
    }

    Entity entity() {
        return checked.entity();
    }

    /** What it says of itself, without where it was read: that is told as a move. */
    Value.Obj said() {
        Value.Obj whole = entity().toValue();
        Value.Obj metadata = whole.obj("metadata").orElseGet(Value.Obj::empty);
        Optional<Value.Obj> annotations = metadata.obj("annotations");
        if (annotations.isEmpty()) {
            return whole;
        }
        EntityDescriptor written = checked.descriptor();
        Value.Obj kept = annotations.get();
        for (String key : PLACES) {
            kept = kept.without(key);
        }
        for (String key : DERIVED_PLACES) {
            kept = written.annotation(key).isPresent() ? kept : kept.without(key);
        }
        Value.Obj without = kept.isEmpty() ? metadata.without("annotations") : metadata.with("annotations", kept);
        return whole.with("metadata", without);
    }

    /** Where its name stands. */
    Optional<SourceLocation> place() {
        return place(NAME).or(() -> source.isEmpty() ? Optional.empty() : Optional.of(SourceLocation.startOf(source)));
    }

    /** Where a value stands, or what would hold it. */
    Optional<SourceLocation> place(String pointer) {
        return checked.descriptor()
                .location(pointer)
                .map(at -> new SourceLocation(TreeReader.shown(at.source()), at.line(), at.column()));
    }

    Optional<EntityRef> owner() {
        return relations.stream()
                .filter(relation -> relation.type().equals(RelationType.OWNED_BY))
                .map(Relation::target)
                .findFirst();
    }

    boolean deprecated() {
        return entity().spec()
                .string("lifecycle")
                .filter("deprecated"::equalsIgnoreCase)
                .isPresent();
    }
}
