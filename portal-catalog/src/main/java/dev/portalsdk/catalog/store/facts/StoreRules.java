package dev.portalsdk.catalog.store.facts;

import dev.portalsdk.catalog.store.Accepted;
import dev.portalsdk.catalog.store.CatalogStore.CommitResult;
import dev.portalsdk.catalog.store.Claim;
import dev.portalsdk.catalog.store.Emission;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.MutationResult;
import dev.portalsdk.catalog.store.Outcome;
import dev.portalsdk.catalog.store.Refresh;
import dev.portalsdk.catalog.store.RemovalGuard;
import dev.portalsdk.catalog.store.StoreIntake;
import dev.portalsdk.catalog.store.StoreSetup;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What follows from what a store is told, wherever it keeps its facts: who holds a ref, what is live and what must be looked at again.
 *
 * <p>For one transaction at a time.
 */
final class StoreRules {
    final ClaimGraph graph;
    final WorkQueue work;
    final Buckets buckets;
    final Liveness liveness;
    private final Wants wants;
    private final Supplier<Instant> now;
    private final Consumer<String> evicted;

    /**
     * Rules over these facts.
     *
     * @param now the time of the transaction
     * @param evicted is told the providers that are forgotten
     */
    StoreRules(
            ClaimGraph graph,
            WorkQueue work,
            Wants wants,
            Buckets buckets,
            Supplier<Instant> now,
            Consumer<String> evicted) {
        this.graph = graph;
        this.work = work;
        this.now = now;
        this.evicted = evicted;
        this.wants = wants;
        this.buckets = buckets;
        this.liveness = new Liveness(graph, work, now);
    }

    int open(StoreSetup setup) {
        Changes changes = Changes.byProvider(work.begin());
        List<BucketState> left = buckets.open(setup.providers(), changes);
        if (setup.evictOthers()) {
            left.forEach(bucket -> evict(bucket, changes));
        }
        liveness.settle(changes);
        return changes.gone;
    }

    private void evict(BucketState bucket, Changes changes) {
        buckets.evict(bucket, changes);
        evicted.accept(bucket.provider());
    }

    MutationResult apply(String provider, Mutation mutation, RemovalGuard guard) {
        Changes changes = Changes.byProvider(work.begin());
        MutationResult result = buckets.apply(buckets.require(provider), mutation, guard, changes);
        liveness.settle(changes);
        return result;
    }

    MutationResult releaseHeld(String provider) {
        Changes changes = Changes.byProvider(work.begin());
        MutationResult released = buckets.release(buckets.require(provider), changes);
        liveness.settle(changes);
        return released;
    }

    MutationResult restore(Removals.Removed removal) {
        Changes changes = Changes.byProvider(work.begin());
        MutationResult result = buckets.restore(removal, changes);
        liveness.settle(changes);
        return result;
    }

    /** @return the cause */
    long refresh(Refresh what) {
        long cause = work.begin();
        makeDue(what);
        return cause;
    }

    private void makeDue(Refresh what) {
        if (what instanceof Refresh.LeadingTo to) {
            graph.find(to.ref()).ifPresent(this::refreshUpwards);
        } else if (what instanceof Refresh.Of of) {
            makeDue(of.locations());
        } else {
            work.readAll();
        }
    }

