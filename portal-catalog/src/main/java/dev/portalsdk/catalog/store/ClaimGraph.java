package dev.portalsdk.catalog.store;

import dev.portalsdk.model.EntityRef;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who claims which ref, what is live, and who holds it.
 *
 * <p>An entity is live if a path of claims leads to it from a bucket; claims in a circle do not count. Each live entity has a {@link Rank}, the
 * smallest registration that reaches it. New claims can only lower ranks, which spreads from entity to entity. When an emitter loses a claim, the
 * ranks of all emitters are computed anew from the buckets (there are few emitters: the leaves follow from them), as a circle of locations would
 * otherwise keep itself alive by counting.
 *
 * <p>Guarded by the store's lock.
 */
final class ClaimGraph {
    private final Map<EntityRef, Node> nodes = new LinkedHashMap<>();
    private final Set<Node> emitters = new LinkedHashSet<>();
    private final WorkQueue work;
    private final Supplier<Instant> now;

    ClaimGraph(WorkQueue work, Supplier<Instant> now) {
        this.work = work;
        this.now = now;
    }

    /** One transaction's changes, to be settled at its end. */
    static final class Changes {
        private final boolean byProvider;
        private final Set<Node> touched = new LinkedHashSet<>();
        private final Map<Node, Boolean> wasLive = new HashMap<>();
        private boolean emitterLost;

        private Changes(boolean byProvider) {
            this.byProvider = byProvider;
        }

        /** Of a bucket: what is no longer live is deleted. */
        static Changes byProvider() {
            return new Changes(true);
        }

        /** Of a parent: what is no longer live is an orphan. */
        static Changes byParent() {
            return new Changes(false);
        }
    }

    Optional<Node> find(EntityRef ref) {
        return Optional.ofNullable(nodes.get(ref));
    }

    Collection<Node> nodes() {
        return nodes.values();
    }

    /** Makes a slot give these and nothing else. */
    void give(Slot slot, Collection<ProvidedEntity> entities, Changes changes) {
        Map<Claimant.Key, Claimant> before = slot.given;
        slot.given = new LinkedHashMap<>();
        for (ProvidedEntity entity : entities) {
            Claimant.Key key = Claimant.Key.of(entity);
            add(slot, key, entity, Optional.ofNullable(before.remove(key)), changes);
        }
        before.values().forEach(claimant -> drop(claimant, changes));
        noteEmitter(slot.emitter());
    }

    /** Makes a slot give one more, in place of what it gave for the same ref. */
    void giveAlso(Slot slot, ProvidedEntity entity, Changes changes) {
        Claimant.Key key = Claimant.Key.of(entity);
        Optional<Claimant> same = Optional.ofNullable(slot.given.remove(key));
        takeBack(slot, entity.ref(), changes);
        add(slot, key, entity, same, changes);
        noteEmitter(slot.emitter());
    }

    /** Makes one slot give what another gave, until it is told something else. */
    void handOver(Slot from, Slot to) {
        to.findings = from.findings;
        from.given.forEach((key, claimant) -> {
            Claimant same = new Claimant(claimant.offered(), to, claimant.node());
            claimant.node().claimants.remove(claimant);
            claimant.node().claimants.add(same);
            if (claimant.node().held == claimant) {
                claimant.node().held = same;
            }
            to.given.put(key, same);
        });
    }

    /** Makes a slot give nothing for a ref. */
    void takeBack(Slot slot, EntityRef ref, Changes changes) {
        Node node = nodes.get(ref);
        if (node == null) {
            return;
        }
        for (Claimant claimant : node.claimants.toArray(Claimant[]::new)) {
            if (claimant.slot() == slot && slot.given.remove(Claimant.Key.of(claimant.offered()), claimant)) {
                drop(claimant, changes);
            }
        }
        noteEmitter(slot.emitter());
    }

    private void add(Slot slot, Claimant.Key key, ProvidedEntity entity, Optional<Claimant> before, Changes changes) {
        Node node = nodes.computeIfAbsent(key.ref(), Node::new);
        Claimant claimant = new Claimant(entity, slot, node);
        before.ifPresent(node.claimants::remove);
        node.claimants.add(claimant);
        Claimant twice = slot.given.put(key, claimant);
        if (twice != null) {
            node.claimants.remove(twice);
        }
        changes.touched.add(node);
    }

    private void drop(Claimant claimant, Changes changes) {
        Node node = claimant.node();
        node.claimants.remove(claimant);
        changes.touched.add(node);
        changes.emitterLost |= emitters.contains(node);
    }

    private void noteEmitter(Emitter emitter) {
        if (emitter instanceof Node node) {
            if (node.gives()) {
                emitters.add(node);
            } else {
                emitters.remove(node);
            }
        }
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
        for (Node emitter : emitters) {
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
                    if (emitters.contains(child.node()) && !found.containsKey(child.node())) {
                        open.add(new Reached(reached.rank(), child.node()));
                    }
                });
            }
        }
        for (Node emitter : emitters) {
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
        if (died && !changes.byProvider && node.accepted != null) {
            node.orphanSince = now.get();
            work.stitch(node);
        } else if (died || node.accepted == null) {
            delete(node);
        }
    }

    /** Forgets an entity and all that it gave; the rest follows when it is no longer visible. */
    void delete(Node node) {
        node.forEachGiven(child -> {
            child.node().claimants.remove(child);
            forgetIfEmpty(child.node());
        });
        node.direct.given.clear();
        work.stopReading(node);
        emitters.remove(node);
        node.held = null;
        node.heldOrigin = null;
        node.accepted = null;
        node.reads = false;
        node.findings = List.of();
        node.direct.findings = List.of();
        node.orphanSince = null;
        work.forget(node);
        if (node.visible != null) {
            work.stitch(node);
        } else {
            forgetIfEmpty(node);
        }
    }

    void forgetIfEmpty(Node node) {
        if (node.isForgotten()) {
            nodes.remove(node.ref, node);
        }
    }

    /** Deletes orphans, with what only they gave and nothing lives by. */
    int deleteOrphans(Instant since) {
        Set<Node> due = new HashSet<>();
        for (Node node : nodes.values()) {
            if (node.orphanSince != null && !node.orphanSince.isAfter(since)) {
                due.add(node);
            }
        }
        due.forEach(this::delete);
        return due.size();
    }
}
