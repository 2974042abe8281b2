package dev.portalsdk.catalog.store;

import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What each provider gives, and how mutations change that. Guarded by the store's lock. */
final class Buckets {
    private final Map<String, BucketState> byProvider = new LinkedHashMap<>();
    private final ClaimGraph graph;
    private final Wants wants;
    private final Supplier<Instant> now;

    Buckets(ClaimGraph graph, Wants wants, Supplier<Instant> now) {
        this.graph = graph;
        this.wants = wants;
        this.now = now;
    }

    Collection<BucketState> all() {
        return byProvider.values();
    }

    Optional<BucketState> find(String provider) {
        return Optional.ofNullable(byProvider.get(provider));
    }

    /** Orders the buckets as these providers, and tells which have none. */
    List<BucketState> open(List<String> providers, Changes changes) {
        List<BucketState> left = new ArrayList<>(byProvider.values());
        for (int order = 0; order < providers.size(); order++) {
            BucketState bucket = byProvider.computeIfAbsent(providers.get(order), BucketState::new);
            setOrder(bucket, order, changes);
            left.remove(bucket);
        }
        left.forEach(bucket -> setOrder(bucket, Integer.MAX_VALUE, changes));
        return left;
    }

    private void setOrder(BucketState bucket, int order, Changes changes) {
        if (bucket.order != order) {
            bucket.order = order;
            graph.rankAnew(bucket, changes);
        }
    }

    void evict(BucketState bucket, Changes changes) {
        graph.give(bucket.direct, List.of(), changes);
        wants.set(bucket, List.of(), changes);
        byProvider.remove(bucket.provider());
    }

    MutationResult apply(BucketState bucket, Mutation mutation, RemovalGuard guard, Changes changes) {
        Removal removal;
        if (mutation instanceof Mutation.Full full) {
            removal = full(bucket, full, guard, changes);
        } else if (mutation instanceof Mutation.Page page) {
            removal = page(bucket, page, guard, changes);
        } else {
            removal = delta(bucket, (Mutation.Delta) mutation, guard, changes);
        }
        note(bucket, mutation, removal);
        Optional<MutationResult.Held> held = Optional.ofNullable(bucket.held).filter(any -> removal.held());
        return new MutationResult(
                bucket.direct.given.size(),
                held.isPresent() ? 0 : removal.refs().size(),
                held);
    }

    /**
     * What a mutation takes away.
     *
     * @param claims of entities that it no longer names at all
     * @param given how many claims the bucket made
     * @param held whether they stay, as they are too many
     */
    private record Removal(List<Claimant> claims, Set<EntityRef> refs, int given, boolean held) {
        static Removal of(List<Claimant> claims, BucketState bucket, RemovalGuard guard) {
            Set<EntityRef> refs = new HashSet<>();
            claims.forEach(claimant -> refs.add(claimant.node().ref));
            return new Removal(claims, refs, bucket.given, guard.holdsBack(refs.size(), bucket.given));
        }
    }

    private Removal full(BucketState bucket, Mutation.Full full, RemovalGuard guard, Changes changes) {
        Set<EntityRef> named = named(full.entities());
        List<Claimant> lost = new ArrayList<>();
        bucket.forEachGiven(claimant -> {
            boolean kept = claimant.slot().source().filter(full.sources()::contains).isPresent();
            if (!kept && !named.contains(claimant.node().ref)) {
                lost.add(claimant);
            }
        });
        Removal removal = Removal.of(lost, bucket, guard);
        List<ProvidedEntity> entities = new ArrayList<>(full.entities());
        Set<LocationRef> sources = new LinkedHashSet<>(full.sources());
        if (removal.held()) {
            for (Claimant claimant : lost) {
                claimant.slot().source().ifPresentOrElse(sources::add, () -> entities.add(claimant.offered()));
            }
        }
        bucket.heldSources = new HashSet<>(sources);
        bucket.heldSources.removeAll(full.sources());
        graph.give(bucket.direct, entities, changes);
        read(bucket, sources, changes);
        bucket.endSweep();
        return removal;
    }

