package dev.portalsdk.catalog.store.facts;

import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who claims which ref. Guarded by the store's lock. */
class ClaimGraph {
    private final Map<EntityRef, Node> nodes = new LinkedHashMap<>();
    private final Set<Node> orphans = new LinkedHashSet<>();

    /** Those of which there may be findings. */
    Collection<Node> withFindings() {
        return nodes.values();
    }

    /** Says that somebody is about to look at the documents of these. */
    void lookAtDocuments(Collection<Claimant> claims) {}

    /** Says that the rules are about to look at what these give, and at those who get it. */
    void lookAtGiven(Collection<? extends Emitter> emitters) {}

    /** Says that somebody is about to look at all that is known about these. */
    void lookAtAll(Collection<EntityRef> refs) {}

    /** Says that somebody is about to look at what these hold and at what their readers give. */
    void lookAtSources(Collection<LocationRef> locations) {}

    /** As {@link #find}, of one that comes to be if it is not there. */
    Node node(EntityRef ref) {
        return nodes.computeIfAbsent(ref, Node::new);
    }

    Claimant claimant(ProvidedEntity offered, Slot slot, Node node) {
        return new Claimant(offered, slot, node);
    }

    Optional<Node> find(EntityRef ref) {
        return Optional.ofNullable(nodes.get(ref));
    }

    Collection<Node> nodes() {
        return nodes.values();
    }

    /** What a slot claims of a ref. */
    List<Claimant> claims(EntityRef ref, Slot slot) {
        return find(ref).stream()
                .flatMap(node -> node.claimants().stream())
                .filter(claimant -> claimant.slot() == slot)
                .toList();
    }

    /** Makes a slot give these and nothing else. */
    void give(Slot slot, Collection<ProvidedEntity> entities, Changes changes) {
        give(slot, entities, List.of(), changes);
    }

    /** Makes a slot give these, and of what it gave only what is kept. */
    void give(Slot slot, Collection<ProvidedEntity> entities, Collection<Claimant> kept, Changes changes) {
        Map<Claimant.Key, Claimant> before = slot.takeAll();
        for (ProvidedEntity entity : entities) {
            Claimant.Key key = Claimant.Key.of(entity);
            add(slot, key, entity, before.isEmpty() ? null : before.remove(key), changes);
        }
        for (Claimant claimant : kept) {
            if (before.remove(claimant.key(), claimant)) {
                slot.put(claimant);
            }
        }
        before.values().forEach(claimant -> drop(claimant, changes));
    }

    /** Makes a slot give one more, in place of all that it gave for the same ref. */
    void giveAlso(Slot slot, ProvidedEntity entity, Changes changes) {
        giveOne(slot, entity, changes);
        Claimant given = slot.find(Claimant.Key.of(entity));
        for (Claimant other : claims(entity.ref(), slot)) {
            if (other != given) {
                takeBack(other, changes);
            }
        }
    }

    /** Makes a slot give one more, beside all that it gives. */
    void giveOne(Slot slot, ProvidedEntity entity, Changes changes) {
        Claimant.Key key = Claimant.Key.of(entity);
        add(slot, key, entity, slot.find(key), changes);
    }

    /** Makes a claim no longer. */
    void takeBack(Claimant claimant, Changes changes) {
        if (claimant.slot().remove(claimant)) {
            drop(claimant, changes);
        }
    }

    /** The place of a bucket among the others has changed. */
    void rankAnew(BucketState bucket, Changes changes) {
        bucket.forEachGiven(claimant -> {
            claimant.rankAnew();
            weaken(claimant.node(), changes);
        });
    }

    private void add(Slot slot, Claimant.Key key, ProvidedEntity entity, @Nullable Claimant before, Changes changes) {
        Node node = node(key.ref());
        Claimant claimant = claimant(entity, slot, node);
        node.claimants().add(claimant);
        if (before != null) {
            node.claimants().remove(before);
            if (!Objects.equals(before.fixedRank(), claimant.fixedRank())) {
                weaken(node, changes);
            }
        }
        Claimant replaced = slot.put(claimant);
        if (replaced != null) {
            node.claimants().remove(replaced);
        }
        changes.touched.add(node);
    }

    private void drop(Claimant claimant, Changes changes) {
        claimant.node().claimants().remove(claimant);
        if (claimant.slot().emitter() instanceof BucketState) {
            changes.dropped.add(claimant);
        }
        weaken(claimant.node(), changes);
    }

    private static void weaken(Node node, Changes changes) {
        changes.touched.add(node);
        changes.weakened.add(node);
    }

    /** Nothing live gives it since then; null if that is no longer so. */
    void orphanSince(Node node, @Nullable Instant since) {
        node.orphanSince = since;
        if (since == null) {
            orphans.remove(node);
        } else {
            orphans.add(node);
        }
    }

    /** Those that nothing live has given since this time or longer. */
    List<Node> orphans(Instant since) {
        return orphans.stream()
                .filter(node -> !Objects.requireNonNull(node.orphanSince).isAfter(since))
                .toList();
    }

    void forgetIfEmpty(Node node) {
        if (node.isForgotten()) {
            nodes.remove(node.ref, node);
        }
    }

    /** It gives nothing any more. */
    void stopGiving(Node node) {
        node.forEachGiven(child -> {
            child.node().claimants().remove(child);
            forgetIfEmpty(child.node());
        });
        node.direct().takeAll();
        node.bySource().values().forEach(Slot::takeAll);
    }
}
