package dev.portalsdk.catalog.store.facts;

import dev.portalsdk.catalog.run.ProviderState;
import dev.portalsdk.catalog.run.Schedules;
import dev.portalsdk.catalog.store.CatalogFacts;
import dev.portalsdk.catalog.store.CatalogStore;
import dev.portalsdk.catalog.store.Change;
import dev.portalsdk.catalog.store.ChangeFeed;
import dev.portalsdk.catalog.store.ChangeHistory;
import dev.portalsdk.catalog.store.Claim;
import dev.portalsdk.catalog.store.Mutation;
import dev.portalsdk.catalog.store.MutationResult;
import dev.portalsdk.catalog.store.Outcome;
import dev.portalsdk.catalog.store.Refresh;
import dev.portalsdk.catalog.store.RemovalGuard;
import dev.portalsdk.catalog.store.StitchClaim;
import dev.portalsdk.catalog.store.StitchClaim.Stitched;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.catalog.store.StoreContents;
import dev.portalsdk.catalog.store.StoreIntake;
import dev.portalsdk.catalog.store.StoreSetup;
import dev.portalsdk.model.EntityRef;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
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
    private final StoreRules rules;
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
        this.feed = new InMemoryFeed(this, graph, FEED_CAPACITY);
        this.history = new InMemoryHistory(this, graph, clock::instant, feed::version);
        this.rules = rules(new Wants(graph, work));
        this.schedules = new InMemorySchedules(clock);
        this.providerState = new InMemoryProviderState(
                this, provider -> rules.buckets.find(provider).isPresent());
        StoreContents contents = new InMemoryContents(
                this,
                new InMemoryContents.Parts(graph, work, rules.buckets, schedules, providerState),
                () -> Optional.ofNullable(processing));
        this.facts = new InMemoryFacts(this, graph, work, rules.buckets, contents);
    }

    private StoreRules rules(Wants wants) {
        Buckets buckets = new Buckets(graph, wants, clock::instant, history);
        return new StoreRules(graph, work, wants, buckets, clock::instant, this::forgetState);
    }

    private void forgetState(String provider) {
        providerState.forget(provider);
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
        int gone = rules.open(setup);
        if (processing != null && !processing.equals(setup.processing())) {
            work.sources().forEach(work::readAnew);
            graph.nodes().stream().filter(node -> node.held != null).forEach(work::process);
        }
        processing = setup.processing();
        return gone;
    }

    @Override
    public MutationResult apply(String provider, Mutation mutation, RemovalGuard guard) {
        return transaction(() -> rules.apply(provider, mutation, guard));
    }

    @Override
    public MutationResult releaseHeld(String provider) {
        return transaction(() -> rules.releaseHeld(provider));
    }

    @Override
    public MutationResult restore(long removal) {
        return transaction(
                () -> rules.restore(history.removal(removal).orElseThrow(() -> ChangeHistories.noRemoval(removal))));
    }

    @Override
    public long refresh(Refresh what) {
        return transaction(() -> rules.refresh(what));
    }

    @Override
    public OptionalLong remove(EntityRef ref) {
        return transaction(() -> rules.remove(ref));
    }

    @Override
    public int deleteOrphans(Instant since) {
        int deleted;
        synchronized (this) {
            work.begin();
            deleted = rules.liveness.deleteOrphans(since);
        }
        if (deleted > 0) {
            listeners.forEach(Listening::tell);
        }
        return deleted;
    }

    @Override
    public synchronized List<Claim> claimDue(int limit, int urls) {
        Instant now = clock.instant();
        List<Claim> claims = new ArrayList<>();
        for (LeasedQueue.Claimed<SourceState> taken : work.takeReads(limit, urls, now, now.plus(lease))) {
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
    public void release(List<? extends Claim> claims) {
        transaction(() -> {
            claims.forEach(this::release);
            return true;
        });
    }

    private void release(Claim claim) {
        if (claim instanceof Claim.OfSource read) {
            work.source(read.source()).ifPresent(source -> work.toRead(source).release(source, read.generation()));
        } else {
            EntityRef ref = ((Claim.OfEntity) claim).ref();
            graph.find(ref).ifPresent(node -> work.toProcess.release(node, claim.generation()));
        }
    }

    @Override
    public List<CommitResult> commit(List<? extends Outcome> outcomes) {
        return transaction(() -> rules.commit(outcomes));
    }

    @Override
    public synchronized List<StitchClaim> claimStitchable(int limit, boolean early) {
        Instant now = clock.instant();
        return work.takeStitchable(limit, early, now, now.plus(lease)).stream()
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
        Optional<Node> found =
                graph.find(claim.ref()).filter(node -> rules.answer(work.toStitch, node, claim.generation()));
        found.ifPresent(node -> {
            @Nullable StitchedEntity before = node.visible;
            FeedEntry.of(node.shown(), result.entity()).ifPresent(entry -> {
                node.visible = entry.after().orElse(null);
                note(node, before, feed.append(now, entry));
            });
            graph.forgetIfEmpty(node);
        });
        return found.isPresent();
    }

    private void note(Node node, @Nullable StitchedEntity before, Change change) {
        if (history.isKept()) {
            rules.buckets.all().stream()
                    .filter(bucket -> bucket.leadsTo(node))
                    .findFirst()
                    .ifPresent(bucket -> node.provider = bucket.provider());
            history.add(change, before, node.provider);
        }
    }

    @Override
    public synchronized boolean isSettled(long cause) {
        return work.isSettled(cause);
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

    @Override
    public StoreIntake intake() {
        return new InMemoryIntake(this, rules, feed, history, clock::instant);
    }
}
