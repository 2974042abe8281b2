package dev.portalsdk.catalog.store.facts;

import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.MutationResult;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.catalog.store.RemovalGuard;
import dev.portalsdk.catalog.store.Want;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One mutation of one bucket. Guarded by the store's lock. */
final class BucketMutation {
    private final BucketState bucket;
    private final RemovalGuard guard;
    private final ClaimGraph graph;
    private final Wants wants;
    private final Changes changes;

    /** How many claims it made before. */
    private final int given;

    /** Claims to entities that it no longer names at all. */
    private final List<Claimant> lost = new ArrayList<>();

    /** Entities that stay though it no longer names them. */
    private final Set<EntityRef> held = new TreeSet<>();

    BucketMutation(BucketState bucket, RemovalGuard guard, ClaimGraph graph, Wants wants, Changes changes) {
        this.bucket = bucket;
        this.guard = guard;
        this.graph = graph;
        this.wants = wants;
        this.changes = changes;
        this.given = bucket.given;
    }

    MutationResult apply(Mutation mutation, Instant now) {
        boolean saysAll;
        if (mutation instanceof Mutation.Full full) {
            saysAll = full(full);
        } else if (mutation instanceof Mutation.Page page) {
            saysAll = page(page);
        } else {
            saysAll = delta((Mutation.Delta) mutation);
        }
        note(mutation, saysAll, now);
        return new MutationResult(
                bucket.direct().count(),
                refs(lost).size() - held.size(),
                Optional.ofNullable(bucket.held).filter(any -> !held.isEmpty()),
                changes.cause);
    }

    private boolean full(Mutation.Full full) {
        Set<EntityRef> named = named(full);
        bucket.bySource().forEach((source, slot) -> {
            if (full.sources().contains(source)) {
                slot.given().forEach(claimant -> named.add(claimant.node().ref));
            }
        });
        bucket.forEachGiven(claimant -> loseUnless(named.contains(claimant.node().ref), claimant));
        holdBackAgain();
        List<Claimant> kept = lost.stream()
                .filter(claimant -> isHeld(claimant) && claimant.slot() == bucket.direct())
                .toList();
        graph.give(bucket.direct(), full.entities(), kept, changes);
        readOnly(full.sources());
        bucket.endSweep();
        return true;
    }

    private boolean page(Mutation.Page page) {
        boolean underWay = bucket.sweep(page.sweep());
        for (ProvidedEntity entity : page.entities()) {
            bucket.noteGiven(Claimant.Key.of(entity));
            graph.giveOne(bucket.direct(), entity, changes);
        }
        if (underWay && page.last()) {
            endSweep();
        }
        return underWay && page.last();
    }

    private void endSweep() {
        Set<EntityRef> named = new HashSet<>();
        Set<Claimant.Key> swept = bucket.swept();
        swept.forEach(key -> named.add(key.ref()));
        List<Claimant> moved = new ArrayList<>();
        bucket.forEachGiven(claimant -> {
            loseUnless(named.contains(claimant.node().ref), claimant);
            if (claimant.slot() == bucket.direct() && !swept.contains(claimant.key())) {
                moved.add(claimant);
            }
        });
        holdBackAgain();
        moved.removeIf(this::isHeld);
        moved.forEach(claimant -> graph.takeBack(claimant, changes));
        readOnly(Set.of());
        bucket.endSweep();
    }

    private boolean delta(Mutation.Delta delta) {
        Set<EntityRef> named = named(delta);
        for (EntityRef ref : delta.removed()) {
            graph.claims(ref, bucket.direct()).forEach(claimant -> loseUnless(named.contains(ref), claimant));
        }
        holdBack();
        lost.stream().filter(claimant -> !isHeld(claimant)).forEach(claimant -> graph.takeBack(claimant, changes));
        for (ProvidedEntity entity : delta.added()) {
            bucket.noteGiven(Claimant.Key.of(entity));
            graph.giveAlso(bucket.direct(), entity, changes);
        }
        return false;
    }

    private void loseUnless(boolean named, Claimant claimant) {
        if (!named) {
            lost.add(claimant);
        }
    }

    private boolean isHeld(Claimant claimant) {
        return held.contains(claimant.node().ref);
    }

    /** Too many are all held. */
    private void holdBack() {
        Set<EntityRef> refs = refs(lost);
        if (guard.holdsBack(refs.size(), bucket.given)) {
            held.addAll(refs);
        }
    }

    /** Too many are all held, and what was held before stays so, though the bucket may have grown meanwhile. */
    private void holdBackAgain() {
        holdBack();
        if (bucket.held != null && !guard.isOff()) {
            held.addAll(bucket.held.refs());
            held.retainAll(refs(lost));
        }
    }

    /** Reads these, and what is held back with what stands in it. */
    private void readOnly(Set<LocationRef> sources) {
        Set<LocationRef> all = new LinkedHashSet<>(sources);
        lost.stream()
                .filter(this::isHeld)
                .forEach(claimant -> claimant.slot().source().ifPresent(all::add));
        bucket.heldSources = new HashSet<>(all);
        bucket.heldSources.removeAll(sources);
        wants.set(bucket, wanted(all), changes);
    }

    static List<Want> wanted(Collection<LocationRef> sources) {
        return sources.stream()
                .map(source -> new Want(source, false, Optional.empty()))
                .toList();
    }

    /** What is held back now: what this mutation takes away, if that is too much, and what earlier ones did that this one says nothing about. */
    private void note(Mutation mutation, boolean saysAll, Instant now) {
        MutationResult.Held before = bucket.held;
        Set<EntityRef> refs = new TreeSet<>();
        if (before != null && !saysAll) {
            refs.addAll(before.refs());
            refs.removeAll(named(mutation));
            refs.removeAll(refs(lost));
        }
        refs.addAll(held);
        Instant since = before == null ? now : before.since();
        bucket.held =
                refs.isEmpty() ? null : new MutationResult.Held(bucket.provider(), List.copyOf(refs), given, since);
    }

    private static Set<EntityRef> named(Mutation mutation) {
        Set<EntityRef> named = new HashSet<>();
        mutation.entities().forEach(entity -> named.add(entity.ref()));
        return named;
    }

    private static Set<EntityRef> refs(List<Claimant> claims) {
        Set<EntityRef> refs = new HashSet<>();
        claims.forEach(claimant -> refs.add(claimant.node().ref));
        return refs;
    }
}
