package dev.portalsdk.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A kind of relation, with the name it has when looked at from the other end.
 *
 * @param name as it stands in the catalog, e.g. {@code ownedBy}
 * @param inverseName the same relation from its target, e.g. {@code ownerOf}
 */
public record RelationType(String name, String inverseName) {
    /** To the group or user that is responsible. */
    public static final RelationType OWNED_BY = new RelationType("ownedBy", "ownerOf");

    /** To the API that a component offers. */
    public static final RelationType PROVIDES_API = new RelationType("providesApi", "apiProvidedBy");

    /** To the API that a component uses. */
    public static final RelationType CONSUMES_API = new RelationType("consumesApi", "apiConsumedBy");

    /** To what is needed for it to work. */
    public static final RelationType DEPENDS_ON = new RelationType("dependsOn", "dependencyOf");

    /** To the larger whole: a system, a domain, a component. */
    public static final RelationType PART_OF = new RelationType("partOf", "hasPart");

    /** From a group to its parent group. */
    public static final RelationType CHILD_OF = new RelationType("childOf", "parentOf");

    /** From a user to a group. */
    public static final RelationType MEMBER_OF = new RelationType("memberOf", "hasMember");

    private static final Map<RelationType, RelationType> INVERSES = inverses();

    /** @throws IllegalArgumentException if a name is blank */
    public RelationType {
        if (name.isBlank() || inverseName.isBlank()) {
            throw new IllegalArgumentException("A relation type needs a name in both directions");
        }
    }

    // Written out, as EntityRef's: most types that meet are one object.
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof RelationType that
                        && name.equals(that.name)
                        && inverseName.equals(that.inverseName));
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + inverseName.hashCode();
    }

    /** The same relation, from the other end. */
    public RelationType inverse() {
        RelationType known = INVERSES.get(this);
        return known == null ? new RelationType(inverseName, name) : known;
    }

    /** One object for each of ours, as a catalog holds very many relations. */
    private static Map<RelationType, RelationType> inverses() {
        Map<RelationType, RelationType> inverses = new HashMap<>();
        for (RelationType type :
                List.of(OWNED_BY, PROVIDES_API, CONSUMES_API, DEPENDS_ON, PART_OF, CHILD_OF, MEMBER_OF)) {
            RelationType inverse = new RelationType(type.inverseName, type.name);
            inverses.put(type, inverse);
            inverses.put(inverse, type);
        }
        return inverses;
    }
}
