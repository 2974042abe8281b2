package dev.portalsdk.catalog.store;

import dev.portalsdk.model.LocationRef;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
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
    private final Set<Node> orphans = new LinkedHashSet<>();

    Liveness(ClaimGraph graph, WorkQueue work, Supplier<Instant> now) {
        this.graph = graph;
        this.work = work;
        this.now = now;
    }

    /** Decides what is live, who holds each ref, and what is to be done. */
    void settle(Changes changes) {
        takeRanksBack(changes);
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
        for (Node node : changes.touched) {
            if (node != changes.forgotten) {
                resolve(node, changes);
            }
        }
    }

    private static void changeRank(Node node, @Nullable Rank rank, Changes changes) {
        changes.wasLive.putIfAbsent(node, node.rank != null);
        node.rank = rank;
    }

    /** Of what has lost a claim, and of all that may have its rank only from there, down to where a bucket gives the same. */
    private static void takeRanksBack(Changes changes) {
        Deque<Node> open = new ArrayDeque<>();
        for (Node node : changes.weakened) {
            if (node.gives()) {
                open.add(node);
            }
        }
        while (!open.isEmpty()) {
            Node node = open.poll();
            Rank rank = node.rank;
            if (rank != null && !node.isRankedByBucket()) {
                changeRank(node, null, changes);
                changes.touched.add(node);
                node.forEachGiven(child -> {
                    changes.touched.add(child.node());
                    if (child.node().gives() && rank.equals(child.node().rank)) {
                        open.add(child.node());
                    }
                });
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
            orphans.remove(node);
            work.stitch(node);
        }
        Claimant chosen = node.choose().orElseThrow();
        Claimant before = node.held;
        LocationRef origin = Objects.requireNonNull(chosen.rank()).origin();
        boolean sameOrigin = origin.equals(node.heldOrigin);
        node.held = chosen;
        node.heldOrigin = origin;
        if (before == null || !sameOrigin || !chosen.sameVersion(before) || mayStandElsewhere(node, before)) {
            work.process(node);
        }
    }

    /** Equal documents may have moved within their file: findings must name where they, and the targets in them, stand now. */
    @SuppressWarnings("ReferenceEquality") // a file that was not read anew gives the same documents
    private static boolean mayStandElsewhere(Node node, Claimant before) {
        boolean tellsPlaces = !node.findings.isEmpty() || !node.bySource.isEmpty();
        return tellsPlaces && Objects.requireNonNull(node.held).offered() != before.offered();
    }

    private void resolveDead(Node node, Changes changes) {
        boolean died = changes.wasLive.getOrDefault(node, false);
        if (died && changes.leaveOrphans() && node.accepted != null) {
            node.orphanSince = now.get();
            orphans.add(node);
            work.stitch(node);
        } else if (died || node.accepted == null) {
            changes.gone += node.accepted != null ? 1 : 0;
            delete(node);
        }
    }

    /** Forgets an entity though it may be given still; what it gave no longer is. */
    void remove(Node node) {
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
        node.accepted = null;
        node.reads = List.of();
        node.findings = List.of();
        node.direct.findings = List.of();
        node.orphanSince = null;
        orphans.remove(node);
        work.forget(node);
        if (node.visible != null) {
            work.stitch(node);
        } else {
            graph.forgetIfEmpty(node);
        }
    }

    /** Deletes orphans, with what only they gave and nothing lives by. */
    int deleteOrphans(Instant since) {
        List<Node> due = new ArrayList<>();
        for (Node node : orphans) {
            if (!Objects.requireNonNull(node.orphanSince).isAfter(since)) {
                due.add(node);
            }
        }
        due.forEach(this::delete);
        return due.size();
    }
}
