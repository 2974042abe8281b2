package dev.portalsdk.catalog.store;

import dev.portalsdk.catalog.run.ProviderState;
import dev.portalsdk.catalog.run.Schedules;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.EntityRef;
import dev.portalsdk.model.LocationRef;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Facts in memory, for one process. Nothing survives it: the next one reads its sources again.
 *
 * <p>For any number of threads; each method holds one lock.
 */
public final class InMemoryCatalogStore implements CatalogStore {
    private static final Logger LOG = LoggerFactory.getLogger(InMemoryCatalogStore.class);
    private static final int FEED_CAPACITY = 1 << 16;

    private final Clock clock;
    private final WorkQueue work = new WorkQueue();
    private final ClaimGraph graph = new ClaimGraph();
    private final Liveness liveness;
    private final Wants wants = new Wants(graph, work);
    private final Buckets buckets;
    private final InMemoryFeed feed;
    private final InMemoryHistory history;
    private final InMemoryFacts facts;
    private final InMemorySchedules schedules;
    private final InMemoryProviderState providerState;
    private final List<Listening> listeners = new CopyOnWriteArrayList<>();
    private Duration lease = Duration.ofMinutes(1);
    private @Nullable String processing;

    /** @param clock dates orphans, changes and leases */
    public InMemoryCatalogStore(Clock clock) {
        this.clock = clock;
        this.liveness = new Liveness(graph, work, clock::instant);
        this.feed = new InMemoryFeed(this, graph, FEED_CAPACITY);
        this.history = new InMemoryHistory(this, graph, clock::instant, feed::version);
        this.buckets = new Buckets(graph, wants, clock::instant, history);
        this.facts = new InMemoryFacts(this, graph, work, buckets);
        this.schedules = new InMemorySchedules(clock);
        this.providerState = new InMemoryProviderState(
                this, provider -> buckets.find(provider).isPresent());
    }

    /** Does a transaction, and then, without the lock, wakes those who wait for changes. */
    private <T> T transaction(Supplier<T> change) {
        T result;
        synchronized (this) {
            result = change.get();
        }
        listeners.forEach(Listening::tell);
        return result;
    }

    @Override
    public Registration listen(Runnable wake) {
        Listening listening = new Listening(wake);
        listeners.add(listening);
        return listening;
    }

    /** Itself and no other: the same action may listen twice. */
    private final class Listening implements Registration {
        private final Runnable wake;

        Listening(Runnable wake) {
            this.wake = wake;
        }

        void tell() {
            try {
                wake.run();
            } catch (RuntimeException | Error e) {
                LOG.warn("A listener to the catalog's store failed", e);
            }
        }

        @Override
        public void close() {
            listeners.remove(this);
        }
    }

    @Override
    public int open(StoreSetup setup) {
        return transaction(() -> opened(setup));
    }

    private int opened(StoreSetup setup) {
        lease = setup.lease();
        history.keep(setup.history());
        Changes changes = Changes.byProvider();
        List<BucketState> left = buckets.open(setup.providers(), changes);
        if (setup.evictOthers()) {
            left.forEach(bucket -> evict(bucket, changes));
        }
        liveness.settle(changes);
        if (processing != null && !processing.equals(setup.processing())) {
            work.sources().forEach(work::readAnew);
            graph.nodes().stream().filter(node -> node.held != null).forEach(work::process);
        }
        processing = setup.processing();
        return changes.gone;
    }

    private void evict(BucketState bucket, Changes changes) {
        buckets.evict(bucket, changes);
        providerState.forget(bucket.provider());
    }

    @Override
    public MutationResult apply(String provider, Mutation mutation, RemovalGuard guard) {
        return transaction(() -> applied(provider, mutation, guard));
    }

    private MutationResult applied(String provider, Mutation mutation, RemovalGuard guard) {
        Changes changes = Changes.byProvider();
        MutationResult result = buckets.apply(bucket(provider), mutation, guard, changes);
        liveness.settle(changes);
        return result;
    }

