package dev.portalsdk.catalog.store;

import dev.portalsdk.model.EntityRef;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is live, and who holds each ref.
 *
 * <p>An entity is live if a path of claims leads to it from a bucket; claims in a circle do not count. Each live entity has a {@link Rank}, the
 * smallest registration that reaches it. New claims can only lower ranks, which spreads from entity to entity. When an emitter loses a claim, the
 * ranks of all emitters are computed anew from the buckets (there are few emitters: the leaves follow from them), as a circle of locations would
 * otherwise keep itself alive by counting.
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
        if (changes.emitterLost) {
            rankEmittersAnew(changes);
        }
        Deque<Node> open = new ArrayDeque<>(changes.touched);
        while (!open.isEmpty()) {
            Node node = open.poll();
            changes.touched.add(node);
            Rank best = node.bestRank();
            if (!Objects.equals(best, node.rank)) {
                changeRank(node, best, changes);
                node.forEachGiven(child -> open.add(child.node()));
            }
        }
        changes.touched.forEach(node -> resolve(node, changes));
    }

    private static void changeRank(Node node, @Nullable Rank rank, Changes changes) {
        changes.wasLive.putIfAbsent(node, node.rank != null);
        node.rank = rank;
    }

    /** From the buckets, the smallest rank first: whoever is reached first has its rank. */
    private void rankEmittersAnew(Changes changes) {
        record Reached(Rank rank, Node node) {}
        Map<Node, Rank> found = new HashMap<>();
        PriorityQueue<Reached> open = new PriorityQueue<>(Comparator.comparing(Reached::rank));
        for (Node emitter : graph.emitters()) {
            for (Claimant claimant : emitter.claimants) {
                Rank fixed = claimant.fixedRank();
                if (fixed != null) {
                    open.add(new Reached(fixed, emitter));
                }
            }
        }
        while (!open.isEmpty()) {
            Reached reached = open.poll();
            if (found.putIfAbsent(reached.node(), reached.rank()) == null) {
                reached.node().forEachGiven(child -> {
                    if (graph.emitters().contains(child.node()) && !found.containsKey(child.node())) {
                        open.add(new Reached(reached.rank(), child.node()));
                    }
                });
            }
        }
        for (Node emitter : graph.emitters()) {
            Rank rank = found.get(emitter);
            if (!Objects.equals(rank, emitter.rank)) {
                changeRank(emitter, rank, changes);
                changes.touched.add(emitter);
                emitter.forEachGiven(child -> changes.touched.add(child.node()));
            }
        }
    }

    private void resolve(Node node, Changes changes) {
        if (node.rank == null) {
            resolveDead(node, changes);
            return;
        }
        if (node.orphanSince != null) {
            node.orphanSince = null;
            work.stitch(node);
        }
        Claimant chosen = node.choose().orElseThrow();
        Claimant before = node.held;
        boolean sameOrigin = node.rank.origin().equals(node.heldOrigin);
        node.held = chosen;
        node.heldOrigin = node.rank.origin();
        // Equal documents may stand elsewhere than before: findings must name where they stand now.
        boolean moved = !node.findings.isEmpty();
        if (before == null || !sameOrigin || moved || !chosen.sameVersion(before)) {
            work.process(node);
        }
    }

    private void resolveDead(Node node, Changes changes) {
        boolean died = changes.wasLive.getOrDefault(node, false);
        if (died && changes.leaveOrphans() && node.accepted != null) {
            node.orphanSince = now.get();
            work.stitch(node);
        } else if (died || node.accepted == null) {
            delete(node);
        }
    }

    /** Forgets an entity though it may be given still; what it gave no longer is. */
    void remove(Node node) {
        Changes changes = Changes.byParent();
        node.forEachGiven(claimant -> changes.touched.add(claimant.node()));
        changes.emitterLost = graph.emitters().contains(node);
        delete(node);
        changes.touched.remove(node);
        settle(changes);
    }

    /** Forgets an entity and all that it gave; the rest follows when it is no longer visible. */
    void delete(Node node) {
        graph.stopGiving(node);
        work.stopReading(node);
        node.held = null;
        node.heldOrigin = null;
        node.accepted = null;
        node.reads = List.of();
        node.findings = List.of();
        node.direct.findings = List.of();
        node.orphanSince = null;
        work.forget(node);
        if (node.visible != null) {
            work.stitch(node);
        } else {
            graph.forgetIfEmpty(node);
        }
    }

    /** Deletes orphans, with what only they gave and nothing lives by. */
    int deleteOrphans(Instant since) {
        Set<Node> due = new HashSet<>();
        for (Node node : graph.nodes()) {
            if (node.orphanSince != null && !node.orphanSince.isAfter(since)) {
                due.add(node);
            }
        }
        due.forEach(this::delete);
        return due.size();
    }
}
