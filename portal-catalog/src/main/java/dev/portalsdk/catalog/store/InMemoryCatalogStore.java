package dev.portalsdk.catalog.store;

import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityDescriptor;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Facts in memory, for one process. Nothing survives it: the next one reads its sources again.
 *
 * <p>For any number of threads; each method holds one lock.
 */
public final class InMemoryCatalogStore implements CatalogStore, CatalogFacts, ChangeFeed {
    private static final int FEED_CAPACITY = 1 << 16;

    private final Clock clock;
    private final WorkQueue work = new WorkQueue();
    private final ClaimGraph graph;
    private final Map<Giver.Bucket, BucketState> buckets = new HashMap<>();
    private final ChangeLog feed = new ChangeLog(FEED_CAPACITY);

    /** @param clock dates orphans and changes */
    public InMemoryCatalogStore(Clock clock) {
        this.clock = clock;
        this.graph = new ClaimGraph(work, clock::instant);
    }

    @Override
    public synchronized void apply(Giver.Bucket bucket, Mutation mutation) {
        BucketState state = buckets.computeIfAbsent(bucket, BucketState::new);
        ClaimGraph.Changes changes = ClaimGraph.Changes.byProvider();
        if (mutation instanceof Mutation.Full full) {
            graph.give(state.direct, full.entities(), changes);
            want(
                    state,
                    full.sources().stream()
                            .map(source -> new Want(source, false, Optional.empty()))
                            .toList(),
                    changes);
        } else if (mutation instanceof Mutation.Delta delta) {
            delta.removed().forEach(ref -> graph.takeBack(state.direct, ref, changes));
            delta.added().forEach(entity -> graph.giveAlso(state.direct, entity, changes));
        }
        graph.settle(changes);
    }

    /** Makes an emitter read these sources and no others. */
    private void want(Emitter emitter, Collection<Want> wants, ClaimGraph.Changes changes) {
        Map<LocationRef, Want> wanted = new LinkedHashMap<>();
        wants.forEach(want -> wanted.putIfAbsent(want.source(), want));
        for (Map.Entry<LocationRef, Slot> had : Map.copyOf(emitter.bySource).entrySet()) {
            if (!wanted.containsKey(had.getKey())) {
                work.removeReader(had.getValue());
                graph.give(had.getValue(), List.of(), changes);
                emitter.bySource.remove(had.getKey());
            }
        }
        wanted.forEach((source, want) -> {
            Slot before = emitter.bySource.get(source);
            if (before == null || !before.want().equals(Optional.of(want))) {
                Slot slot = new Slot(emitter, Optional.of(want));
                if (before != null) {
                    graph.handOver(before, slot);
                }
                emitter.bySource.put(source, slot);
                work.addReader(slot);
            }
        });
    }

    @Override
    public synchronized void refresh(Optional<EntityRef> ref) {
        if (ref.isPresent()) {
            graph.find(ref.get()).ifPresent(node -> refreshUpwards(node, new HashSet<>()));
            return;
        }
        work.sources().forEach(work::read);
        for (Node node : graph.nodes()) {
            if (node.reads && node.held != null) {
                work.process(node);
            }
        }
    }

    private void refreshUpwards(Node node, Set<Node> seen) {
        if (seen.add(node) && node.held != null) {
            work.process(node);
            for (Claimant claimant : node.claimants) {
                claimant.slot().source().flatMap(work::source).ifPresent(work::read);
                if (claimant.slot().emitter() instanceof Node parent) {
                    refreshUpwards(parent, seen);
                }
            }
        }
    }

    @Override
    public synchronized List<Claim> claimDue(int limit) {
        List<Claim> claims = new ArrayList<>();
        work.takeToRead(limit).forEach(source -> claims.add(source.claim()));
        for (Node node : work.takeToProcess(limit - claims.size())) {
            Claimant held = node.held;
            LocationRef origin = node.heldOrigin;
            if (held != null && origin != null) {
                claims.add(new Claim.OfEntity(node.ref, node.generation, held.offered(), origin));
            }
        }
        return claims;
    }

    @Override
    public synchronized List<CommitResult> commit(List<? extends Outcome> outcomes) {
        return outcomes.stream().map(this::commit).toList();
    }

    private CommitResult commit(Outcome outcome) {
        if (outcome instanceof Outcome.Processed processed) {
            return commitProcessed(processed);
        }
        Claim.OfSource claim = (Claim.OfSource) outcome.claim();
        Optional<SourceState> source =
                work.source(claim.source()).filter(found -> found.generation == claim.generation());
        if (source.isEmpty()) {
            return CommitResult.SUPERSEDED;
        }
        source.get().readersChanged = false;
        if (outcome instanceof Outcome.SourceRead read) {
            commitRead(source.get(), read);
        }
        return CommitResult.APPLIED;
    }

    private void commitRead(SourceState source, Outcome.SourceRead read) {
        source.content = read.content();
        ClaimGraph.Changes changes = ClaimGraph.Changes.byParent();
        source.readers.forEach((giver, slot) -> {
            Emission emission = read.emissions().getOrDefault(giver, Emission.nothing());
            tell(slot, emission.findings());
            graph.give(slot, emission.entities(), changes);
        });
        graph.settle(changes);
    }

