package dev.portalsdk.catalog.store;

import dev.portalsdk.model.EntityRef;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Who claims which ref. Guarded by the store's lock. */
final class ClaimGraph {
    private final Map<EntityRef, Node> nodes = new LinkedHashMap<>();

    Optional<Node> find(EntityRef ref) {
        return Optional.ofNullable(nodes.get(ref));
    }

    Collection<Node> nodes() {
        return nodes.values();
    }

    /** What a slot claims of a ref. */
    List<Claimant> claims(EntityRef ref, Slot slot) {
        return find(ref).stream()
                .flatMap(node -> node.claimants.stream())
                .filter(claimant -> claimant.slot() == slot)
                .toList();
    }

    /** Makes a slot give these and nothing else. */
    void give(Slot slot, Collection<ProvidedEntity> entities, Changes changes) {
        Map<Claimant.Key, Claimant> before = slot.given;
        slot.emitter().given -= before.size();
        slot.given = entities.isEmpty() ? Map.of() : new LinkedHashMap<>();
        for (ProvidedEntity entity : entities) {
            Claimant.Key key = Claimant.Key.of(entity);
            Optional<Claimant> same = before.isEmpty() ? Optional.empty() : Optional.ofNullable(before.remove(key));
            add(slot, key, entity, same, changes);
        }
        before.values().forEach(claimant -> drop(claimant, changes));
    }

    /** Makes a slot give one more, in place of all that it gave for the same ref. */
    void giveAlso(Slot slot, ProvidedEntity entity, Changes changes) {
        giveOne(slot, entity, changes);
        Claimant given = slot.given.get(Claimant.Key.of(entity));
        for (Claimant other : claims(entity.ref(), slot)) {
            if (other != given) {
                takeBack(other, changes);
            }
        }
    }

    /** Makes a slot give one more, beside all that it gives. */
    void giveOne(Slot slot, ProvidedEntity entity, Changes changes) {
        Claimant.Key key = Claimant.Key.of(entity);
        slot.given = slot.given.isEmpty() ? new LinkedHashMap<>() : slot.given;
        add(slot, key, entity, Optional.ofNullable(slot.given.get(key)), changes);
    }

    /** Makes a claim no longer. */
    void takeBack(Claimant claimant, Changes changes) {
        Slot slot = claimant.slot();
        if (!slot.given.isEmpty() && slot.given.remove(Claimant.Key.of(claimant.offered()), claimant)) {
            slot.emitter().given--;
            drop(claimant, changes);
        }
    }

    /** Makes one slot give what another gave, until it is told something else. */
    void handOver(Slot from, Slot to) {
        to.findings = from.findings;
        to.given = new LinkedHashMap<>();
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

    /** The place of a bucket among the others has changed. */
    void rankAnew(BucketState bucket, Changes changes) {
        bucket.forEachGiven(claimant -> {
            claimant.rankAnew();
            weaken(claimant.node(), changes);
        });
    }

    private void add(Slot slot, Claimant.Key key, ProvidedEntity entity, Optional<Claimant> before, Changes changes) {
        Node node = nodes.computeIfAbsent(key.ref(), Node::new);
        Claimant claimant = new Claimant(entity, slot, node);
        node.claimants.add(claimant);
        if (before.isPresent()) {
            node.claimants.remove(before.get());
            if (!Objects.equals(before.get().fixedRank(), claimant.fixedRank())) {
                weaken(node, changes);
            }
        }
        Claimant replaced = slot.given.put(key, claimant);
        if (replaced == null) {
            slot.emitter().given++;
        } else {
            node.claimants.remove(replaced);
        }
        changes.touched.add(node);
    }

    private void drop(Claimant claimant, Changes changes) {
        claimant.node().claimants.remove(claimant);
        if (claimant.slot().emitter() instanceof BucketState) {
            changes.dropped.add(claimant);
        }
        weaken(claimant.node(), changes);
    }

    private static void weaken(Node node, Changes changes) {
        changes.touched.add(node);
        changes.weakened.add(node);
    }

    void forgetIfEmpty(Node node) {
        if (node.isForgotten()) {
            nodes.remove(node.ref, node);
        }
    }

    /** It gives nothing any more. */
    void stopGiving(Node node) {
        node.forEachGiven(child -> {
            child.node().claimants.remove(child);
            forgetIfEmpty(child.node());
        });
        node.direct.given = Map.of();
        node.given = 0;
    }
}
