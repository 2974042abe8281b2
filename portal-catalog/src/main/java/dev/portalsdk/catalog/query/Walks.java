package dev.portalsdk.catalog.query;

import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.model.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.roaringbitmap.RoaringBitmap;

/** Follows relations, the nearest first. */
final class Walks {
    private final IndexSnapshot snapshot;
    private final RelationWalk walk;
    private final RoaringBitmap reached = new RoaringBitmap();
    private final List<RelationWalk.Step> steps = new ArrayList<>();

    private Walks(IndexSnapshot snapshot, RelationWalk walk) {
        this.snapshot = snapshot;
        this.walk = walk;
    }

    static RelationWalk.Result of(IndexSnapshot snapshot, RelationWalk walk) {
        Node start = snapshot.find(walk.start());
        return start == null ? new RelationWalk.Result(List.of(), true) : new Walks(snapshot, walk).from(start);
    }

    private RelationWalk.Result from(Node start) {
        reached.add(start.row());
        List<Node> level = List.of(start);
        for (int depth = 1; depth <= walk.maxDepth() && !level.isEmpty(); depth++) {
            List<Node> next = new ArrayList<>();
            for (Node node : level) {
                for (Relation relation : Relations.of(snapshot, node)) {
                    Node target = snapshot.find(relation.target());
                    if (target == null || !walk.follows(relation) || !reached.checkedAdd(target.row())) {
                        continue;
                    }
                    if (steps.size() == walk.limit()) {
                        return new RelationWalk.Result(steps, false);
                    }
                    steps.add(new RelationWalk.Step(target.ref(), entity(target), depth, relation));
                    next.add(target);
                }
            }
            level = next;
        }
        return new RelationWalk.Result(steps, true);
    }

    private Optional<StitchedEntity> entity(Node node) {
        return Optional.ofNullable(node.entity()).map(entity -> Relations.joined(snapshot, node, entity));
    }
}
