package dev.portalsdk.model;

import org.jspecify.annotations.Nullable;

/**
 * A relation from one entity to another. The target need not exist.
 *
 * @param source where it starts
 * @param type what it says
 * @param target where it ends
 */
public record Relation(EntityRef source, RelationType type, EntityRef target) implements Comparable<Relation> {
    /** The same relation, from the other end. */
    public Relation inverse() {
        return new Relation(target, type.inverse(), source);
    }

    // Written out, as EntityRef's; the target first, as relations that meet mostly have one source.
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Relation that
                        && target.equals(that.target)
                        && type.equals(that.type)
                        && source.equals(that.source));
    }

    @Override
    public int hashCode() {
        return 31 * (31 * source.hashCode() + type.hashCode()) + target.hashCode();
    }

    /** By source, name of the type, and text form of the target. */
    // As Backstage performStitching orders the relations of an entity.
    @Override
    public int compareTo(Relation other) {
        int order = source.compareTo(other.source);
        if (order == 0) {
            order = type.name().compareTo(other.type.name());
        }
        if (order == 0) {
            order = target.toString().compareTo(other.target.toString());
        }
        return order != 0 ? order : type.inverseName().compareTo(other.type.inverseName());
    }

    /** {@code source type target}. */
    @Override
    public String toString() {
        return source + " " + type.name() + " " + target;
    }
}
