package dev.portalsdk.catalog.store.facts;

import dev.portalsdk.catalog.store.CatalogException;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.MutationResult;
import dev.portalsdk.catalog.store.ProvidedEntity;
import dev.portalsdk.catalog.store.RemovalGuard;
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

/** What each provider gives, and how mutations change that. Guarded by the store's lock. */
class Buckets {
    private final Map<String, BucketState> byProvider = new LinkedHashMap<>();
    private final ClaimGraph graph;
    private final Wants wants;
    private final Supplier<Instant> now;
    private final Removals removals;

    Buckets(ClaimGraph graph, Wants wants, Supplier<Instant> now, Removals removals) {
        this.graph = graph;
        this.wants = wants;
        this.now = now;
        this.removals = removals;
    }

    static CatalogException unknown(String provider) {
        return new CatalogException("The store was opened without a provider \"" + provider
                + "\": it takes changes of those that a catalog was built with");
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
            BucketState bucket = byProvider.computeIfAbsent(providers.get(order), this::added);
            setOrder(bucket, order, changes);
            left.remove(bucket);
        }
        left.forEach(bucket -> setOrder(bucket, Integer.MAX_VALUE, changes));
        return left;
    }

    final void known(BucketState bucket) {
        byProvider.put(bucket.provider(), bucket);
    }

    BucketState added(String provider) {
        return new BucketState(provider);
    }

    private void setOrder(BucketState bucket, int order, Changes changes) {
        if (bucket.order != order) {
            bucket.order = order;
            graph.rankAnew(bucket, changes);
        }
    }

    void evict(BucketState bucket, Changes changes) {
        graph.give(bucket.direct(), List.of(), changes);
        wants.set(bucket, List.of(), changes);
        byProvider.remove(bucket.provider());
        note(bucket, changes);
    }

    /** What a bucket has lost just now may be wanted back. */
    private void note(BucketState bucket, Changes changes) {
        if (removals.isKept()) {
            List<Claimant> lost = changes.dropped.stream()
                    .filter(claimant -> claimant.slot().emitter() == bucket && !bucket.claims(claimant.node()))
                    .toList();
            removals.addRemoval(
                    bucket.provider(),
                    lost.stream().map(claimant -> claimant.node().ref).toList(),
                    lost.stream()
                            .filter(claimant -> claimant.slot() == bucket.direct())
                            .toList(),
                    changes.unread);
        }
        changes.dropped.clear();
        changes.unread.clear();
    }

    /** The one that takes a mutation. */
    BucketState require(String provider) {
        return find(provider).orElseThrow(() -> unknown(provider));
    }

    /** Makes a bucket give again what it lost, as if that had been held back. */
    MutationResult restore(Removals.Removed removed, Changes changes) {
        BucketState bucket = require(removed.removal().provider());
        Set<EntityRef> held = new TreeSet<>();
        removed.removal().refs().stream()
                .filter(ref -> find(ref, bucket).isEmpty())
                .forEach(held::add);
        for (ProvidedEntity entity : removed.entities()) {
            if (held.contains(entity.ref())) {
                graph.giveOne(bucket.direct(), entity, changes);
            }
        }
        Set<LocationRef> sources = new LinkedHashSet<>(bucket.bySource().keySet());
        bucket.heldSources = new HashSet<>(bucket.heldSources);
        removed.sources().stream().filter(sources::add).forEach(bucket.heldSources::add);
        wants.set(bucket, BucketMutation.wanted(sources), changes);
        bucket.hold(held, now.get());
        return new MutationResult(bucket.direct().count(), 0, Optional.ofNullable(bucket.held), changes.cause);
    }

    private Optional<Node> find(EntityRef ref, BucketState bucket) {
        return graph.find(ref).filter(bucket::claims);
    }

    MutationResult apply(BucketState bucket, Mutation mutation, RemovalGuard guard, Changes changes) {
        MutationResult result = new BucketMutation(bucket, guard, graph, wants, changes).apply(mutation, now.get());
        note(bucket, changes);
        return result;
    }

    /** Takes away what was held back. */
    MutationResult release(BucketState bucket, Changes changes) {
        MutationResult.Held held = bucket.held;
        if (held == null) {
            return new MutationResult(bucket.direct().count(), 0, Optional.empty(), changes.cause);
        }
        bucket.held = null;
        for (EntityRef ref : held.refs()) {
            graph.claims(ref, bucket.direct()).forEach(claimant -> graph.takeBack(claimant, changes));
        }
        Set<LocationRef> sources = new LinkedHashSet<>(bucket.bySource().keySet());
        sources.removeAll(bucket.heldSources);
        bucket.heldSources = Set.of();
        wants.set(bucket, BucketMutation.wanted(sources), changes);
        note(bucket, changes);
        return new MutationResult(bucket.direct().count(), held.refs().size(), Optional.empty(), changes.cause);
    }
}