    private void read(BucketState bucket, Collection<LocationRef> sources, Changes changes) {
        List<Want> all = sources.stream()
                .map(source -> new Want(source, false, Optional.empty()))
                .toList();
        wants.set(bucket, all, changes);
    }

    private Removal page(BucketState bucket, Mutation.Page page, RemovalGuard guard, Changes changes) {
        bucket.sweep(page.sweep());
        for (ProvidedEntity entity : page.entities()) {
            bucket.swept.add(Claimant.Key.of(entity));
            graph.giveOne(bucket.direct, entity, changes);
        }
        if (!page.last()) {
            return Removal.of(List.of(), bucket, guard);
        }
        Set<EntityRef> named = new HashSet<>();
        bucket.swept.forEach(key -> named.add(key.ref()));
        List<Claimant> lost = new ArrayList<>();
        List<Claimant> moved = new ArrayList<>();
        bucket.direct.given.forEach((key, claimant) -> {
            if (!bucket.swept.contains(key)) {
                (named.contains(key.ref()) ? moved : lost).add(claimant);
            }
        });
        Removal removal = Removal.of(lost, bucket, guard);
        takeBack(moved, changes);
        takeBack(removal.held() ? List.of() : lost, changes);
        bucket.endSweep();
        return removal;
    }

    private Removal delta(BucketState bucket, Mutation.Delta delta, RemovalGuard guard, Changes changes) {
        List<Claimant> lost = new ArrayList<>();
        for (EntityRef ref : delta.removed()) {
            claimsTo(ref).filter(claimant -> claimant.slot() == bucket.direct).forEach(lost::add);
        }
        Removal removal = Removal.of(lost, bucket, guard);
        takeBack(removal.held() ? List.of() : lost, changes);
        delta.added().forEach(entity -> graph.giveAlso(bucket.direct, entity, changes));
        return removal;
    }

    private Stream<Claimant> claimsTo(EntityRef ref) {
        return graph.find(ref).stream().flatMap(node -> List.copyOf(node.claimants).stream());
    }

    private void takeBack(List<Claimant> claims, Changes changes) {
        claims.forEach(claimant -> graph.takeBack(claimant, changes));
    }

    private static Set<EntityRef> named(List<ProvidedEntity> entities) {
        Set<EntityRef> named = new HashSet<>();
        entities.forEach(entity -> named.add(entity.ref()));
        return named;
    }

    /** What is held back now: what this mutation takes away, if that is too much, and what earlier ones did that this one says nothing about. */
    private void note(BucketState bucket, Mutation mutation, Removal removal) {
        MutationResult.Held before = bucket.held;
        Set<EntityRef> refs = new TreeSet<>();
        if (before != null && !mutation.saysAll()) {
            refs.addAll(before.refs());
            refs.removeAll(named(mutation.entities()));
            refs.removeAll(removal.refs());
        }
        if (removal.held()) {
            refs.addAll(removal.refs());
        }
        Instant since = before == null ? now.get() : before.since();
        bucket.held = refs.isEmpty()
                ? null
                : new MutationResult.Held(bucket.provider(), List.copyOf(refs), removal.given(), since);
    }

    /** Takes away what was held back. */
    int release(BucketState bucket, Changes changes) {
        MutationResult.Held held = bucket.held;
        if (held == null) {
            return 0;
        }
        bucket.held = null;
        for (EntityRef ref : held.refs()) {
            takeBack(
                    claimsTo(ref)
                            .filter(claimant -> claimant.slot() == bucket.direct)
                            .toList(),
                    changes);
        }
        Set<LocationRef> sources = new LinkedHashSet<>(bucket.bySource.keySet());
        sources.removeAll(bucket.heldSources);
        bucket.heldSources = Set.of();
        read(bucket, sources, changes);
        return held.refs().size();
    }
}
