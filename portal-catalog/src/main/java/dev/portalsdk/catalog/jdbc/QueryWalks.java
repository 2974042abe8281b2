package dev.portalsdk.catalog.jdbc;

import dev.portalsdk.catalog.query.RelationWalk;
import dev.portalsdk.catalog.query.Searchable;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.Relation;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Follows relations, the nearest first: one question to the database for each distance. */
final class QueryWalks {
    private final QueryRead read;
    private final RelationWalk walk;
    private final Set<Integer> reached = new HashSet<>();
    private final List<Reached> steps = new ArrayList<>();

    /** A step whose entity is still to be read. */
    private record Reached(int id, int depth, Relation via) {}

    QueryWalks(QueryRead read, RelationWalk walk) {
        this.read = read;
        this.walk = walk;
    }

    RelationWalk.Result result() throws SQLException {
        Optional<Integer> start = read.ref(walk.start());
        if (start.isEmpty()) {
            return new RelationWalk.Result(List.of(), true);
        }
        reached.add(start.get());
        List<Integer> level = List.of(start.get());
        boolean complete = true;
        for (int depth = 1; depth <= walk.maxDepth() && !level.isEmpty() && complete; depth++) {
            int before = steps.size();
            complete = step(level, depth);
            level = steps.subList(before, steps.size()).stream()
                    .map(Reached::id)
                    .toList();
        }
        return new RelationWalk.Result(withEntities(), complete);
    }

    /** @return whether all that lies a step further found room */
    private boolean step(List<Integer> level, int depth) throws SQLException {
        Map<Integer, List<QueryRead.Edge>> edges = new HashMap<>();
        for (QueryRead.Edge edge : read.edges(level)) {
            if (walk.types().isEmpty()
                    || walk.types()
                            .contains(Searchable.fold(edge.relation().type().name()))) {
                edges.computeIfAbsent(edge.from(), any -> new ArrayList<>()).add(edge);
            }
        }
        for (Integer from : level) {
            Map<Relation, Integer> ends = new HashMap<>();
            edges.getOrDefault(from, List.of()).forEach(edge -> ends.put(edge.relation(), edge.to()));
            for (Relation relation : Searchable.sorted(ends.keySet())) {
                int to = ends.getOrDefault(relation, -1);
                if (reached.add(to)) {
                    if (steps.size() == walk.limit()) {
                        return false;
                    }
                    steps.add(new Reached(to, depth, relation));
                }
            }
        }
        return true;
    }

    private List<RelationWalk.Step> withEntities() throws SQLException {
        Map<Integer, StitchedEntity> entities =
                read.load(steps.stream().map(Reached::id).toList());
        return steps.stream()
                .map(step -> new RelationWalk.Step(
                        step.via().target(), Optional.ofNullable(entities.get(step.id())), step.depth(), step.via()))
                .toList();
    }
}
