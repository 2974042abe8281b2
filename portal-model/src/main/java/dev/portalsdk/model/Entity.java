package dev.portalsdk.model;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A valid entity: what an author says about one thing.
 *
 * <p>Made by an {@link EntityValidator}. Fields that no kind knows are part of it and are written back with it.
 */
public final class Entity {
    private final Value.Obj value;
    private final EntityRef ref;
    private final Kind<?> type;
    private final List<Relation> relations;

    /**
     * A reference as it stands in {@code spec}.
     *
     * @param field the field that it stands in
     * @param pointer JSON pointer to it: of the array element, if the field holds an array
     * @param text as written
     * @param target what it refers to; need not exist
     */
    public record Reference(RelationField field, String pointer, String text, EntityRef target) {}

    Entity(Value.Obj value, EntityRef ref, Kind<?> type, List<Relation> relations) {
        this.value = value;
        this.ref = ref;
        this.type = type;
        this.relations = relations;
    }

    /** Its identity. */
    public EntityRef ref() {
        return ref;
    }

    /** As written, e.g. {@code backstage.io/v1alpha1}. */
    public String apiVersion() {
        return value.string("apiVersion").orElse("");
    }

    /** As written, e.g. {@code Component}. */
    public String kind() {
        return value.string("kind").orElse("");
    }

    /** The declaration that it was checked against. */
    public Kind<?> type() {
        return type;
    }

    /** Name, labels, annotations and so on; made anew at each call. */
    public Metadata metadata() {
        return Metadata.of(value.obj("metadata").orElse(Value.Obj.empty()));
    }

    /** The spec; without keys if there is none. */
    public Value.Obj spec() {
        return value.obj("spec").orElse(Value.Obj.empty());
    }

    /**
     * The spec as the record of a kind.
     *
     * @return empty if this entity is of another kind; two kinds are the same if their names are
     * @throws IllegalArgumentException if the spec does not fit the record, as the schema of the entity's kind asks for something else
     */
    public <S> Optional<S> as(Kind<S> kind) {
        return kind.name().equals(type.name()) ? Optional.of(kind.bind(spec())) : Optional.empty();
    }

    /** What its kind's relation fields say, from this entity's end: sorted, without duplicates. Targets need not exist. */
    public List<Relation> relations() {
        return relations;
    }

    /** The references that make its relations, in the order of fields and elements; read anew at each call. */
    public List<Reference> references() {
        return RelationReader.read(EntityDescriptor.of(value), type, UnaryOperator.identity())
                .value()
                .orElse(List.of());
    }

    /** The whole document. */
    public Value.Obj toValue() {
        return value;
    }

    /** Same document. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Entity that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** Its ref. */
    @Override
    public String toString() {
        return ref.toString();
    }
}