    @Override
    public int releaseHeld(String provider) {
        return transaction(() -> released(provider));
    }

    private int released(String provider) {
        Changes changes = Changes.byProvider();
        int released = buckets.release(bucket(provider), changes);
        liveness.settle(changes);
        return released;
    }

    @Override
    public MutationResult restore(long removal) {
        return transaction(() -> restored(removal));
    }

    private MutationResult restored(long removal) {
        Changes changes = Changes.byProvider();
        MutationResult result = buckets.restore(
                history.removal(removal).orElseThrow(() -> ChangeHistories.noRemoval(removal)), changes);
        liveness.settle(changes);
        return result;
    }

    private BucketState bucket(String provider) {
        return buckets.require(provider);
    }

    @Override
    public void refresh(Refresh what) {
        transaction(() -> {
            makeDue(what);
            return true;
        });
    }

    private void makeDue(Refresh what) {
        if (what instanceof Refresh.LeadingTo to) {
            graph.find(to.ref()).ifPresent(this::refreshUpwards);
        } else if (what instanceof Refresh.Of of) {
            makeDue(of.locations());
        } else {
            work.sources().forEach(work.toRead::add);
            work.reading().forEach(work::checkReads);
        }
    }

    private void refreshUpwards(Node from) {
        Set<Node> seen = new HashSet<>();
        Deque<Node> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            Node node = open.poll();
            if (node.held != null && seen.add(node)) {
                work.process(node);
                for (Claimant claimant : node.claimants) {
                    claimant.slot().source().flatMap(work::source).ifPresent(work.toRead::add);
                    if (claimant.slot().emitter() instanceof Node parent) {
                        open.add(parent);
                    }
                }
            }
        }
    }

    private void makeDue(Set<LocationRef> locations) {
        for (LocationRef location : locations) {
            work.source(location).ifPresent(work.toRead::add);
        }
        for (SourceState source : work.patterns()) {
            if (locations.stream().anyMatch(source::matches)) {
                work.toRead.add(source);
            }
        }
        for (Node node : work.reading()) {
            if (node.reads.stream().anyMatch(read -> locations.contains(read.location()))) {
                work.process(node);
            }
        }
    }

    @Override
    public boolean remove(EntityRef ref) {
        return transaction(() -> removed(ref));
    }

    private boolean removed(EntityRef ref) {
        Optional<Node> found = graph.find(ref).filter(node -> node.accepted != null || node.visible != null);
        found.ifPresent(node -> {
            node.claimants.forEach(claimant ->
                    claimant.slot().source().flatMap(work::source).ifPresent(source -> source.readersChanged = true));
            liveness.remove(node);
        });
        return found.isPresent();
    }

    @Override
    public int deleteOrphans(Instant since) {
        int deleted;
        synchronized (this) {
            deleted = liveness.deleteOrphans(since);
        }
        if (deleted > 0) {
            listeners.forEach(Listening::tell);
        }
        return deleted;
    }

    @Override
    public synchronized List<Claim> claimDue(int limit) {
        Instant now = clock.instant();
        List<Claim> claims = new ArrayList<>();
        for (LeasedQueue.Claimed<SourceState> taken : work.toRead.take(limit, now, now.plus(lease))) {
            claims.add(taken.item().claim(taken.generation()));
        }
        for (LeasedQueue.Claimed<Node> taken : work.toProcess.take(limit - claims.size(), now, now.plus(lease))) {
            Node node = taken.item();
            claims.add(new Claim.OfEntity(
                    node.ref,
                    taken.generation(),
                    Objects.requireNonNull(node.held).offered(),
                    Objects.requireNonNull(node.heldOrigin),
                    node.reads,
                    node.onlyIfReadsChanged));
        }
        return claims;
    }

    @Override
    public List<CommitResult> commit(List<? extends Outcome> outcomes) {
        return transaction(() -> committed(outcomes));
    }

    private List<CommitResult> committed(List<? extends Outcome> outcomes) {
        return outcomes.stream()
                .map(outcome -> commit(outcome) ? CommitResult.APPLIED : CommitResult.SUPERSEDED)
                .toList();
    }

    private boolean commit(Outcome outcome) {
        if (outcome.claim() instanceof Claim.OfSource claim) {
            return commitRead(claim, outcome);
        }
        Claim.OfEntity claim = (Claim.OfEntity) outcome.claim();
        Optional<Node> node = graph.find(claim.ref()).filter(found -> work.toProcess.answer(found, claim.generation()));
        if (outcome instanceof Outcome.Processed processed) {
            node.ifPresent(found -> commitProcessed(found, processed));
        }
        return node.isPresent();
    }

    private boolean commitRead(Claim.OfSource claim, Outcome outcome) {
        Optional<SourceState> found =
                work.source(claim.source()).filter(source -> work.toRead.answer(source, claim.generation()));
        found.ifPresent(source -> {
            source.readAt = clock.instant();
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
        source.readers.forEach((giver, slot) -> {
            Emission emission = read.emissions().getOrDefault(giver, Emission.nothing());
            tell(slot, emission.findings());
            graph.give(slot, emission.entities(), changes);
        });
        liveness.settle(changes);
    }

    private void tell(Slot slot, List<Diagnostic> findings) {
        if (!slot.findings.equals(findings)) {
            slot.findings = findings;
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
        boolean moved = node.accepted != null && !node.accepted.origin().equals(accepted.origin());
        node.accepted = accepted;
        Changes changes = Changes.byParent();
        tell(node.direct, accepted.children().findings());
        graph.give(node.direct, accepted.children().entities(), changes);
        wants.set(node, accepted.wants(), changes);
        if (moved) {
            node.bySource.keySet().forEach(source -> work.source(source).ifPresent(work::readAnew));
        }
        liveness.settle(changes);
    }

    @Override
    public synchronized List<StitchClaim> claimStitchable(int limit) {
        Instant now = clock.instant();
        return work.toStitch.take(limit, now, now.plus(lease)).stream()
                .map(taken -> taken.item().stitchClaim(taken.generation()))
                .toList();
    }

    @Override
    public List<CommitResult> publish(List<Stitched> results) {
        return transaction(() -> published(results));
    }

    private List<CommitResult> published(List<Stitched> results) {
        Instant now = clock.instant();
        return results.stream()
                .map(result -> publish(result, now) ? CommitResult.APPLIED : CommitResult.SUPERSEDED)
                .toList();
    }

    private boolean publish(Stitched result, Instant now) {
        StitchClaim claim = result.claim();
        Optional<Node> found = graph.find(claim.ref()).filter(node -> work.toStitch.answer(node, claim.generation()));
        found.ifPresent(node -> {
            @Nullable StitchedEntity before = node.visible;
            @Nullable StitchedEntity after = result.entity().orElse(null);
            if (!Objects.equals(before, after)) {
                node.visible = after;
                note(node, before, feed.append(now, before, after));
            }
            graph.forgetIfEmpty(node);
        });
        return found.isPresent();
    }

    private void note(Node node, @Nullable StitchedEntity before, Change change) {
        if (history.isKept()) {
            buckets.all().stream()
                    .filter(bucket -> bucket.leadsTo(node))
                    .findFirst()
                    .ifPresent(bucket -> node.provider = bucket.provider());
            history.add(change, before, node.provider);
        }
    }

    @Override
    public synchronized Backlog backlog() {
        return work.backlog();
    }

    @Override
    public CatalogFacts facts() {
        return facts;
    }

    @Override
    public ChangeFeed feed() {
        return feed;
    }

    @Override
    public ChangeHistory history() {
        return history;
    }

    @Override
    public Schedules schedules() {
        return schedules;
    }

    @Override
    public ProviderState providerState() {
        return providerState;
    }
}
