package dev.portalsdk.catalog.plan;

import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Relation;
import dev.portalsdk.model.SourceLocation;
import java.util.List;
import java.util.Optional;

/**
 * Who depends on something that goes.
 *
 * <p>Directly concerned is whoever still refers to it afterwards, in whatever field, and what it served. From there on count those who depend on one of
 * them: by {@code dependsOn}, by consuming an API, and APIs on who provides them.
 *
 * @param cause what goes
 * @param reason how
 * @param successor what it is called now, if it is renamed
 * @param dependents the nearest first, at most {@link #MAX_DEPENDENTS}; never empty
 * @param complete whether these are all
 * @param ask the owners of the dependents, and dependents that are people or groups themselves; sorted
 */
public record Impact(
        EntityRef cause,
        Reason reason,
        Optional<EntityRef> successor,
        List<Dependent> dependents,
        boolean complete,
        List<EntityRef> ask) {
    /** How many are listed. */
    public static final int MAX_DEPENDENTS = 1000;

    /** What happens to something. */
    public enum Reason {
        /** It is there no longer. */
        REMOVED,
        /** It has another ref. */
        RENAMED,
        /** Its {@code spec.lifecycle} has become {@code deprecated}. */
        DEPRECATED
    }

    /** Copies the lists. */
    public Impact {
        dependents = List.copyOf(dependents);
        ask = List.copyOf(ask);
    }

    /** How many are concerned directly. */
    public long direct() {
        return dependents.stream().filter(one -> one.depth() == 1).count();
    }

    /**
     * One who depends on it.
     *
     * @param depth 1 if directly
     * @param via the relation by which it does, as it is declared
     * @param place where that is written, or the dependent
     */
    public record Dependent(
            EntityRef ref, int depth, Relation via, Optional<EntityRef> owner, Optional<SourceLocation> place) {}
}
