package dev.portalsdk.model;

import java.util.Comparator;

/**
 * A relation from one entity to another. The target need not exist.
 *
 * @param source where it starts
 * @param type what it says
 * @param target where it ends
 */
public record Relation(EntityRef source, RelationType type, EntityRef target) implements Comparable<Relation> {
    // As Backstage performStitching orders the relations of an entity.
    private static final Comparator<Relation> ORDER = Comparator.comparing(Relation::source)
            .thenComparing(relation -> relation.type().name())
            .thenComparing(relation -> relation.target().toString())
            .thenComparing(relation -> relation.type().inverseName());

    /** The same relation, from the other end. */
    public Relation inverse() {
        return new Relation(target, type.inverse(), source);
    }

    /** By source, name of the type, and text form of the target. */
    @Override
    public int compareTo(Relation other) {
        return ORDER.compare(this, other);
    }

    /** {@code source type target}. */
    @Override
    public String toString() {
        return source + " " + type.name() + " " + target;
    }
}