    private void tell(Slot slot, List<Diagnostic> findings) {
        if (!slot.findings.equals(findings)) {
            slot.findings = findings;
            if (slot.emitter() instanceof Node node) {
                work.stitch(node);
            }
        }
    }

    private CommitResult commitProcessed(Outcome.Processed processed) {
        Claim.OfEntity claim = processed.claim();
        Optional<Node> found = graph.find(claim.ref()).filter(node -> node.generation == claim.generation());
        if (found.isEmpty()) {
            return CommitResult.SUPERSEDED;
        }
        Node node = found.get();
        node.findings = processed.findings();
        node.reads = processed.reads();
        work.stitch(node);
        processed.accepted().ifPresent(accepted -> accept(node, accepted));
        return CommitResult.APPLIED;
    }

    private void accept(Node node, Accepted accepted) {
        boolean moved = node.accepted != null && !node.accepted.origin().equals(accepted.origin());
        node.accepted = accepted;
        ClaimGraph.Changes changes = ClaimGraph.Changes.byParent();
        tell(node.direct, accepted.children().findings());
        graph.give(node.direct, accepted.children().entities(), changes);
        want(node, accepted.wants(), changes);
        if (moved) {
            node.bySource.keySet().forEach(source -> work.source(source).ifPresent(work::readAnew));
        }
        graph.settle(changes);
    }

    @Override
    public synchronized List<StitchClaim> claimStitchable(int limit) {
        return work.takeToStitch(limit).stream()
                .map(node -> new StitchClaim(
                        node.ref,
                        node.stitchGeneration,
                        Optional.ofNullable(node.accepted),
                        node.orphanSince != null,
                        node.errors(),
                        Optional.ofNullable(node.visible)))
                .toList();
    }

    @Override
    public synchronized List<CommitResult> publish(List<Stitched> results) {
        Instant now = clock.instant();
        return results.stream().map(result -> publish(result, now)).toList();
    }

    private CommitResult publish(Stitched result, Instant now) {
        StitchClaim claim = result.claim();
        Optional<Node> found = graph.find(claim.ref()).filter(node -> node.stitchGeneration == claim.generation());
        if (found.isEmpty()) {
            return CommitResult.SUPERSEDED;
        }
        Node node = found.get();
        @Nullable StitchedEntity before = node.visible;
        @Nullable StitchedEntity after = result.entity().orElse(null);
        if (!java.util.Objects.equals(before, after)) {
            node.visible = after;
            feed.append(now, node.ref, before, after);
        }
        graph.forgetIfEmpty(node);
        return CommitResult.APPLIED;
    }

    @Override
    public synchronized List<Diagnostic> findings() {
        Set<Diagnostic> findings = new LinkedHashSet<>();
        buckets.values().forEach(bucket -> addEmitted(bucket, findings));
        graph.nodes().forEach(node -> addAll(node, findings));
        return findings.stream().sorted(Diagnostic.BY_PLACE).toList();
    }

    @Override
    public synchronized List<Diagnostic> findings(Set<EntityRef> about) {
        Set<Diagnostic> findings = new LinkedHashSet<>();
        about.forEach(ref -> graph.find(ref).ifPresent(node -> addAll(node, findings)));
        return findings.stream().sorted(Diagnostic.BY_PLACE).toList();
    }

    private static void addAll(Node node, Set<Diagnostic> findings) {
        addEmitted(node, findings);
        findings.addAll(node.findings);
        if (node.claimants.size() > 1) {
            findings.addAll(Conflicts.findings(node));
        }
    }

    private static void addEmitted(Emitter emitter, Set<Diagnostic> findings) {
        findings.addAll(emitter.direct.findings);
        emitter.bySource.values().forEach(slot -> findings.addAll(slot.findings));
    }

    @Override
    public synchronized Map<EntityRef, EntityDescriptor> descriptors() {
        Map<EntityRef, EntityDescriptor> descriptors = new TreeMap<>();
        for (Node node : graph.nodes()) {
            if (node.held != null) {
                descriptors.put(node.ref, node.held.offered().descriptor());
            }
        }
        return descriptors;
    }

    @Override
    public synchronized Set<EntityRef> parents(EntityRef ref) {
        Set<EntityRef> parents = new TreeSet<>();
        graph.find(ref)
                .ifPresent(node -> node.claimants.forEach(claimant -> {
                    boolean used = node.held != null && node.held.samePlace(claimant);
                    if (used && claimant.slot().emitter() instanceof Node parent) {
                        parents.add(parent.ref);
                    }
                }));
        return parents;
    }

    @Override
    public synchronized List<EntityRef> children(EntityRef ref) {
        Set<EntityRef> children = new LinkedHashSet<>();
        graph.find(ref).ifPresent(node -> node.forEachGiven(claimant -> children.add(claimant.node().ref)));
        return List.copyOf(children);
    }

    @Override
    public synchronized int deleteOrphans(Instant since) {
        return graph.deleteOrphans(since);
    }

    @Override
    public long version() {
        return feed.version();
    }

    @Override
    public List<Change> after(long version, int limit) {
        return feed.after(version, limit);
    }
}
