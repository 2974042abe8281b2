package dev.portalsdk.catalog.store.facts;

import dev.portalsdk.model.LocationRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is live, and who holds each ref.
 *
 * <p>An entity is live if a path of claims leads to it from a bucket; claims in a circle do not count. Each live entity has a {@link Rank}, the
 * smallest registration that reaches it. New claims can only lower ranks, which spreads from entity to entity. When an emitter loses a claim, it and
 * all that has the same rank below it lose their ranks first, as a circle of locations would otherwise keep itself alive, and then get them anew from
 * those that still have one. The cost is that of what depends on the emitter, not that of the catalog.
 *
 * <p>Guarded by the store's lock.
 */
final class Liveness {
    private final ClaimGraph graph;
    private final WorkQueue work;
    private final Supplier<Instant> now;

    Liveness(ClaimGraph graph, WorkQueue work, Supplier<Instant> now) {
        this.graph = graph;
        this.work = work;
        this.now = now;
    }

    /** Decides what is live, who holds each ref, and what is to be done. */
    void settle(Changes changes) {
        takeRanksBack(changes);
        for (Collection<Node> next = changes.touched; !next.isEmpty(); next = rankAnew(next, changes)) {
            // from those whose rank has changed to those that they give
        }
        for (Node node : changes.touched) {
            if (node != changes.forgotten) {
                resolve(node, changes);
            }
        }
    }

    /** @return those whose ranks may have changed with these */
    private Collection<Node> rankAnew(Collection<Node> nodes, Changes changes) {
        List<Node> changed = new ArrayList<>();
        for (Node node : nodes) {
            Rank best = node.bestRank();
            if (!Objects.equals(best, node.rank)) {
                changeRank(node, best, changes);
                if (node.gives()) {
                    changed.add(node);
                }
            }
        }
        graph.lookAtGiven(changed);
        Set<Node> next = new LinkedHashSet<>();
        changed.forEach(node -> node.forEachGiven(child -> next.add(child.node())));
        changes.touched.addAll(next);
        return next;
    }

    private static void changeRank(Node node, @Nullable Rank rank, Changes changes) {
        changes.wasLive.putIfAbsent(node, node.rank != null);
        node.rank = rank;
    }

    /** Of what has lost a claim, and of all that may have its rank only from there, down to where a bucket gives the same. */
    private void takeRanksBack(Changes changes) {
        Collection<Node> next = changes.weakened;
        while (!next.isEmpty()) {
            next = takeRanksBack(next, changes);
        }
    }

    /** @return those that may have their rank from these */
    private Collection<Node> takeRanksBack(Collection<Node> nodes, Changes changes) {
        Map<Node, Rank> lost = new LinkedHashMap<>();
        for (Node node : nodes) {
            Rank rank = node.rank;
            if (rank != null && node.gives() && !node.isRankedByBucket()) {
                changeRank(node, null, changes);
                changes.touched.add(node);
                lost.put(node, rank);
            }
        }
        graph.lookAtGiven(lost.keySet());
        Set<Node> next = new LinkedHashSet<>();
        lost.forEach((node, rank) -> node.forEachGiven(child -> {
            changes.touched.add(child.node());
            if (rank.equals(child.node().rank)) {
                next.add(child.node());
            }
        }));
        return next;
    }

    private void resolve(Node node, Changes changes) {
        if (node.rank == null) {
            resolveDead(node, changes);
            return;
        }
        if (node.orphanSince != null) {
            graph.orphanSince(node, null);
            work.stitch(node);
        }
        Claimant chosen = node.choose().orElseThrow();
        Claimant before = node.held;
        LocationRef originBefore = node.heldOrigin;
        node.hold(chosen);
        boolean sameOrigin = Objects.equals(originBefore, node.heldOrigin);
        if (before == null || !sameOrigin || !chosen.sameVersion(before) || mayStandElsewhere(node, before)) {
            work.process(node);
        }
    }

    /** Equal documents may have moved within their file: findings must name where they, and the targets in them, stand now. */
    private static boolean mayStandElsewhere(Node node, Claimant before) {
        boolean tellsPlaces = !node.findings.isEmpty() || !node.bySource().isEmpty();
        return tellsPlaces && !Objects.requireNonNull(node.held).sameDocument(before);
    }

    private void resolveDead(Node node, Changes changes) {
        boolean died = changes.wasLive.getOrDefault(node, false);
        if (died && changes.leaveOrphans() && node.isAccepted()) {
            graph.orphanSince(node, now.get());
            work.stitch(node);
        } else if (died || !node.isAccepted()) {
            changes.gone += node.isAccepted() ? 1 : 0;
            delete(node);
        }
    }

    /** Forgets an entity though it may be given still; what it gave no longer is. */
    void remove(Node node) {
        graph.lookAtGiven(List.of(node));
        Changes changes = Changes.byParent();
        changes.forgotten = node;
        node.forEachGiven(claimant -> {
            changes.touched.add(claimant.node());
            changes.weakened.add(claimant.node());
        });
        delete(node);
        settle(changes);
    }

    /** Forgets an entity and all that it gave; the rest follows when it is no longer visible. */
    void delete(Node node) {
        graph.stopGiving(node);
        work.stopReading(node);
        node.held = null;
        node.heldOrigin = null;
        node.forgetAccepted();
        node.reads = List.of();
        node.findings = List.of();
        node.direct().findings(List.of());
        graph.orphanSince(node, null);
        work.forget(node);
        if (node.visibleLocation() != null) {
            work.stitch(node);
        } else {
            graph.forgetIfEmpty(node);
        }
    }

    /** Deletes orphans, with what only they gave and nothing lives by. */
    int deleteOrphans(Instant since) {
        List<Node> due = graph.orphans(since);
        graph.lookAtGiven(due);
        due.forEach(this::delete);
        return due.size();
    }
}
