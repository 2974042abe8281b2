package dev.portalsdk.catalog.query;

import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.Relation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A walk from an entity along its relations, step by step. Immutable; each method gives a copy.
 *
 * <pre>{@code
 * queries.walk(RelationWalk.dependentsOf(ref).maxDepth(3)).steps().forEach(step -> System.out.println(step.depth() + " " + step.ref()));
 * }</pre>
 *
 * <p>What was reached once is not walked again, so that loops do no harm.
 *
 * @param start where to start; it need not exist, and is no step itself
 * @param types names of the relations to follow, without regard to case; none means all
 * @param maxDepth how many relations away at most, from 1
 * @param limit how many steps at most, from 1
 */
public record RelationWalk(EntityRef start, Set<String> types, int maxDepth, int limit) {
    /** How many steps a walk makes that was not told otherwise. */
    public static final int DEFAULT_LIMIT = 100_000;

    /** @throws IllegalArgumentException if the depth or the limit is below 1 */
    public RelationWalk {
        if (maxDepth < 1 || limit < 1) {
            throw new IllegalArgumentException("The depth and the limit of a walk are at least 1, not " + maxDepth
                    + " and " + limit + "; leave them out to go as far as there is a way");
        }
        Set<String> folded = new TreeSet<>();
        types.forEach(type -> folded.add(SearchTerms.fold(type)));
        types = Set.copyOf(folded);
    }

    /** Everything that can be reached by relations with these names; by any, if none is given. */
    public static RelationWalk from(EntityRef start, String... types) {
        return new RelationWalk(start, Set.of(types), Integer.MAX_VALUE, DEFAULT_LIMIT);
    }

    /** What an entity depends on, and what that depends on, and so on. */
    public static RelationWalk dependenciesOf(EntityRef start) {
        return from(start, "dependsOn");
    }

    /** What depends on an entity, and what depends on that, and so on. */
    public static RelationWalk dependentsOf(EntityRef start) {
        return from(start, "dependencyOf");
    }

    /** Only what is at most so many relations away. */
    public RelationWalk maxDepth(int depth) {
        return new RelationWalk(start, types, depth, limit);
    }

    /** Only the nearest so many. */
    public RelationWalk limit(int steps) {
        return new RelationWalk(start, types, maxDepth, steps);
    }

    /** Whether the walk follows a relation. */
    boolean follows(Relation relation) {
        return types.isEmpty()
                || types.contains(SearchTerms.fold(relation.type().name()));
    }

    /**
     * Something that was reached.
     *
     * @param entity empty if the relation leads nowhere
     * @param depth how many relations away, from 1
     * @param via the last relation of a shortest way; of several the first by type and target
     */
    public record Step(EntityRef ref, Optional<StitchedEntity> entity, int depth, Relation via) {}

    /**
     * Where a walk led.
     *
     * @param steps the nearest first; of one distance in the order in which they were reached
     * @param complete whether nothing was left out because of the limit
     */
    public record Result(List<Step> steps, boolean complete) {
        /** Copies the list. */
        public Result {
            steps = List.copyOf(steps);
        }

        /** A shortest way from the start to an entity that was reached; without relations if it was not. */
        public List<Relation> pathTo(EntityRef ref) {
            Map<EntityRef, Relation> ways = new HashMap<>();
            steps.forEach(step -> ways.put(step.ref(), step.via()));
            Deque<Relation> path = new ArrayDeque<>();
            for (Relation last = ways.get(ref); last != null; last = ways.get(last.source())) {
                path.addFirst(last);
            }
            return List.copyOf(path);
        }
    }
}