    private void refreshUpwards(Node from) {
        Set<Node> seen = new HashSet<>();
        Deque<Node> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            Node node = open.poll();
            List<Claimant> claimants = node.claimants();
            if (node.held != null && seen.add(node)) {
                work.process(node);
                for (Claimant claimant : claimants) {
                    claimant.slot().source().flatMap(work::source).ifPresent(work::read);
                    if (claimant.slot().emitter() instanceof Node parent) {
                        open.add(parent);
                    }
                }
            }
        }
    }

    private void makeDue(Set<LocationRef> locations) {
        for (LocationRef location : locations) {
            work.source(location).ifPresent(work::read);
        }
        for (SourceState source : work.patterns()) {
            if (locations.stream().anyMatch(source::matches)) {
                work.read(source);
            }
        }
        for (Node node : work.reading()) {
            if (node.reads.stream().anyMatch(read -> locations.contains(read.location()))) {
                work.process(node);
            }
        }
    }

    /** @return the cause; empty if there was no such entity */
    OptionalLong remove(EntityRef ref) {
        long cause = work.begin();
        Optional<Node> found = graph.find(ref).filter(node -> node.isAccepted() || node.visibleLocation() != null);
        found.ifPresent(node -> {
            node.claimants().forEach(claimant -> claimant.slot()
                    .source()
                    .flatMap(work::source)
                    .ifPresent(source -> source.readersChanged = true));
            liveness.remove(node);
        });
        return found.isPresent() ? OptionalLong.of(cause) : OptionalLong.empty();
    }

    /** As {@link StoreIntake#hold}. */
    void hold(Collection<StoreIntake.Holder> holders) {
        for (StoreIntake.Holder holder : holders) {
            graph.find(holder.ref()).ifPresent(node -> node.claimants().stream()
                    .filter(claimant -> claimant.isOf(holder) && claimant.rank() != null)
                    .min(Claimant.ORDER)
                    .ifPresent(node::hold));
        }
    }

    List<CommitResult> commit(List<? extends Outcome> outcomes) {
        return outcomes.stream()
                .map(outcome -> commit(outcome) ? CommitResult.APPLIED : CommitResult.SUPERSEDED)
                .toList();
    }

    private boolean commit(Outcome outcome) {
        if (outcome.claim() instanceof Claim.OfSource claim) {
            return commitRead(claim, outcome);
        }
        Claim.OfEntity claim = (Claim.OfEntity) outcome.claim();
        Optional<Node> node =
                graph.find(claim.ref()).filter(found -> answer(work.toProcess, found, claim.generation()));
        if (outcome instanceof Outcome.Processed processed) {
            node.ifPresent(found -> commitProcessed(found, processed));
        }
        return node.isPresent();
    }

    /** Ends a claim, if it still counts; what follows is on its account. */
    <T> boolean answer(LeasedQueue<T> queue, T item, long generation) {
        Optional<Causes> causes = queue.answer(item, generation);
        causes.ifPresent(work::continueFor);
        return causes.isPresent();
    }

    private boolean commitRead(Claim.OfSource claim, Outcome outcome) {
        Optional<SourceState> found =
                work.source(claim.source()).filter(source -> answer(work.toRead(source), source, claim.generation()));
        found.ifPresent(source -> {
            source.readAt = now.get();
            // Unless readers are to be told since the claim, and this says only that the source is what it was.
            source.readersChanged &= !claim.readersChanged() && !(outcome instanceof Outcome.SourceRead);
            if (outcome instanceof Outcome.SourceRead read) {
                take(source, read);
            }
        });
        return found.isPresent();
    }

    private void take(SourceState source, Outcome.SourceRead read) {
        source.content = read.content();
        Changes changes = Changes.byParent();
        source.readers().forEach((giver, slot) -> {
            Emission emission = read.emissions().getOrDefault(giver, Emission.nothing());
            tell(slot, emission.findings());
            graph.give(slot, emission.entities(), changes);
        });
        liveness.settle(changes);
    }

    private void tell(Slot slot, List<Diagnostic> findings) {
        if (!slot.findings().equals(findings)) {
            slot.findings(findings);
            if (slot.emitter() instanceof Node node) {
                work.stitch(node);
            }
        }
    }

    private void commitProcessed(Node node, Outcome.Processed processed) {
        node.findings = processed.findings();
        node.reads = processed.reads();
        work.reads(node);
        work.stitch(node);
        processed.accepted().ifPresent(accepted -> accept(node, accepted));
    }

    private void accept(Node node, Accepted accepted) {
        boolean moved = node.isAccepted() && !accepted.origin().equals(node.acceptedOrigin());
        node.accepted = accepted;
        Changes changes = Changes.byParent();
        tell(node.direct(), accepted.children().findings());
        graph.give(node.direct(), accepted.children().entities(), changes);
        wants.set(node, accepted.wants(), changes);
        if (moved) {
            node.bySource().keySet().forEach(source -> work.source(source).ifPresent(work::readAnew));
        }
        liveness.settle(changes);
    }
}
